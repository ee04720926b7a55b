"""What must be true before an offer goes live: eBay's checks, with eBay's error ids."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from . import taxonomy_data
from .conditions import condition_id
from .errors import EbayError, EbayErrors, warning
from .sites import selling_site
from .state import Json, Offer, Seller
from .words import localized

if TYPE_CHECKING:
    from .platform import EbayPlatform

POLICIES = (
    ("fulfillment", "fulfillmentPolicyId", 25007),
    ("payment", "paymentPolicyId", 25008),
    ("return", "returnPolicyId", 25009),
)
NO_WEIGHT = (
    "The eBay listing associated with the inventory item, or the unpublished offer has "
    "invalid shipping package details. The package weight is not valid or is missing."
)
NO_COUNTRY = (
    "A user error has occurred. No <Item.Country> exists or <Item.Country> is "
    "specified as an empty tag in the request."
)
NOT_FOUND = (
    "Input error. Seller Inventory Service can not publish the data. Product not found."
)
NO_PHOTO = "A user error has occurred. Add at least 1 photo."
DAYS_FOR_PARTS = 30


def check(ebay: EbayPlatform, seller: Seller, offer: Offer) -> list[Json]:
    """Raise all that is wrong with one single-item offer; else return the warnings."""
    if seller.sku_group.get(offer.sku):
        raise EbayError(25732)
    problems = [*_offer_problems(seller, offer), *_content_problems(seller, offer)]
    if problems:
        raise EbayErrors(problems)
    return _warnings(seller, offer)


def check_group(
    ebay: EbayPlatform, seller: Seller, key: str, marketplace: str
) -> tuple[list[Offer], list[Json]]:
    """The offers of a group's variations, checked one by one and against each other."""
    offers, problems = [], []
    for sku in seller.groups[key]["variantSKUs"]:
        offer_id = seller.offer_ids.get(sku, {}).get((marketplace, "FIXED_PRICE"))
        if offer_id is None:
            problems.append(
                EbayError(
                    25016, fieldName="offer", additionalInfo=f"SKU {sku} has none"
                )
            )
            continue
        offer = seller.offers[offer_id]
        offers.append(offer)
        problems += _offer_problems(seller, offer)
    if offers:
        problems += _content_problems(seller, offers[0], key)
    problems += _variation_problems(seller, key, offers)
    if problems:
        raise EbayErrors(problems)
    return offers, _warnings(seller, offers[0])


def content(seller: Seller, offer: Offer, group_key: str = "") -> Json:
    """Title, description, pictures and aspects: the group's own, else the item's."""
    product = (seller.items.get(offer.sku) or {}).get("product") or {}
    group = seller.groups.get(group_key) or {}
    return {
        "title": group.get("title") or product.get("title") or "",
        "description": offer.body.get("listingDescription")
        or group.get("description")
        or product.get("description")
        or "",
        "imageUrls": group.get("imageUrls") or product.get("imageUrls") or [],
        "aspects": {
            **_identifiers(product, selling_site(offer.marketplace).tree_id),
            **(group.get("aspects") or {}),
        },
    }


def _identifiers(product: Json, tree_id: str) -> Json:
    """Brand and MPN of the product count as the aspects of that name."""
    aspects = dict(product.get("aspects") or {})
    for field, name in (("brand", "Brand"), ("mpn", "Manufacturer Part Number")):
        if product.get(field):
            aspects.setdefault(localized(tree_id, name), [product[field]])
    return aspects


# -- one offer ---------------------------------------------------------------------
def _offer_problems(seller: Seller, offer: Offer) -> Iterator[EbayError]:
    item = seller.items.get(offer.sku)
    site = selling_site(offer.marketplace)
    # A site publishes only content that was sent in its own language.
    if item is None or site.locale_key not in seller.locales.get(offer.sku, ()):
        yield EbayError(25604, text=NOT_FOUND)
        return
    yield from _price_problems(offer)
    yield from _quantity_problems(item, offer)
    yield from _location_problems(seller, offer)
    yield from _policy_problems(seller, offer)
    yield from _package_problems(seller, item, offer)


def _price_problems(offer: Offer) -> Iterator[EbayError]:
    price = offer.price() or {}
    currency = selling_site(offer.marketplace).currency
    if not price.get("value"):
        yield EbayError(25003, additionalInfo="The price is missing.")
    elif not is_amount(price["value"]):
        yield EbayError(25003, additionalInfo=f"{price['value']} is not a valid price.")
    elif price.get("currency") != currency:
        yield EbayError(
            25003, additionalInfo=f"The currency of this site is {currency}."
        )


def is_amount(text: str) -> bool:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    return value.is_finite() and value >= Decimal("0.99") and value == round(value, 2)


def _quantity_problems(item: Json, offer: Offer) -> Iterator[EbayError]:
    ship_to = (item.get("availability") or {}).get("shipToLocationAvailability")
    if ship_to is None or ship_to.get("quantity") is None:
        yield EbayError(25604, additionalInfo="Availability is missing.")
        return
    wanted = offer.body.get("availableQuantity")
    total = ship_to["quantity"]
    if (total if wanted is None else min(wanted, total)) < 1:
        yield EbayError(25004, additionalInfo="The quantity must be 1 or more.")


def _location_problems(seller: Seller, offer: Offer) -> Iterator[EbayError]:
    key = offer.body.get("merchantLocationKey")
    if not key:
        yield EbayError(25002, text=NO_COUNTRY)
        return
    location = seller.locations.get(key)
    if location is None or location["merchantLocationStatus"] != "ENABLED":
        yield EbayError(25012, additionalInfo=f"{key} is unknown or disabled.")


