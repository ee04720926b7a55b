"""Inventory item groups: the variations of one listing."""

from __future__ import annotations

from . import listings
from .call import INVENTORY, Answer, Call, operation
from .errors import EbayError
from .inventory_items import BASE, MAX_TITLE
from .state import Json, Seller

MAX_VARIATIONS = 250


@operation(
    "sell_inventory.createOrReplaceInventoryItemGroup",
    f"PUT {BASE}/inventory_item_group/{{inventoryItemGroupKey}}",
    INVENTORY,
)
def put_group(call: Call) -> Answer:
    seller, key = call.seller, call.path["inventoryItemGroupKey"]
    body = {k: v for k, v in call.body.items() if k != "inventoryItemGroupKey"}
    _check(seller, key, body)
    created = key not in seller.groups
    for sku in seller.groups.get(key, {}).get("variantSKUs", ()):
        seller.sku_group.pop(sku, None)
    seller.groups[key] = body
    for sku in body["variantSKUs"]:
        seller.sku_group[sku] = key
    listings.revise_group(call.ebay, seller, key)
    return Answer(201) if created else Answer(204)


@operation(
    "sell_inventory.getInventoryItemGroup",
    f"GET {BASE}/inventory_item_group/{{inventoryItemGroupKey}}",
    INVENTORY,
)
def get_group(call: Call) -> Answer:
    key = call.path["inventoryItemGroupKey"]
    return Answer(body={"inventoryItemGroupKey": key, **known_group(call.seller, key)})


@operation(
    "sell_inventory.deleteInventoryItemGroup",
    f"DELETE {BASE}/inventory_item_group/{{inventoryItemGroupKey}}",
    INVENTORY,
)
def delete_group(call: Call) -> Answer:
    seller, key = call.seller, call.path["inventoryItemGroupKey"]
    group = known_group(seller, key)
    listings.end_group(call.ebay, seller, key, "SellerDeletedGroup")
    for sku in group["variantSKUs"]:
        seller.sku_group.pop(sku, None)
    del seller.groups[key]
    return Answer(204)


def known_group(seller: Seller, key: str, status: int = 404) -> Json:
    group = seller.groups.get(key)
    if group is None:
        raise EbayError(25705, status, inventoryItemGroupKey=key)
    return group


def _check(seller: Seller, key: str, body: Json) -> None:
    skus = body["variantSKUs"]
    if not skus or len(skus) > MAX_VARIATIONS or len(set(skus)) != len(skus):
        raise EbayError(25709, additionalInfo="variantSKUs")
    if len(body.get("title") or "") > MAX_TITLE:
        raise EbayError(25709, additionalInfo="title")
    unknown = [sku for sku in skus if sku not in seller.items]
    if unknown:
        raise EbayError(25701, skus=",".join(unknown))
    for sku in skus:
        group = seller.sku_group.get(sku)
        if group not in (None, key):
            raise EbayError(25703, skuValue=sku, inventoryItemGroupKey=group)
        for offer in seller.offers_of(sku):
            listing = seller.live_listing(offer)
            if listing is not None and not listing.group_key:
                raise EbayError(25704, skuValue=sku, listingId=listing.listing_id)
