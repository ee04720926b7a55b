"""Product number i, made from the seed alone."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from decimal import Decimal
from math import prod

from sandbox.kernel.rng import Rng

from .bikes import BIKES, Bike
from .codes import ean13
from .model import Address, Location, Product, Variant
from .parts import PARTS, Part

LOCATIONS = (
    Location(
        "PDX",
        "Portland warehouse",
        Address(
            "Throttle & Torque", "1200 NE Marine Dr", "Portland", "97211", "US",
            region="OR", phone="+1 503-555-0100",
        ),
    ),
    Location(
        "ATL",
        "Atlanta warehouse",
        Address(
            "Throttle & Torque", "88 Fulton Industrial Blvd", "Atlanta", "30336", "US",
            region="GA", phone="+1 404-555-0101",
        ),
    ),
    Location(
        "LEJ",
        "Leipzig warehouse",
        Address(
            "Throttle & Torque GmbH", "Messe-Allee 7", "Leipzig", "04356", "DE",
            phone="+49 341 5550102",
        ),
    ),
    Location(
        "SHOW",
        "Portland showroom",
        Address(
            "Throttle & Torque", "21 SE Morrison St", "Portland", "97214", "US",
            region="OR", phone="+1 503-555-0103",
        ),
        fulfils_online_orders=False,
    ),
)  # fmt: skip
#: variants of one product never exceed this (eBay numbers rely on it)
MAX_VARIANTS = 16


def is_sold(index: int, platform: str) -> bool:
    """Active and offered there; known without making the product."""
    return status_of(index) == "active" and index % 10 != (
        3 if platform == "shopify" else 7
    )


def status_of(index: int) -> str:
    return {24: "draft", 49: "archived"}.get(index % 50, "active")


def variant_count(index: int) -> int:
    """How many variants the product has; known without making it."""
    return prod(len(values) for _, values in PARTS[index % len(PARTS)].options)


def product(seed: int, index: int, now: datetime) -> Product:
    rng = Rng(f"{seed}/product/{index}")
    part = PARTS[index % len(PARTS)]
    bike = rng.choice(BIKES) if part.fits_bikes else None
    brand = rng.choice(part.brands)
    title = f"{brand} {part.kind}" + (f" for {bike.name}" if bike else "")
    return Product(
        index=index,
        handle=f"{_slug(title)}-{index:05d}",
        title=title[:80],
        description_html=_description(part, brand, bike),
        kind=part.kind,
        collection=part.collection,
        brand=brand,
        mpn=f"{brand[:2].upper()}-{rng.randint(10_000, 99_999)}",
        ebay_category_id=part.ebay_category_id,
        hs_code=part.hs_code,
        origin_country=rng.choice(("US", "DE", "JP", "IT", "TW")),
        option_names=tuple(name for name, _ in part.options),
        variants=_variants(rng, index, part),
        fitment=bike.fitment() if bike else (),
        aspects={"Type": part.kind, **part.aspects},
        tags=(part.collection, brand, bike.make if bike else "Universal"),
        status=status_of(index),
        image_count=rng.randint(1, 4),
        created_at=now - timedelta(days=400 + index % 300, hours=rng.randint(0, 23)),
        on_shopify=index % 10 != 3,
        on_ebay=index % 10 != 7,
    )


def _variants(rng: Rng, index: int, part: Part) -> tuple[Variant, ...]:
    price = Decimal(rng.randint(*part.price)) - Decimal("0.01")
    weight_g = rng.randint(*part.weight_g)
    on_sale = rng.random() < 0.15
    choices = itertools.product(*(values for _, values in part.options))
    return tuple(
        _variant(rng, index, number, options, part, price, weight_g, on_sale)
        for number, options in enumerate(choices)
    )


def _variant(
    rng: Rng,
    index: int,
    number: int,
    options: tuple[str, ...],
    part: Part,
    price: Decimal,
    weight_g: int,
    on_sale: bool,
) -> Variant:
    code = "".join(word[0] for word in part.kind.upper().split())
    suffix = "".join("-" + _slug(value)[:6].strip("-").upper() for value in options)
    own_price = price + number % 3 * 5
    cost = (own_price * rng.randint(45, 68) / 100).quantize(Decimal("0.01"))
    return Variant(
        sku=f"TT-{code}-{index:05d}{suffix}",
        barcode=ean13(index * MAX_VARIANTS + number),
        options=options,
        price=own_price,
        compare_at_price=own_price + 20 if on_sale else None,
        cost=cost,
        weight_g=weight_g + number * 10,
        stock={
            "PDX": rng.choice((0, 2, 5, 12, 40, 120)),
            "ATL": rng.choice((0, 0, 3, 15, 60)),
            "LEJ": rng.choice((0, 0, 4, 20)),
            "SHOW": rng.choice((0, 1, 2)),
        },
    )


def _description(part: Part, brand: str, bike: Bike | None) -> str:
    fits = (
        f"<p>Fits {bike.name} ({bike.engine}), {bike.first_year}–{bike.last_year}.</p>"
        if bike
        else "<p>Universal fit.</p>"
    )
    facts = "".join(f"<li>{name}: {value}</li>" for name, value in part.aspects.items())
    return f"<p>{part.kind} by {brand}.</p>{fits}<ul>{facts}</ul>"


def _slug(text: str) -> str:
    plain = text.lower().translate(str.maketrans("üéöä", "ueoa"))
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in plain).split()
    return "-".join(words)