def _policy_problems(seller: Seller, offer: Offer) -> Iterator[EbayError]:
    given = offer.body.get("listingPolicies") or {}
    home = selling_site(offer.marketplace).marketplace
    for kind, field, error_id in POLICIES:
        policy = seller.policies[kind].get(given.get(field, ""))
        if policy is None:
            yield EbayError(
                error_id, additionalInfo=f"{field} is missing or not the seller's."
            )
        elif policy["marketplaceId"] != home:
            yield EbayError(
                error_id, additionalInfo=f"{field} is not of marketplace {home}."
            )


def _package_problems(seller: Seller, item: Json, offer: Offer) -> Iterator[EbayError]:
    """A weight is needed only where the postage is calculated from it."""
    policy_id = (offer.body.get("listingPolicies") or {}).get("fulfillmentPolicyId", "")
    policy = seller.policies["fulfillment"].get(policy_id) or {}
    is_calculated = any(
        option.get("costType") == "CALCULATED"
        for option in policy.get("shippingOptions") or ()
    )
    if is_calculated and not (item.get("packageWeightAndSize") or {}).get("weight"):
        yield EbayError(25020, text=NO_WEIGHT)


# -- what buyers see ---------------------------------------------------------------
def _content_problems(
    seller: Seller, offer: Offer, group_key: str = ""
) -> Iterator[EbayError]:
    if offer.sku not in seller.items:
        return
    shown = content(seller, offer, group_key)
    if not shown["title"]:
        yield EbayError(25016, fieldName="title", additionalInfo="It is missing.")
    if not shown["description"]:
        yield EbayError(25016, fieldName="description", additionalInfo="It is missing.")
    if not shown["imageUrls"]:
        yield EbayError(25002, text=NO_PHOTO)
    yield from _category_problems(seller, offer, shown["aspects"], group_key)


def _category_problems(
    seller: Seller, offer: Offer, aspects: Json, group_key: str
) -> Iterator[EbayError]:
    leaf = taxonomy_data.leaf(offer.marketplace, offer.body.get("categoryId") or "")
    if leaf is None:
        yield EbayError(
            25005, additionalInfo="The category is missing or no leaf of this site."
        )
        return
    condition = seller.items[offer.sku].get("condition")
    if not condition or condition_id(condition) not in leaf.conditions:
        yield EbayError(
            25021, additionalInfo=f"{condition or 'None'} is not allowed here."
        )
    if group_key and not leaf.takes_variations:
        yield EbayError(25005, additionalInfo="The category takes no variations.")
    if seller.compatibility.get(offer.sku) and not leaf.takes_compatibility:
        yield EbayError(25023, additionalInfo="The category takes no fitment.")
    varying = _specifications(seller, group_key) if group_key else {}
    yield from _aspect_problems(leaf, aspects, varying)


def _aspect_problems(
    leaf: taxonomy_data.Leaf, aspects: Json, varying: Json
) -> Iterator[EbayError]:
    for aspect in leaf.aspects:
        values = aspects.get(aspect.name) or varying.get(aspect.name) or []
        if aspect.required and not any(values):
            yield EbayError(
                25002,
                text=f"A user error has occurred. The item specific {aspect.name} is "
                f"missing. Add {aspect.name} to this listing, enter a valid value, "
                "and then try again.",
                **{"2": aspect.name},
            )
        if aspect.mode == "SELECTION_ONLY" and not set(values) <= set(aspect.values):
            yield EbayError(25022, fieldName=aspect.name)
        if aspect.name in varying:
            continue  # a variation has one of them each
        if aspect.cardinality == "SINGLE" and len(values) > 1:
            yield EbayError(25022, fieldName=aspect.name)


# -- variations --------------------------------------------------------------------
def _specifications(seller: Seller, key: str) -> dict[str, list[str]]:
    varies = seller.groups[key].get("variesBy") or {}
    return {
        one.get("name", ""): one.get("values") or []
        for one in varies.get("specifications") or ()
    }


def _variation_problems(
    seller: Seller, key: str, offers: list[Offer]
) -> Iterator[EbayError]:
    specifications = _specifications(seller, key)
    if not specifications:
        yield _bad_group("variesBy.specifications is missing.")
        return
    seen: dict[tuple[str, ...], str] = {}
    for offer in offers:
        product = (seller.items.get(offer.sku) or {}).get("product") or {}
        aspects = product.get("aspects") or {}
        values = tuple((aspects.get(name) or [""])[0] for name in specifications)
        for name, value in zip(specifications, values, strict=True):
            if value not in specifications[name]:
                yield _bad_group(f"SKU {offer.sku}: {name} {value!r} is not listed.")
        if values in seen:
            yield _bad_group(f"SKUs {seen[values]} and {offer.sku} do not differ.")
        seen[values] = offer.sku
    if len({offer.body.get("categoryId") for offer in offers}) > 1:
        yield _bad_group("All variations must be in one category.")


def _bad_group(detail: str) -> EbayError:
    return EbayError(25013, additionalInfo=detail)


def _warnings(seller: Seller, offer: Offer) -> list[Json]:
    """Parts and accessories need 30 days of return, which eBay sets by itself."""
    policy_id = offer.body["listingPolicies"]["returnPolicyId"]
    period = seller.policies["return"][policy_id].get("returnPeriod") or {}
    days = period.get("value", 0) if period.get("unit") == "DAY" else 0
    leaf = taxonomy_data.leaf(offer.marketplace, offer.body["categoryId"])
    return [warning(25124)] if leaf.is_part and days < DAYS_FOR_PARTS else []
