"""Listings by Trading: read them, revise those that Trading made, end them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from .. import listings, publishing
from ..account import KINDS
from ..errors import EbayError
from ..state import Json, Listing, Variation
from ..taxonomy_data import leaf
from ..times import stamp
from . import xml
from .calls import TradingCall, trading
from .errors import TradingError
from .xml import Amount

MAX_STATUSES = 4
GTC = timedelta(days=30)
MAX_PAGE = 200
PROFILES = {
    "fulfillment": ("SellerShippingProfile", "ShippingProfileID"),
    "return": ("SellerReturnProfile", "ReturnProfileID"),
    "payment": ("SellerPaymentProfile", "PaymentProfileID"),
}


# -- reading -----------------------------------------------------------------------
@trading("GetItem")
def get_item(call: TradingCall) -> dict[str, Any]:
    listing = call.listing(call.text("ItemID"))
    return {"Item": _item(call, listing, whole=True)}


@trading("GetMyeBaySelling")
def my_selling(call: TradingCall) -> dict[str, Any]:
    mine = list(call.seller.listings.values())
    answer = {}
    for name, wanted in (
        ("ActiveList", [x for x in mine if x.is_active]),
        ("UnsoldList", [x for x in mine if not x.is_active and not x.sold]),
    ):
        wish = xml.child(call.root, name)
        if wish is not None and xml.text(wish, "Include", "true") in ("true", "1"):
            answer[name] = _page(call, wish, wanted)
    return answer


def _page(call: TradingCall, wish: Element, rows: list[Listing]) -> dict[str, Any]:
    size = int(xml.text(wish, "Pagination/EntriesPerPage", "25"))
    number = int(xml.text(wish, "Pagination/PageNumber", "1"))
    if not 1 <= size <= MAX_PAGE or number < 1:
        raise TradingError("37", "Pagination")
    shown = rows[(number - 1) * size : number * size]
    return {
        "ItemArray": {"Item": [_item(call, one, whole=False) for one in shown]},
        "PaginationResult": {
            "TotalNumberOfPages": -(-len(rows) // size),
            "TotalNumberOfEntries": len(rows),
        },
    }


def _item(call: TradingCall, listing: Listing, whole: bool) -> dict[str, Any]:
    """In the schema's order; a quantity in Trading is what was sold plus the rest."""
    prices = [v.price for v in listing.variations.values()]
    many = len(listing.variations) > 1
    return {
        "Country": call.seller.site.country if whole else None,
        "Currency": listing.currency if whole else None,
        "Description": listing.description if whole else None,
        "ItemID": listing.listing_id,
        "ListingDetails": _details(call, listing),
        "ListingDuration": "GTC",
        "ListingType": "FixedPriceItem",
        "PrimaryCategory": {"CategoryID": listing.category_id},
        "Quantity": listing.quantity + listing.sold,
        "SellingStatus": {
            "CurrentPrice": Amount(min(prices), listing.currency),
            "QuantitySold": listing.sold,
            "ListingStatus": "Active" if listing.is_active else "Completed",
        },
        "Site": call.seller.site.site_name if whole else None,
        "StartPrice": Amount(min(prices), listing.currency),
        "Title": listing.title,
        "QuantityAvailable": None if whole else listing.quantity,
        "SKU": None if many else next(iter(listing.variations)),
        "PictureDetails": {"PictureURL": listing.image_urls} if whole else None,
        "ItemSpecifics": _specifics(listing.aspects) if whole else None,
        "Variations": _variations(listing) if many else None,
        "ItemCompatibilityList": _fits(call, listing) if whole else None,
        "ItemCompatibilityCount": len(listing.compatibility) if whole else None,
        "ConditionID": listing.condition_id if whole else None,
        "SellerProfiles": _profiles(listing) if whole else None,
    }


def _end(call: TradingCall, listing: Listing) -> datetime:
    """A listing that is good till cancelled renews itself every month."""
    if listing.ended_at is not None:
        return listing.ended_at
    periods = (call.ebay.now() - listing.started_at) // GTC + 1
    return listing.started_at + GTC * periods


def _details(call: TradingCall, listing: Listing) -> dict[str, Any]:
    return {
        "StartTime": stamp(listing.started_at),
        "EndTime": stamp(_end(call, listing)),
        "ViewItemURL": f"https://www.ebay.com/itm/{listing.listing_id}",
        "EndingReason": listing.end_reason or None,
    }


