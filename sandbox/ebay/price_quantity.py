"""Prices and quantities in bulk: the call that keeps thousands of listings fresh."""

from __future__ import annotations

from . import bulk, listings, publishing
from .call import INVENTORY, Answer, Call, operation
from .errors import EbayError
from .inventory_items import BASE
from .sites import selling_site
from .state import Json, Offer, Seller


@operation(
    "sell_inventory.bulkUpdatePriceQuantity",
    f"POST {BASE}/bulk_update_price_quantity",
    INVENTORY,
)
def update(call: Call) -> Answer:
    """Up to 25 offers a call; each SKU and each offer is answered on its own."""
    requests = call.body["requests"]
    offers = sum(len(one.get("offers") or ()) for one in requests)
    if len(requests) > bulk.MOST or offers > bulk.MOST:
        raise EbayError(25709, additionalInfo=f"requests: at most {bulk.MOST}")
    responses = [row for one in requests for row in _one(call, one)]
    return bulk.answer(responses)


def _one(call: Call, request: Json) -> list[Json]:
    sku, offers = request.get("sku", ""), request.get("offers") or []
    rows = []
    if request.get("shipToLocationAvailability") is not None:
        rows.append(_try(call, {"sku": sku}, lambda: _set_total(call, request)))
    for change in offers:
        names = _names(call.seller, sku, change.get("offerId", ""))
        rows.append(_try(call, names, lambda change=change: _set_offer(call, change)))
    if not rows:
        error = EbayError(25709, additionalInfo="offers")
        rows.append({"sku": sku, **bulk.failed(error)})
    return rows


def _names(seller: Seller, sku: str, offer_id: str) -> Json:
    """The answer names the SKU even where the request named only the offer."""
    offer = seller.offers.get(offer_id)
    sku = sku or (offer.sku if offer else "")
    return {"sku": sku, "offerId": offer_id} if sku else {"offerId": offer_id}


def _try(call: Call, names: Json, work) -> Json:
    try:
        call.ebay.strike_partial(call)
        work()
    except EbayError as error:
        return {**names, **bulk.failed(error)}
    return {**names, "statusCode": 200}


def _set_total(call: Call, request: Json) -> None:
    seller, sku = call.seller, request.get("sku", "")
    item = seller.items.get(sku)
    if item is None:
        raise EbayError(25702, additionalInfo=sku)
    quantity = request["shipToLocationAvailability"].get("quantity")
    if quantity is None or quantity < 0:
        raise EbayError(25004, additionalInfo=f"SKU {sku}")
    availability = item.setdefault("availability", {})
    ship_to = availability.setdefault("shipToLocationAvailability", {})
    before = ship_to.get("quantity")
    ship_to["quantity"] = quantity
    seller.touch(sku, call.now)
    changed = {change.get("offerId") for change in request.get("offers") or ()}
    try:
        for offer in seller.offers_of(sku):
            if offer.offer_id not in changed:  # those are revised by their own row
                listings.revise(call.ebay, seller, offer)
    except EbayError:
        ship_to["quantity"] = before
        raise


def _set_offer(call: Call, change: Json) -> None:
    seller = call.seller
    offer = seller.offers.get(change.get("offerId", ""))
    if offer is None:
        raise EbayError(25713, additionalInfo=change.get("offerId", ""))
    if seller.live_listing(offer) is None:
        # The call is for published offers; updateOffer changes the others.
        raise EbayError(25713, additionalInfo=f"{offer.offer_id} is not published")
    before = dict(offer.body)
    _set_price(offer, change)
    _set_quantity(seller, offer, change)
    seller.touch(offer.sku, call.now)
    try:
        listings.revise(call.ebay, seller, offer)
    except EbayError:
        offer.body = before
        raise


def _set_price(offer: Offer, change: Json) -> None:
    price = change.get("price")
    if price is None:
        return
    currency = selling_site(offer.marketplace).currency
    if not publishing.is_amount(price.get("value") or ""):
        raise EbayError(25003, additionalInfo=f"{price.get('value')} is not valid.")
    if price.get("currency") != currency:
        raise EbayError(25003, additionalInfo=f"The currency must be {currency}.")
    summary = dict(offer.body.get("pricingSummary") or {})
    offer.body["pricingSummary"] = {**summary, "price": price}


def _set_quantity(seller: Seller, offer: Offer, change: Json) -> None:
    quantity = change.get("availableQuantity")
    if quantity is None:
        return
    if quantity < 0:
        raise EbayError(25004, additionalInfo=f"SKU {offer.sku}")
    offer.body["availableQuantity"] = quantity
