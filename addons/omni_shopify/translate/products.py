"""Products, places and stock out of Shopify's nodes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from odoo.addons.omni_commerce.documents import (
    CustomField,
    Location,
    Media,
    Money,
    Option,
    PriceList,
    Product,
    Showcase,
    StockLevel,
    Variant,
)
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node, money, text

if TYPE_CHECKING:
    from ..client import shapes

_GRAMS = {
    "GRAMS": Decimal(1),
    "KILOGRAMS": Decimal(1000),
    "OUNCES": Decimal("28.349523125"),
    "POUNDS": Decimal("453.59237"),
}
# Our pictures are named after their checksum; Shopify may add to a name that is taken.
_OUR_FILE = re.compile(r"/([0-9a-f]{40})(?:_[^/]*)?\.\w+(?:\?|$)")
_MEDIA = {"READY": "ready", "FAILED": "failed"}
# Unlisted products are sold like active ones, by link only.
_STATUS = {"ARCHIVED": "archived", "DRAFT": "draft"}


def product_document(
    node: shapes.ProductDetail, currency: str, admin_url: str = ""
) -> Product:
    media = {row["id"]: _media(row) for row in node["media"]["nodes"]}
    return Product(
        ref=node["id"],
        title=node["title"],
        variants=tuple(
            _variant(row, currency, media) for row in node["variants"]["nodes"]
        ),
        updated_at=moment(node["updatedAt"]),
        description=text(node["descriptionHtml"]),
        status=_STATUS.get(node["status"], "active"),
        vendor=text(node["vendor"]),
        type=text(node["productType"]),
        tags=tuple(node["tags"]),
        handle=text(node["handle"]),
        seo_title=text(node["seo"]["title"]),
        seo_description=text(node["seo"]["description"]),
        options=tuple(_option(row) for row in node["options"]),
        media=tuple(media.values()),
        custom_fields=tuple(
            CustomField(row["namespace"], row["key"], row["type"], row["value"])
            for row in node["metafields"]["nodes"]
        ),
        channels=tuple(
            row["publication"]["id"]
            for row in node["resourcePublications"]["nodes"]
            if row["isPublished"]
        ),
        collections=tuple(row["id"] for row in node["collections"]["nodes"]),
        url=admin_url and f"{admin_url}/products/{node['legacyResourceId']}",
        extra={"gift_card": True} if node["isGiftCard"] else {},
    )


def location_document(node: Node) -> Location:
    return Location(
        node["id"], node["name"], node["isActive"], node["fulfillsOnlineOrders"]
    )


def publication_document(node: Node) -> Showcase:
    """A sales channel; a catalogue of a market or of companies has no channel."""
    names = [row["name"] for row in (node["channels"] or {}).get("nodes") or ()]
    title = (node["catalog"] or {}).get("title")
    return Showcase(node["id"], ", ".join(names) or text(title), "channel")


def collection_document(node: Node) -> Showcase:
    rules = any(
        (source.get("inclusion") or {}).get("conditions") for source in node["sources"]
    )
    return Showcase(node["id"], node["title"], "collection", rules)


def level_documents(node: shapes.Stock) -> tuple[StockLevel, ...]:
    return tuple(
        StockLevel(node["id"], row["location"]["id"], quantity["quantity"])
        for row in node["inventoryLevels"]["nodes"]
        for quantity in row["quantities"]
        if quantity["name"] == "available"
    )


def _option(row: shapes.ProductOption) -> Option:
    return Option(row["name"], tuple(value["name"] for value in row["optionValues"]))


def _media(row: shapes.Picture) -> Media:
    url = text((row.get("image") or {}).get("url"))
    status = _MEDIA.get(row["status"], "processing")
    ours = _OUR_FILE.search(url)
    checksum = ours[1] if ours else ""
    return Media(url, text(row["alt"]), row["id"], status, checksum)


def _variant(
    node: shapes.VariantDetail, currency: str, media: dict[str, Media]
) -> Variant:
    item = node["inventoryItem"]
    compare_at = node["compareAtPrice"]
    return Variant(
        ref=node["id"],
        sku=text(node["sku"]),
        barcode=text(node["barcode"]),
        title=node["title"],
        options=tuple((o["name"], o["value"]) for o in node["selectedOptions"]),
        price=Money(Decimal(node["price"]), currency),
        compare_at=Money(Decimal(compare_at), currency) if compare_at else None,
        cost=money(item["unitCost"]) if item["unitCost"] else None,
        weight_g=_weight(item),
        tracked=item["tracked"],
        sells_when_out=node["inventoryPolicy"] == "CONTINUE",
        requires_shipping=item["requiresShipping"],
        hs_code=text(item["harmonizedSystemCode"]),
        origin_country=text(item["countryCodeOfOrigin"]),
        stock_ref=item["id"],
        media=tuple(
            media[row["id"]] for row in node["media"]["nodes"] if row["id"] in media
        ),
    )


def _weight(item: shapes.InventoryItem) -> Decimal | None:
    weight = (item["measurement"] or {}).get("weight")
    if not weight:
        return None
    return Decimal(str(weight["value"])) * _GRAMS[weight["unit"]]


def price_list_document(node: Node) -> PriceList:
    return PriceList(node["id"], node["name"], node["currency"])