def _specifics(aspects: Json) -> dict[str, Any] | None:
    if not aspects:
        return None
    rows = []
    for name, values in aspects.items():
        values = values if isinstance(values, list) else [values]
        rows.append({"Name": name, "Value": values})
    return {"NameValueList": rows}


def _variations(listing: Listing) -> dict[str, Any]:
    names: dict[str, list[str]] = {}
    for variation in listing.variations.values():
        for name, value in variation.aspects.items():
            if value not in names.setdefault(name, []):
                names[name].append(value)
    return {
        "Variation": [
            {
                "SKU": one.sku,
                "StartPrice": Amount(one.price, listing.currency),
                "Quantity": one.quantity + one.sold,
                "VariationSpecifics": _specifics(one.aspects),
                "SellingStatus": {"QuantitySold": one.sold},
            }
            for one in listing.variations.values()
        ],
        "VariationSpecificsSet": _specifics(names),
    }


def _fits(call: TradingCall, listing: Listing) -> dict[str, Any] | None:
    if not xml.flag(call.root, "IncludeItemCompatibilityList"):
        return None
    rows = []
    for one in listing.compatibility:
        pairs = one.get("compatibilityProperties") or []
        rows.append(
            {
                "NameValueList": [
                    {"Name": p["name"], "Value": [p["value"]]} for p in pairs
                ],
                "CompatibilityNotes": one.get("notes"),
            }
        )
    return {"Compatibility": rows} if rows else None


def _profiles(listing: Listing) -> dict[str, Any] | None:
    found = {}
    for kind in KINDS:
        element, field = PROFILES[kind.code]
        if listing.policies.get(kind.id_field):
            found[element] = {field: listing.policies[kind.id_field]}
    ordered = {e: found[e] for e, _ in PROFILES.values() if e in found}
    return ordered or None


# -- revising ----------------------------------------------------------------------
@trading("ReviseInventoryStatus")
def revise_status(call: TradingCall) -> dict[str, Any]:
    """Up to four at once; each on its own, the good ones stand."""
    wanted = xml.children(call.root, "InventoryStatus")
    if len(wanted) > MAX_STATUSES:
        raise TradingError("21916750")
    rows, errors = [], []
    for one in wanted:
        try:
            rows.append(_revise_one(call, one))
        except TradingError as error:
            errors.append(error.body())
    if errors and not rows:
        return {"Ack": "Failure", "Errors": errors}
    answer: dict[str, Any] = {"InventoryStatus": rows}
    if errors:
        answer |= {"Ack": "PartialFailure", "Errors": errors}
    return answer


def _revise_one(call: TradingCall, one: Element) -> dict[str, Any]:
    sku = xml.text(one, "SKU")
    item_id = xml.text(one, "ItemID")
    if not sku and not item_id:
        raise TradingError("37", "InventoryStatus.ItemID")
    listing = call.listing(item_id, sku)
    _check_revisable(call, listing)
    if not sku and len(listing.variations) > 1:
        raise TradingError("37", "InventoryStatus.SKU")
    variation = listing.variations.get(sku or next(iter(listing.variations)))
    if variation is None:
        raise TradingError("21916635", sku, listing.listing_id)
    price, quantity = xml.text(one, "StartPrice"), xml.text(one, "Quantity")
    if not price and not quantity:
        raise TradingError("37", "InventoryStatus.Quantity")
    _set(variation, price, quantity)
    call.seller.touch(variation.sku, call.ebay.now())
    _revised(call, listing)
    return {
        "SKU": variation.sku,
        "ItemID": listing.listing_id,
        "StartPrice": Amount(variation.price, listing.currency),
        "Quantity": variation.quantity,
    }


@trading("ReviseFixedPriceItem")
def revise_item(call: TradingCall) -> dict[str, Any]:
    item = xml.child(call.root, "Item")
    listing = call.listing(xml.text(item, "ItemID"), xml.text(item, "SKU"))
    _check_revisable(call, listing)
    _revise_texts(listing, item)
    _revise_aspects(listing, item)
    _revise_variations(listing, item)
    fits = xml.child(item, "ItemCompatibilityList")
    if fits is not None:
        listing.compatibility = _compatibility(listing, fits)
    _revised(call, listing)
    return {
        "ItemID": listing.listing_id,
        "StartTime": stamp(listing.started_at),
        "EndTime": stamp(_end(call, listing)),
        "Fees": {"Fee": [{"Name": "ListingFee", "Fee": Amount(Decimal("0.0"), "USD")}]},
    }


