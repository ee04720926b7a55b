"""Weights in grams, lengths in inches, whatever the client's unit. Exact factors."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

GRAMS = {
    "pounds": Decimal("453.59237"),
    "pound": Decimal("453.59237"),
    "ounces": Decimal("28.349523125"),
    "ounce": Decimal("28.349523125"),
    "grams": Decimal(1),
    "gram": Decimal(1),
    "kilogram": Decimal(1000),
}
INCHES = {
    "inches": Decimal(1),
    "inch": Decimal(1),
    "centimeters": Decimal(1) / Decimal("2.54"),
    "cm": Decimal(1) / Decimal("2.54"),
}


def grams(weight: dict[str, Any] | None) -> Decimal:
    """Of a weight of V1 (`units`) or V2 (`unit`); nothing weighs nothing."""
    if not weight:
        return Decimal(0)
    unit = weight.get("units") or weight.get("unit") or "ounces"
    return Decimal(str(weight.get("value") or 0)) * GRAMS[unit]


def pounds(weight_g: Decimal) -> Decimal:
    return weight_g / GRAMS["pounds"]


def ounces(weight_g: Decimal) -> float:
    return float(round(weight_g / GRAMS["ounces"], 2))


def cubic_inches(dimensions: dict[str, Any] | None) -> Decimal:
    if not dimensions:
        return Decimal(0)
    factor = INCHES[dimensions.get("units") or dimensions.get("unit") or "inches"]
    volume = Decimal(1)
    for side in ("length", "width", "height"):
        volume *= Decimal(str(dimensions.get(side) or 0)) * factor
    return volume


def v2_weight(weight: dict[str, Any] | None) -> dict[str, Any]:
    """A V1 weight in V2's words."""
    if not weight:
        return {"value": 0, "unit": "ounce"}
    return {"value": weight["value"], "unit": weight["units"].removesuffix("s")}


def v1_weight(weight: dict[str, Any] | None) -> dict[str, Any] | None:
    """A V2 weight in V1's words, which have no kilogram."""
    if not weight:
        return None
    if weight["unit"] == "kilogram":
        return {"value": weight["value"] * 1000, "units": "grams", "WeightUnits": 2}
    units = weight["unit"] + "s"
    number = {"pounds": 0, "ounces": 1, "grams": 2}[units]
    return {"value": weight["value"], "units": units, "WeightUnits": number}


def v2_dimensions(dimensions: dict[str, Any] | None) -> dict[str, Any] | None:
    if not dimensions:
        return None
    unit = "cm" if dimensions.get("units") == "centimeters" else "inch"
    return {"unit": unit, **_sides(dimensions)}


def v1_dimensions(dimensions: dict[str, Any] | None) -> dict[str, Any] | None:
    if not dimensions:
        return None
    units = "centimeters" if dimensions.get("unit") == "cm" else "inches"
    return {"units": units, **_sides(dimensions)}


def _sides(dimensions: dict[str, Any]) -> dict[str, Any]:
    return {side: dimensions.get(side) or 0 for side in ("length", "width", "height")}
