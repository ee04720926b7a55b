"""Old listings (Trading) moved to the Inventory model under the same listing id."""

from __future__ import annotations

from . import bulk
from .call import INVENTORY, Answer, Call, operation
from .conditions import IDS
from .errors import EbayError
from .inventory_items import BASE
from .publishing import POLICIES
from .state import Json, Listing, Offer, Seller, Variation

MAX_LISTINGS = 5
WORDS = {number: word for word, number in IDS.items()}


@operation(
    "sell_inventory.bulkMigrateListing", f"POST {BASE}/bulk_migrate_listing", INVENTORY
)
def migrate(call: Call) -> Answer:
    requests = call.body["requests"]
    if not 1 <= len(requests) <= MAX_LISTINGS:
        raise EbayError(25709, additionalInfo=f"requests: 1 to {MAX_LISTINGS}")
    return bulk.each(
        call,
        requests,
        lambda one: _migrate(call, one["listingId"]),
        lambda one: {"listingId": one["listingId"]},
    )


def _migrate(call: Call, listing_id: str) -> Json:
    seller = call.seller
    listing = seller.listings.get(listing_id)
    if listing is None or not listing.is_active or listing.source != "trading":
        raise EbayError(25718, additionalInfo=f"{listing_id} is no such listing.")
    if not all(listing.variations):
        raise EbayError(25718, additionalInfo="Each variation needs a SKU.")
    missing = [f for _, f, _ in POLICIES if not listing.policies.get(f)]
    if missing:
        raise EbayError(
            25718, additionalInfo=f"Business policies are missing: {', '.join(missing)}"
        )
    rows = []
    for variation in listing.variations.values():
        seller.items[variation.sku] = _item(seller, listing, variation)
        seller.locales[variation.sku] = {seller.site.locale_key}
        offer = _offer(call, seller, listing, variation)
        rows.append({"sku": variation.sku, "offerId": offer.offer_id})
    answer = {"statusCode": 200, "marketplaceId": listing.marketplace}
    if len(listing.variations) > 1:
        answer["inventoryItemGroupKey"] = _group(call, seller, listing)
    listing.source = "inventory"
    return {**answer, "inventoryItems": rows}


def _item(seller: Seller, listing: Listing, variation: Variation) -> Json:
    if listing.compatibility:
        seller.compatibility[variation.sku] = {
            "compatibleProducts": listing.compatibility
        }
    return {
        "locale": seller.site.locale_key,
        "condition": WORDS.get(listing.condition_id, "NEW"),
        "availability": {
            "shipToLocationAvailability": {"quantity": variation.quantity}
        },
        "product": {
            "title": listing.title,
            "description": listing.description or listing.title,
            "imageUrls": listing.image_urls,
            "aspects": {**listing.aspects, **_as_lists(variation.aspects)},
        },
    }


def _as_lists(aspects: Json) -> Json:
    return {name: [value] for name, value in aspects.items()}


def _offer(call: Call, seller: Seller, listing: Listing, variation: Variation) -> Offer:
    if not seller.locations:
        raise EbayError(25718, additionalInfo="There is no inventory location.")
    offer = Offer(
        offer_id=call.ebay.next_id("offer"),
        sku=variation.sku,
        marketplace=listing.marketplace,
        body={
            "availableQuantity": variation.quantity,
            "categoryId": listing.category_id,
            "listingPolicies": listing.policies,
            "merchantLocationKey": next(iter(seller.locations)),
            "pricingSummary": {
                "price": {
                    "value": str(variation.price),
                    "currency": listing.currency,
                }
            },
        },
        listing_id=listing.listing_id,
    )
    seller.add_offer(offer)
    return offer


def _group(call: Call, seller: Seller, listing: Listing) -> str:
    key = listing.group_key = f"migrated-{listing.listing_id}"
    names: dict[str, list[str]] = {}
    for variation in listing.variations.values():
        for name, value in variation.aspects.items():
            values = names.setdefault(name, [])
            if value not in values:
                values.append(value)
        seller.sku_group[variation.sku] = key
    seller.groups[key] = {
        "title": listing.title,
        "description": listing.description or listing.title,
        "imageUrls": listing.image_urls,
        "aspects": listing.aspects,
        "variantSKUs": list(listing.variations),
        "variesBy": {
            "specifications": [{"name": n, "values": v} for n, v in names.items()]
        },
    }
    return key
