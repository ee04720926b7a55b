"""Documents to eBay's JSON: only the fields that are ours to write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from odoo.addons.omni_commerce.documents import Product, Variant

from .details import Details, varying

Node = dict[str, Any]
Urls = Mapping[str, str]  # checksum of a picture -> its address at eBay
POLICY_FIELDS = {
    "fulfillment": "fulfillmentPolicyId",
    "payment": "paymentPolicyId",
    "return": "returnPolicyId",
}


def item(
    product: Product, variant: Variant, codes: Collection[str], urls: Urls
) -> Node:
    """An article: what is for sale, whatever the site."""
    details = Details.of(product)
    body: Node = {}
    content: Node = {}
    if "title" in codes:
        content["title"] = product.title
    if "description" in codes:
        content["description"] = product.description
    pictures = [urls[m.checksum] for m in (*variant.media, *product.media)]
    if pictures and not {"media", "variants.media"}.isdisjoint(codes):
        content["imageUrls"] = list(dict.fromkeys(pictures))
    if "variants.barcode" in codes and variant.barcode:
        content |= gtin(variant.barcode)
    if "extra" in codes:
        content["aspects"] = _lists({**details.aspects, **varying(variant)})
        body["condition"] = details.condition
        body["conditionDescription"] = details.condition_note or None
    if content:
        body["product"] = content
    if "variants.weight_g" in codes and variant.weight_g:
        weight = {"value": float(variant.weight_g), "unit": "GRAM"}
        body["packageWeightAndSize"] = {"weight": weight}
    if "variants.available" in codes and variant.available is not None:
        quantity = {"quantity": variant.available}
        body["availability"] = {"shipToLocationAvailability": quantity}
    return body


def gtin(code: str) -> Node:
    """A barcode under the name that eBay has for its length."""
    if len(code) == 12:
        return {"upc": [code]}
    if code.startswith(("978", "979")) and len(code) == 13:
        return {"isbn": [code]}
    return {"ean": [code]}


def group(product: Product, codes: Collection[str], urls: Urls) -> Node:
    """Articles that are the variations of one listing."""
    details = Details.of(product)
    body: Node = {"variantSKUs": [variant.sku for variant in product.variants]}
    if "title" in codes:
        body["title"] = product.title
    if "description" in codes:
        body["description"] = product.description
    if "media" in codes and product.media:
        body["imageUrls"] = [urls[media.checksum] for media in product.media]
    if "extra" in codes:
        body["aspects"] = _lists(
            {n: v for n, v in details.aspects.items() if n not in details.varies_by}
        )
        body["variesBy"] = _varies_by(product, details)
    return body


def _varies_by(product: Product, details: Details) -> Node:
    values: dict[str, list[str]] = {name: [] for name in details.varies_by}
    for variant in product.variants:
        for name, found in varying(variant).items():
            if name in values and found[0] not in values[name]:
                values[name].append(found[0])
    body: Node = {
        "specifications": [{"name": n, "values": v} for n, v in values.items()]
    }
    if details.varies_by and any(variant.media for variant in product.variants):
        body["aspectsImageVariesBy"] = [details.varies_by[0]]
    return body


def offer(product: Product, variant: Variant, codes: Collection[str]) -> Node:
    """On what terms an article is offered on one site."""
    details = Details.of(product)
    body: Node = {}
    if "extra" in codes:
        policies = {POLICY_FIELDS[kind]: id_ for kind, id_ in details.policies.items()}
        body |= {
            "categoryId": details.category,
            "listingDuration": details.duration,
            "merchantLocationKey": details.place,
            "listingPolicies": policies,
            "includeCatalogProductDetails": details.with_catalogue,
        }
    if "collections" in codes:
        body["storeCategoryNames"] = list(product.collections)
    if "description" in codes:
        body["listingDescription"] = product.description
    if "variants.price" in codes and variant.price is not None:
        body["pricingSummary"] = {
            "price": {
                "value": f"{variant.price.amount:.2f}",
                "currency": variant.price.currency,
            }
        }
    return body


def _lists(aspects: Mapping[str, Any]) -> dict[str, list[str]]:
    return {name: list(values) for name, values in aspects.items()}
