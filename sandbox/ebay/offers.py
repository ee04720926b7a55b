"""Offers: one per SKU, marketplace and format; PUT replaces; publish and withdraw."""

from __future__ import annotations

from typing import Any

from . import bulk, listings, publishing
from .call import INVENTORY, Answer, Call, operation, page
from .errors import EbayError
from .inventory_groups import known_group
from .inventory_items import BASE
from .sites import SITES, selling_site
from .state import Json, Offer, Seller

KEYS = ("sku", "marketplaceId", "format")
MAX_DESCRIPTION = 500_000


@operation("sell_inventory.createOffer", f"POST {BASE}/offer", INVENTORY)
def create(call: Call) -> Answer:
    return Answer(201, {"offerId": create_offer(call, call.body).offer_id})


@operation(
    "sell_inventory.bulkCreateOffer", f"POST {BASE}/bulk_create_offer", INVENTORY
)
def bulk_create(call: Call) -> Answer:
    requests = call.body["requests"]
    if len(requests) > bulk.MOST:
        raise EbayError(25730, additionalInfo=str(bulk.MOST))
    keys = [tuple(one[key] for key in KEYS) for one in requests]
    if len(set(keys)) != len(keys):
        raise EbayError(25729)

    def make(one: Json) -> Json:
        return {"statusCode": 200, "offerId": create_offer(call, one).offer_id}

    return bulk.each(call, requests, make, lambda one: {key: one[key] for key in KEYS})


@operation("sell_inventory.getOffers", f"GET {BASE}/offer", INVENTORY)
def get_all(call: Call) -> Answer:
    """By SKU only: eBay has no way to list all offers."""
    seller, sku = call.seller, call.query.get("sku", "")
    if not sku:
        raise EbayError(25707)
    offers = [
        offer
        for offer in seller.offers_of(sku)
        if call.query.get("marketplace_id") in (None, offer.marketplace)
        and call.query.get("format") in (None, offer.format)
    ]
    if not offers:
        raise EbayError(25713, 404, additionalInfo=sku)
    limit, offset = call.number("limit", 25), call.number("offset", 0)
    if limit is None or offset is None or not 1 <= limit <= 100 or offset < 0:
        raise EbayError(25706, additionalInfo="limit, offset")
    shown = page(offers, offset, limit)
    return Answer(
        body={
            "href": call.page_url(limit=limit, offset=offset),
            "limit": limit,
            "size": len(shown),
            "total": len(offers),
            "offers": [view(seller, offer) for offer in shown],
        }
    )


@operation("sell_inventory.getOffer", f"GET {BASE}/offer/{{offerId}}", INVENTORY)
def get(call: Call) -> Answer:
    return Answer(body=view(call.seller, _known(call)))


@operation("sell_inventory.updateOffer", f"PUT {BASE}/offer/{{offerId}}", INVENTORY)
def update(call: Call) -> Answer:
    """Replaces the whole offer; a live one must stay fit to be published."""
    seller, offer = call.seller, _known(call)
    _check(call.body)
    before, offer.body = offer.body, dict(call.body)
    listing = seller.live_listing(offer)
    if listing is None:
        return Answer(200, {"offerId": offer.offer_id})
    try:
        if listing.group_key:
            _, warnings = publishing.check_group(
                call.ebay, seller, listing.group_key, offer.marketplace
            )
        else:
            warnings = publishing.check(call.ebay, seller, offer)
        listings.revise(call.ebay, seller, offer)
    except EbayError:
        offer.body = before
        raise
    return Answer(200, _with_warnings({"offerId": offer.offer_id}, warnings))


@operation("sell_inventory.deleteOffer", f"DELETE {BASE}/offer/{{offerId}}", INVENTORY)
def delete(call: Call) -> Answer:
    seller, offer = call.seller, _known(call)
    listings.take_down(call.ebay, seller, offer, "SellerDeletedOffer")
    seller.drop_offer(offer)
    return Answer(204)


# -- publish and withdraw ----------------------------------------------------------
@operation(
    "sell_inventory.publishOffer", f"POST {BASE}/offer/{{offerId}}/publish", INVENTORY
)
def publish(call: Call) -> Answer:
    listing_id, warnings = _publish(call, _known(call))
    return Answer(body=_with_warnings({"listingId": listing_id}, warnings))


@operation(
    "sell_inventory.bulkPublishOffer", f"POST {BASE}/bulk_publish_offer", INVENTORY
)
def bulk_publish(call: Call) -> Answer:
    requests = call.body["requests"]
    if len(requests) > bulk.MOST:
        raise EbayError(25730, additionalInfo=str(bulk.MOST))
    if len({one["offerId"] for one in requests}) != len(requests):
        raise EbayError(25731)

    def put_up(one: Json) -> Json:
        offer = _offer(call.seller, one["offerId"], 400)
        listing_id, warnings = _publish(call, offer)
        return _with_warnings({"statusCode": 200, "listingId": listing_id}, warnings)

    return bulk.each(call, requests, put_up, lambda one: {"offerId": one["offerId"]})


@operation(
    "sell_inventory.publishOfferByInventoryItemGroup",
    f"POST {BASE}/offer/publish_by_inventory_item_group",
    INVENTORY,
)
def publish_group(call: Call) -> Answer:
    seller, key = call.seller, call.body["inventoryItemGroupKey"]
    known_group(seller, key, 400)
    offers, warnings = publishing.check_group(
        call.ebay, seller, key, call.body["marketplaceId"]
    )
    live = next((x for x in map(seller.live_listing, offers) if x is not None), None)
    if live is not None:  # published again: variations may have joined
        listings.count_revision(call.ebay, live)
        for offer in offers:
            offer.listing_id = live.listing_id
        listings.refresh(seller, live, offers)
    else:
        live = listings.put_up(call.ebay, seller, offers, key)
    return Answer(body=_with_warnings({"listingId": live.listing_id}, warnings))


