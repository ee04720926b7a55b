"""A product of the world as a seller's items, offers and listing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sandbox.data.model import Product, Variant
from sandbox.data.pricing import RATES

from . import listings
from .account import KINDS
from .sites import Site
from .state import Json, Listing, Offer, Seller, Variation
from .words import localized

if TYPE_CHECKING:
    from sandbox.data.world import World

    from .platform import EbayPlatform

#: one product in eight was listed before the Inventory API: Trading revises it
OLD_STYLE_EVERY, OLD_STYLE = 8, 5
MAX_VEHICLES = 300


def load_product(
    ebay: EbayPlatform, seller: Seller, product: Product, world: World
) -> None:
    if seller.site.country != "US" and product.index % 3:
        return  # the sellers abroad have a smaller shop
    if product.index % OLD_STYLE_EVERY == OLD_STYLE:
        listing = _old_listing(ebay, seller, product, world)
    else:
        listing = _new_listing(ebay, seller, product, world)
    if listing is not None:
        listing.started_at = product.created_at
        for variant in product.variants:
            seller.listing_of[variant.sku] = listing.listing_id


def _new_listing(
    ebay: EbayPlatform, seller: Seller, product: Product, world: World
) -> Listing | None:
    """By the Inventory API, as a client would have done it."""
    offers = []
    for variant in product.variants:
        seller.items[variant.sku] = _item(seller, product, variant)
        seller.locales[variant.sku] = {seller.site.locale_key}
        if product.fitment:
            seller.compatibility[variant.sku] = {"compatibleProducts": _fits(product)}
        offer = _offer(ebay, seller, product, variant, world)
        seller.add_offer(offer)
        offers.append(offer)
    key = ""
    if len(product.variants) > 1:
        key = f"G-{product.handle}"[:50]
        seller.groups[key] = _group(seller, product)
        for variant in product.variants:
            seller.sku_group[variant.sku] = key
    if not any(listings.available(seller, offer) for offer in offers):
        return None  # nothing to sell: prepared, but never published
    return listings.put_up(ebay, seller, offers, key)


def _old_listing(
    ebay: EbayPlatform, seller: Seller, product: Product, world: World
) -> Listing:
    """By the Trading API: the listing is all there is, no items, no offers."""
    listing = Listing(
        listing_id=ebay.next_id("listing"),
        source="trading",
        marketplace=seller.site.marketplace,
        currency=seller.site.currency,
        title=product.title,
        category_id=product.ebay_category_id,
        started_at=product.created_at,
        variations={
            variant.sku: Variation(
                variant.sku,
                _price(seller.site, variant),
                _stock(variant) or 1,
                aspects=_options(seller, product, variant),
            )
            for variant in product.variants
        },
        description=product.description_html,
        image_urls=_images(product),
        aspects=_aspects(seller, product),
        compatibility=_fits(product),
        policies=_policies(seller),
    )
    seller.listings[listing.listing_id] = listing
    return listing


def _item(seller: Seller, product: Product, variant: Variant) -> Json:
    options = _options(seller, product, variant)
    return {
        "locale": seller.site.locale_key,
        "condition": "NEW",
        "availability": {"shipToLocationAvailability": {"quantity": _stock(variant)}},
        "packageWeightAndSize": {
            "weight": {"value": float(variant.weight_g), "unit": "GRAM"}
        },
        "product": {
            "title": product.title,
            "description": product.description_html,
            "imageUrls": _images(product),
            "ean": [variant.barcode],
            "aspects": {
                **_aspects(seller, product),
                **{name: [value] for name, value in options.items()},
            },
        },
    }


def _group(seller: Seller, product: Product) -> Json:
    specifications = [
        {
            "name": localized(seller.site.tree_id, name),
            "values": list(dict.fromkeys(v.options[i] for v in product.variants)),
        }
        for i, name in enumerate(product.option_names)
    ]
    return {
        "title": product.title,
        "description": product.description_html,
        "imageUrls": _images(product),
        "aspects": _aspects(seller, product),
        "variantSKUs": [variant.sku for variant in product.variants],
        "variesBy": {"specifications": specifications},
    }


def _offer(
    ebay: EbayPlatform, seller: Seller, product: Product, variant: Variant, world: World
) -> Offer:
    price = {
        "value": str(_price(seller.site, variant)),
        "currency": seller.site.currency,
    }
    return Offer(
        offer_id=ebay.next_id("offer"),
        sku=variant.sku,
        marketplace=seller.site.marketplace,
        body={
            "availableQuantity": _stock(variant),
            "categoryId": product.ebay_category_id,
            "listingDescription": product.description_html,
            "listingPolicies": _policies(seller),
            "merchantLocationKey": world.locations[0].code,
            "pricingSummary": {"price": price},
        },
    )


def _policies(seller: Seller) -> Json:
    return {kind.id_field: next(iter(seller.policies[kind.code]), "") for kind in KINDS}


def _aspects(seller: Seller, product: Product) -> Json:
    words = {"Brand": product.brand, "Manufacturer Part Number": product.mpn}
    words |= product.aspects
    tree = seller.site.tree_id
    return {localized(tree, name): [value] for name, value in words.items()}


def _options(seller: Seller, product: Product, variant: Variant) -> Json:
    tree = seller.site.tree_id
    names = (localized(tree, name) for name in product.option_names)
    return dict(zip(names, variant.options, strict=True))


def _fits(product: Product) -> list[Json]:
    rows = []
    for fit in product.fitment[:MAX_VEHICLES]:
        values = {
            "Year": str(fit.year),
            "Make": fit.make,
            "Model": fit.model,
            "Trim": fit.trim,
            "Engine": fit.engine,
        }
        properties = [{"name": n, "value": v} for n, v in values.items()]
        rows.append({"compatibilityProperties": properties})
    return rows


def _images(product: Product) -> list[str]:
    return [
        f"https://i.ebayimg.com/images/g/{product.handle}-{n}/s-l1600.jpg"
        for n in range(1, max(1, product.image_count) + 1)
    ]


def _price(site: Site, variant: Variant) -> Decimal:
    return max(
        Decimal("0.99"),
        (variant.price * RATES[site.currency]).quantize(Decimal("0.01")),
    )


def _stock(variant: Variant) -> int:
    return max(0, sum(variant.stock.values()))
