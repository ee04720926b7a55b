"""The life of a listing: put up, revised, sold from, ended; relisted under a new id."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from . import publishing
from .conditions import condition_id
from .errors import EbayError
from .sites import selling_site
from .state import REVISIONS_A_DAY, Json, Listing, Offer, Seller, Variation

if TYPE_CHECKING:
    from .platform import EbayPlatform


def put_up(ebay: EbayPlatform, seller: Seller, offers: list[Offer], group: str = ""):
    """A new live listing from checked offers (several when it has variations)."""
    first = offers[0]
    listing = Listing(
        listing_id=ebay.next_id("listing"),
        source="inventory",
        marketplace=first.marketplace,
        currency=selling_site(first.marketplace).currency,
        title="",
        category_id="",
        started_at=ebay.now(),
        variations={},
        group_key=group,
    )
    for offer in offers:
        offer.listing_id = listing.listing_id
    refresh(seller, listing, offers)
    seller.listings[listing.listing_id] = listing
    return listing


def revise(ebay: EbayPlatform, seller: Seller, offer: Offer) -> None:
    """Bring a changed item or offer to its live listing; counts as one revision."""
    listing = seller.live_listing(offer)
    if listing is None:
        return
    count_revision(ebay, listing)
    offers = _offers_on(seller, listing)
    refresh(seller, listing, offers)
    end_when_sold_out(ebay, seller, listing)


def revise_group(ebay: EbayPlatform, seller: Seller, key: str) -> None:
    """A changed group changes its listing; a SKU that left the group leaves it too."""
    members = seller.groups[key]["variantSKUs"]
    for listing in _live_of_group(seller, key):
        count_revision(ebay, listing)
        for sku in [sku for sku in listing.variations if sku not in members]:
            del listing.variations[sku]
        offers = _offers_on(seller, listing)
        if offers:
            refresh(seller, listing, offers)
        else:
            end(ebay, listing, "SellerEmptiedGroup")


def count_revision(ebay: EbayPlatform, listing: Listing) -> None:
    today = ebay.now().date()
    if not listing.may_be_revised(today):
        raise EbayError(
            25019,
            additionalInfo=f"Listing {listing.listing_id} was revised "
            f"{REVISIONS_A_DAY} times today, which is the most allowed.",
        )
    listing.revisions[today] += 1


def take_down(ebay: EbayPlatform, seller: Seller, offer: Offer, reason: str) -> str:
    """End the offer's listing, or take its variation out; returns the listing's id."""
    listing = seller.live_listing(offer)
    if listing is None:
        return ""
    if listing.group_key and len(listing.variations) > 1:
        listing.variations.pop(offer.sku, None)
    else:
        end(ebay, listing, reason)
    return listing.listing_id


def end(ebay: EbayPlatform, listing: Listing, reason: str) -> None:
    listing.ended_at = ebay.now()
    listing.end_reason = reason


def end_group(
    ebay: EbayPlatform, seller: Seller, key: str, reason: str, marketplace: str = ""
) -> int:
    """On one site, or everywhere."""
    live = [
        listing
        for listing in _live_of_group(seller, key)
        if marketplace in ("", listing.marketplace)
    ]
    for listing in live:
        end(ebay, listing, reason)
    return len(live)


def sell(
    ebay: EbayPlatform, seller: Seller, listing: Listing, sku: str, quantity: int
) -> None:
    """A buyer took some: eBay lowers the item's and the offers' own figures too."""
    variation = listing.variations[sku]
    seller.touch(sku, ebay.now())
    variation.sold += quantity
    # Live traffic buys blindly; real buyers cannot take what is not there.
    variation.quantity = max(0, variation.quantity - quantity)
    item = seller.items.get(sku)
    if item is not None and listing.source == "inventory":
        ship_to = item["availability"]["shipToLocationAvailability"]
        ship_to["quantity"] = max(0, ship_to["quantity"] - quantity)
        for offer in seller.offers_of(sku):
            if "availableQuantity" in offer.body:
                left = offer.body["availableQuantity"] - quantity
                offer.body["availableQuantity"] = max(0, left)
    end_when_sold_out(ebay, seller, listing)


def give_back(seller: Seller, listing: Listing, sku: str, quantity: int) -> None:
    """A sale was undone before it was shipped."""
    if sku in listing.variations:
        listing.variations[sku].sold -= quantity


def status(seller: Seller, listing: Listing) -> str:
    if not listing.is_active:
        return "ENDED"
    return "ACTIVE" if listing.quantity > 0 else "OUT_OF_STOCK"


def known(seller: Seller, listing_id: str, error_id: int) -> Listing:
    listing = seller.listings.get(listing_id)
    if listing is None:
        raise EbayError(error_id)
    return listing


def available(seller: Seller, offer: Offer) -> int:
    """What buyers can buy: the offer's own figure, but never more than there is."""
    item = seller.items.get(offer.sku) or {}
    ship_to = (item.get("availability") or {}).get("shipToLocationAvailability") or {}
    total = ship_to.get("quantity") or 0
    wanted = offer.body.get("availableQuantity")
    return total if wanted is None else min(wanted, total)


def end_when_sold_out(ebay: EbayPlatform, seller: Seller, listing: Listing) -> None:
    if listing.quantity <= 0 and "OUT_OF_STOCK_CONTROL" not in seller.programs:
        end(ebay, listing, "SoldOut")


def _live_of_group(seller: Seller, key: str) -> list[Listing]:
    return [
        one
        for one in seller.listings.values()
        if one.is_active and one.group_key == key
    ]


def _offers_on(seller: Seller, listing: Listing) -> list[Offer]:
    return [
        offer
        for sku in listing.variations
        for offer in seller.offers_of(sku)
        if offer.listing_id == listing.listing_id
    ]


def refresh(seller: Seller, listing: Listing, offers: list[Offer]) -> None:
    """Copy what buyers see from items, offers and group; keep what was sold."""
    first = offers[0]
    content = publishing.content(seller, first, listing.group_key)
    listing.title = content["title"]
    listing.description = content["description"]
    listing.image_urls = content["imageUrls"]
    listing.aspects = content["aspects"]
    listing.category_id = first.body.get("categoryId", "")
    listing.policies = dict(first.body.get("listingPolicies") or {})
    item = seller.items[first.sku]
    listing.condition_id = condition_id(item.get("condition", ""))
    fits = seller.compatibility.get(first.sku) or {}
    listing.compatibility = list(fits.get("compatibleProducts") or ())
    before, listing.variations = listing.variations, {}
    for offer in offers:
        old = before.get(offer.sku)
        listing.variations[offer.sku] = Variation(
            sku=offer.sku,
            price=Decimal(offer.price()["value"]),
            quantity=available(seller, offer),
            sold=old.sold if old else 0,
            aspects=_varying(seller, offer.sku, listing.group_key),
        )


def _varying(seller: Seller, sku: str, group_key: str) -> Json:
    if not group_key:
        return {}
    group = seller.groups[group_key]
    names = [s["name"] for s in (group.get("variesBy") or {}).get("specifications", ())]
    aspects = (seller.items[sku].get("product") or {}).get("aspects") or {}
    return {name: aspects[name][0] for name in names if aspects.get(name)}
