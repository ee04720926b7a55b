"""Locations: added, renamed, switched on and off."""

from __future__ import annotations

from typing import Any

from ..addresses import address_from
from ..core.context import Context
from ..core.errors import refuse
from ..core.registry import plays
from ..state.location import Location


@plays("locationAdd", "write_locations")
def location_add(ctx: Context, input: dict[str, Any]) -> dict[str, Any]:
    if any(place.name == input["name"] for place in ctx.store["Location"]):
        said = "You already have a location with this name"
        raise refuse(said, ["input", "name"], "TAKEN")
    place = ctx.store.create(
        Location,
        name=input["name"],
        address=address_from(input["address"]),
        fulfills_online_orders=input.get("fulfills_online_orders", True),
    )
    ctx.emit("locations/create", place)
    return {"location": place}


@plays("locationEdit", "write_locations")
def location_edit(ctx: Context, id: str, input: dict[str, Any]) -> dict[str, Any]:
    place = ctx.need(id, "Location", "id", "NOT_FOUND")
    place.name = input.get("name") or place.name
    place.address = address_from(input.get("address")) or place.address
    if input.get("fulfills_online_orders") is not None:
        place.fulfills_online_orders = input["fulfills_online_orders"]
    ctx.store.touch(place)
    ctx.emit("locations/update", place)
    return {"location": place}


@plays("locationActivate", "write_locations")
def location_activate(ctx: Context, location_id: str) -> dict[str, Any]:
    said = "Location not found."
    place = ctx.need(location_id, "Location", "locationId", "LOCATION_NOT_FOUND", said)
    place.is_active = True
    ctx.store.touch(place)
    ctx.emit("locations/activate", place)
    return {"location": place}


@plays("locationDeactivate", "write_locations")
def location_deactivate(
    ctx: Context, location_id: str, destination_location_id: str | None = None
) -> dict[str, Any]:
    said = "Location not found."
    place = ctx.need(location_id, "Location", "locationId", "LOCATION_NOT_FOUND", said)
    waiting = any(
        row.location is place and row.is_active for row in ctx.store["FulfillmentOrder"]
    )
    if waiting:
        said = (
            "Location could not be deactivated because it has open fulfillment orders."
        )
        raise refuse(said, "locationId", "HAS_FULFILLMENT_ORDERS_ERROR")
    place.is_active = False
    ctx.store.touch(place)
    ctx.emit("locations/deactivate", place)
    return {"location": place}
