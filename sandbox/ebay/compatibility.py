"""Fitment of a part: which vehicles it fits, by properties, ePID or K-type."""

from __future__ import annotations

from . import listings
from .call import INVENTORY, Answer, Call, operation
from .errors import EbayError
from .inventory_items import BASE
from .state import Json

PATH = f"{BASE}/inventory_item/{{sku}}/product_compatibility"
MAX_VEHICLES, MAX_PROPERTIES, MAX_TEXT, MAX_NOTES = 3_000, 10, 65, 500


@operation(
    "sell_inventory.createOrReplaceProductCompatibility", f"PUT {PATH}", INVENTORY
)
def put(call: Call) -> Answer:
    seller, sku = call.seller, call.path["sku"]
    if sku not in seller.items:
        raise EbayError(25702, additionalInfo=sku)
    products = call.body["compatibleProducts"]
    if not products or len(products) > MAX_VEHICLES:
        raise EbayError(25023, additionalInfo=f"1 to {MAX_VEHICLES} vehicles")
    for product in products:
        _check(product)
    created = sku not in seller.compatibility
    seller.compatibility[sku] = {"compatibleProducts": products}
    for offer in seller.offers_of(sku):
        listings.revise(call.ebay, seller, offer)
    return Answer(201) if created else Answer(204)


@operation("sell_inventory.getProductCompatibility", f"GET {PATH}", INVENTORY)
def get(call: Call) -> Answer:
    body = call.seller.compatibility.get(call.path["sku"])
    if body is None:
        raise EbayError(25710, 404)
    return Answer(body={"sku": call.path["sku"], **body})


@operation("sell_inventory.deleteProductCompatibility", f"DELETE {PATH}", INVENTORY)
def delete(call: Call) -> Answer:
    if call.seller.compatibility.pop(call.path["sku"], None) is None:
        raise EbayError(25710, 404)
    return Answer(204)


def _check(product: Json) -> None:
    properties = product.get("compatibilityProperties") or []
    identifier = product.get("productIdentifier") or {}
    if product.get("productFamilyProperties") and properties:
        raise EbayError(25742)
    if not (properties or identifier or product.get("productFamilyProperties")):
        raise EbayError(25023, additionalInfo="A vehicle has no properties.")
    if len(properties) > MAX_PROPERTIES:
        raise EbayError(25739, additionalInfo=str(MAX_PROPERTIES))
    for one in properties:
        if not 1 <= len(one.get("name") or "") <= MAX_TEXT:
            raise EbayError(25740, additionalInfo=str(MAX_TEXT))
        if not 1 <= len(one.get("value") or "") <= MAX_TEXT:
            raise EbayError(25741, additionalInfo=str(MAX_TEXT))
    if len(product.get("notes") or "") > MAX_NOTES:
        raise EbayError(25023, additionalInfo=f"notes: at most {MAX_NOTES} characters")