def _check_revisable(call: TradingCall, listing: Listing) -> None:
    if listing.source != "trading":
        raise TradingError("21919474")
    if not listing.is_active:
        raise TradingError("291")
    if not listing.may_be_revised(call.ebay.now().date()):
        raise TradingError("21919188", listing.listing_id)


def _revised(call: TradingCall, listing: Listing) -> None:
    try:
        listings.count_revision(call.ebay, listing)
    except EbayError:
        raise TradingError("21919188", listing.listing_id) from None
    listings.end_when_sold_out(call.ebay, call.seller, listing)


def _set(variation: Variation, price: str, quantity: str) -> None:
    if price:
        if not publishing.is_amount(price):
            raise TradingError("73", price)
        variation.price = Decimal(price)
    if quantity:
        if int(quantity) < 0:
            raise TradingError("37", "Quantity")
        variation.quantity = int(quantity)


def _revise_texts(listing: Listing, item: Element) -> None:
    title = xml.text(item, "Title")
    if len(title) > 80:
        raise TradingError("37", "Item.Title")
    category = xml.text(item, "PrimaryCategory/CategoryID")
    if category and leaf(listing.marketplace, category) is None:
        raise TradingError("87")
    listing.title = title or listing.title
    listing.category_id = category or listing.category_id
    listing.description = xml.text(item, "Description") or listing.description
    listing.condition_id = xml.text(item, "ConditionID") or listing.condition_id
    pictures = xml.children(xml.child(item, "PictureDetails"), "PictureURL")
    if pictures:
        listing.image_urls = [(one.text or "").strip() for one in pictures]


def _revise_aspects(listing: Listing, item: Element) -> None:
    """What is sent replaces all: a specific that is left out is gone."""
    specifics = xml.child(item, "ItemSpecifics")
    if specifics is None:
        return
    aspects = _pairs(specifics)
    category = leaf(listing.marketplace, listing.category_id)
    for aspect in category.aspects if category else ():
        if aspect.required and not aspects.get(aspect.name):
            raise TradingError("21919303", aspect.name)
    listing.aspects = aspects


def _revise_variations(listing: Listing, item: Element) -> None:
    variations = xml.child(item, "Variations")
    if variations is None:
        only = next(iter(listing.variations.values()))
        price, quantity = xml.text(item, "StartPrice"), xml.text(item, "Quantity")
        if (price or quantity) and len(listing.variations) > 1:
            raise TradingError("37", "Item.StartPrice")
        _set(only, price, quantity)
        return
    for one in xml.children(variations, "Variation"):
        sku = xml.text(one, "SKU")
        if xml.flag(one, "Delete"):
            listing.variations.pop(sku, None)
            continue
        variation = listing.variations.setdefault(sku, Variation(sku, Decimal(0), 0))
        _set(variation, xml.text(one, "StartPrice"), xml.text(one, "Quantity"))
        specifics = _pairs(xml.child(one, "VariationSpecifics"))
        if specifics:
            variation.aspects = {n: v[0] for n, v in specifics.items() if v}


def _pairs(element: Element | None) -> dict[str, list[str]]:
    return {
        xml.text(one, "Name"): [
            (value.text or "").strip() for value in xml.children(one, "Value")
        ]
        for one in xml.children(element, "NameValueList")
    }


def _compatibility(listing: Listing, fits: Element) -> list[Json]:
    rows = [] if xml.flag(fits, "ReplaceAll") else list(listing.compatibility)
    for one in xml.children(fits, "Compatibility"):
        properties = [
            {"name": name, "value": values[0] if values else ""}
            for name, values in _pairs(one).items()
        ]
        row: Json = {"compatibilityProperties": properties}
        rows = [r for r in rows if r["compatibilityProperties"] != properties]
        if not xml.flag(one, "Delete"):
            if xml.text(one, "CompatibilityNotes"):
                row["notes"] = xml.text(one, "CompatibilityNotes")
            rows.append(row)
    return rows


@trading("EndFixedPriceItem")
def end_item(call: TradingCall) -> dict[str, Any]:
    listing = call.listing(call.text("ItemID"), call.text("SKU"))
    if not listing.is_active:
        raise TradingError("1047")
    if listing.source != "trading":
        raise TradingError("21919474")
    listings.end(call.ebay, listing, call.text("EndingReason"))
    return {"EndTime": stamp(listing.ended_at)}