@operation(
    "sell_inventory.withdrawOffer", f"POST {BASE}/offer/{{offerId}}/withdraw", INVENTORY
)
def withdraw(call: Call) -> Answer:
    offer = _known(call)
    listing_id = listings.take_down(
        call.ebay, call.seller, offer, "SellerWithdrewOffer"
    )
    if not listing_id:
        raise EbayError(25713, additionalInfo=f"{offer.offer_id} is not published")
    return Answer(body={"listingId": listing_id})


@operation(
    "sell_inventory.withdrawOfferByInventoryItemGroup",
    f"POST {BASE}/offer/withdraw_by_inventory_item_group",
    INVENTORY,
)
def withdraw_group(call: Call) -> Answer:
    seller, key = call.seller, call.body["inventoryItemGroupKey"]
    group = known_group(seller, key, 400)
    site = call.body["marketplaceId"]
    offers = (offer for sku in group["variantSKUs"] for offer in seller.offers_of(sku))
    if not any(offer.marketplace == site for offer in offers):
        raise EbayError(25725)
    listings.end_group(call.ebay, seller, key, "SellerWithdrewOffer", site)
    return Answer(204)


# -- fees --------------------------------------------------------------------------
@operation(
    "sell_inventory.getListingFees", f"POST {BASE}/offer/get_listing_fees", INVENTORY
)
def fees(call: Call) -> Answer:
    per_site: dict[str, int] = {}
    for one in call.body.get("offers") or ():
        offer = call.seller.offers.get(one["offerId"])
        if offer is None or call.seller.live_listing(offer):
            raise EbayError(25754)
        per_site[offer.marketplace] = per_site.get(offer.marketplace, 0) + 1
    return Answer(
        body={
            "feeSummaries": [
                {"marketplaceId": site, "fees": [_fee(site, count)]}
                for site, count in per_site.items()
            ]
        }
    )


def _fee(marketplace: str, count: int) -> Json:
    amount = {
        "value": f"{count * 0.35:.2f}",
        "currency": selling_site(marketplace).currency,
    }
    return {"feeType": "InsertionFee", "amount": amount}


# -- shared ------------------------------------------------------------------------
def create_offer(call: Call, body: Json) -> Offer:
    seller, sku, marketplace = call.seller, body["sku"], body["marketplaceId"]
    if sku not in seller.items:
        raise EbayError(25702, additionalInfo=sku)
    if marketplace not in SITES and marketplace != "EBAY_MOTORS":
        raise EbayError(25709, additionalInfo="marketplaceId")
    if body["format"] != "FIXED_PRICE":
        # Auctions take no group (25756); single ones the sandbox does not hold at all.
        if seller.sku_group.get(sku):
            raise EbayError(25756)
        raise EbayError(25709, additionalInfo="format")
    existing = seller.offer_ids.get(sku, {}).get((marketplace, body["format"]))
    if existing:
        raise EbayError(25002, text="Offer entity already exists.", offerId=existing)
    _check(body)
    offer = Offer(
        offer_id=call.ebay.next_id("offer"),
        sku=sku,
        marketplace=marketplace,
        body={key: value for key, value in body.items() if key not in KEYS},
    )
    seller.add_offer(offer)
    return offer


def _check(body: Json) -> None:
    price = (body.get("pricingSummary") or {}).get("price")
    if price and not publishing.is_amount(price.get("value") or ""):
        raise EbayError(25003, additionalInfo=f"{price.get('value')} is not valid.")
    if (body.get("availableQuantity") or 0) < 0:
        raise EbayError(25004, additionalInfo="It must not be negative.")
    if len(body.get("listingDescription") or "") > MAX_DESCRIPTION:
        raise EbayError(25709, additionalInfo="listingDescription")


def _publish(call: Call, offer: Offer) -> tuple[str, list[Json]]:
    listing = call.seller.live_listing(offer)
    warnings = publishing.check(call.ebay, call.seller, offer)
    if listing is None:
        listing = listings.put_up(call.ebay, call.seller, [offer])
    return listing.listing_id, warnings


def _known(call: Call) -> Offer:
    return _offer(call.seller, call.path["offerId"], 404)


def _offer(seller: Seller, offer_id: str, status: int) -> Offer:
    offer = seller.offers.get(offer_id)
    if offer is None:
        raise EbayError(25713, status, additionalInfo=offer_id)
    return offer


def view(seller: Seller, offer: Offer) -> Json:
    listing = seller.listings.get(offer.listing_id)
    is_live = listing is not None and listing.is_active
    shown: Json = {
        "hideBuyerDetails": False,
        "includeCatalogProductDetails": True,
        "listingDuration": "GTC",
        **offer.body,
        "offerId": offer.offer_id,
        "sku": offer.sku,
        "marketplaceId": offer.marketplace,
        "format": offer.format,
        "status": "PUBLISHED" if is_live else "UNPUBLISHED",
    }
    shown.setdefault("availableQuantity", listings.available(seller, offer))
    if listing is not None:
        shown["listing"] = {
            "listingId": listing.listing_id,
            "listingStatus": listings.status(seller, listing),
            "soldQuantity": listing.sold,
        }
    return shown


def _with_warnings(body: Json, warnings: list[Any]) -> Json:
    return {**body, "warnings": warnings} if warnings else body
