"""Inventory items: stored by SKU, replaced whole by PUT."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import bulk, listings
from .call import INVENTORY, Answer, Call, operation, page
from .errors import EbayError, EbayErrors
from .sites import SITES
from .state import Json, Offer, Seller

BASE = "/sell/inventory/v1"
SKU = re.compile(r"\S(.{0,48}\S)?")
MAX_TITLE, MAX_IMAGES = 80, 24
LOCALES = frozenset(site.locale_key for site in SITES.values())


@operation(
    "sell_inventory.createOrReplaceInventoryItem",
    f"PUT {BASE}/inventory_item/{{sku}}",
    INVENTORY,
)
def put_item(call: Call) -> Answer:
    sku = call.path["sku"]
    created = sku not in call.seller.items
    store_item(call, sku, call.body, _locale(call))
    return Answer(201) if created else Answer(204)


@operation(
    "sell_inventory.getInventoryItem",
    f"GET {BASE}/inventory_item/{{sku}}",
    INVENTORY,
)
def get_item(call: Call) -> Answer:
    sku = call.path["sku"]
    return Answer(body=item_view(call.seller, sku, _known(call.seller, sku)))


@operation(
    "sell_inventory.deleteInventoryItem",
    f"DELETE {BASE}/inventory_item/{{sku}}",
    INVENTORY,
)
def delete_item(call: Call) -> Answer:
    """Takes the offers along and ends a single listing, as eBay warns."""
    seller, sku = call.seller, call.path["sku"]
    _known(seller, sku)
    for offer in seller.offers_of(sku):
        listings.take_down(call.ebay, seller, offer, "SellerDeletedInventoryItem")
        seller.drop_offer(offer)
    group = seller.sku_group.pop(sku, "")
    if group:
        skus = seller.groups[group]["variantSKUs"]
        seller.groups[group]["variantSKUs"] = [s for s in skus if s != sku]
    del seller.items[sku]
    seller.locales.pop(sku, None)
    seller.compatibility.pop(sku, None)
    return Answer(204)


@operation("sell_inventory.getInventoryItems", f"GET {BASE}/inventory_item", INVENTORY)
def get_items(call: Call) -> Answer:
    """`offset` counts pages here, not items."""
    seller = call.seller
    limit, offset = call.number("limit", 25), call.number("offset", 0)
    if limit is None or offset is None or not 1 <= limit <= 200 or offset < 0:
        raise EbayError(25706, additionalInfo="limit must lie between 1 and 200")
    skus = sorted(seller.items)
    shown = page(skus, offset * limit, limit)
    body: Json = {
        "href": call.page_url(limit=limit, offset=offset),
        "limit": limit,
        "size": len(shown),
        "total": len(skus),
        "inventoryItems": [item_view(seller, s, seller.items[s]) for s in shown],
    }
    if (offset + 1) * limit < len(skus):
        body["next"] = call.page_url(limit=limit, offset=offset + 1)
    if offset:
        body["prev"] = call.page_url(limit=limit, offset=offset - 1)
    return Answer(body=body)


@operation(
    "sell_inventory.bulkCreateOrReplaceInventoryItem",
    f"POST {BASE}/bulk_create_or_replace_inventory_item",
    INVENTORY,
)
def bulk_put_items(call: Call) -> Answer:
    requests = call.body["requests"]
    if len(requests) > bulk.MOST:
        raise EbayError(25727, additionalInfo=str(bulk.MOST))
    skus = [one["sku"] for one in requests]
    if len(set(skus)) != len(skus):
        raise EbayError(25728)
    if any(one.get("locale") not in LOCALES for one in requests):
        raise EbayError(25733)

    def put(one: Json) -> Json:
        body = {k: v for k, v in one.items() if k not in ("sku", "locale")}
        created = one["sku"] not in call.seller.items
        store_item(call, one["sku"], body, one["locale"])
        return {"statusCode": 201 if created else 200}

    return bulk.each(
        call, requests, put, lambda one: {"sku": one["sku"], "locale": one["locale"]}
    )


@operation(
    "sell_inventory.bulkGetInventoryItem",
    f"POST {BASE}/bulk_get_inventory_item",
    INVENTORY,
)
def bulk_get_items(call: Call) -> Answer:
    requests = call.body["requests"]
    if len(requests) > bulk.MOST:
        raise EbayError(25727, additionalInfo=str(bulk.MOST))
    if len({one.get("sku") for one in requests}) != len(requests):
        raise EbayError(25734)

    def get(one: Json) -> Json:
        item = _known(call.seller, one["sku"])
        view = item_view(call.seller, one["sku"], item)
        view.pop("groupIds", None)
        return {"statusCode": 200, "inventoryItem": view}

    return bulk.each(call, requests, get, lambda one: {"sku": one["sku"]})


def store_item(call: Call, sku: str, body: Json, locale: str) -> None:
    """Check and replace; offers that are live are revised at once."""
    seller = call.seller
    if not SKU.fullmatch(sku):
        raise EbayError(25707)
    problems = list(_problems(body))
    if problems:
        raise EbayErrors(problems)
    before = seller.items.get(sku)
    seller.items[sku] = {**body, "locale": locale}
    seller.locales.setdefault(sku, set()).add(locale)
    seller.touch(sku, call.now)
    try:
        for offer in _live_offers(seller, sku):
            listings.revise(call.ebay, seller, offer)
    except EbayError:
        if before is not None:
            seller.items[sku] = before
        raise


def _problems(body: Json) -> Iterator[EbayError]:
    product = body.get("product") or {}
    if len(product.get("title") or "") > MAX_TITLE:
        yield EbayError(25709, additionalInfo="title")
    for url in product.get("imageUrls") or ():
        if not url.startswith("https://"):
            yield EbayError(25015, additionalInfo=url)
    if len(product.get("imageUrls") or ()) > MAX_IMAGES:
        yield EbayError(25014, additionalInfo=f"at most {MAX_IMAGES} pictures")
    ship_to = (body.get("availability") or {}).get("shipToLocationAvailability") or {}
    if (ship_to.get("quantity") or 0) < 0:
        yield EbayError(25004, additionalInfo="The quantity must not be negative.")
    weight = (body.get("packageWeightAndSize") or {}).get("weight")
    if weight and (not weight.get("unit") or (weight.get("value") or 0) <= 0):
        yield EbayError(25715)
    if body.get("conditionDescription") and len(body["conditionDescription"]) > 1000:
        yield EbayError(25709, additionalInfo="conditionDescription")


def _live_offers(seller: Seller, sku: str) -> list[Offer]:
    return [o for o in seller.offers_of(sku) if seller.live_listing(o)]


def _locale(call: Call) -> str:
    locale = call.headers.get("Content-Language", "").replace("-", "_")
    if locale not in LOCALES:
        raise EbayError(25709, text="Invalid value for header Content-Language.")
    return locale


def _known(seller: Seller, sku: str) -> Json:
    item = seller.items.get(sku)
    if item is None:
        raise EbayError(25710, 404)
    return item


def item_view(seller: Seller, sku: str, item: Json) -> Json:
    view = {"sku": sku, **item}
    ship_to = (item.get("availability") or {}).get("shipToLocationAvailability")
    if ship_to is not None:
        quantity = ship_to.get("quantity", 0)
        allocation = {"auction": 0, "fixedPrice": quantity}
        view["availability"] = {
            **item["availability"],
            "shipToLocationAvailability": {
                **ship_to,
                "allocationByFormat": allocation,
            },
        }
    group = seller.sku_group.get(sku)
    if group:
        view["groupIds"] = view["inventoryItemGroupKeys"] = [group]
    return view
