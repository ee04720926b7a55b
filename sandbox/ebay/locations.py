"""Inventory locations, and which of them serve a SKU of a listing."""

from __future__ import annotations

from . import listings
from .call import INVENTORY, Answer, Call, operation, page
from .errors import EbayError
from .inventory_items import BASE
from .state import Json

PATH = f"{BASE}/location/{{merchantLocationKey}}"
MAX_KEY = 36


@operation("sell_inventory.createInventoryLocation", f"POST {PATH}", INVENTORY)
def create(call: Call) -> Answer:
    key = call.path["merchantLocationKey"]
    if key in call.seller.locations:
        raise EbayError(25803, 409, fieldName="merchantLocationKey")
    if len(key) > MAX_KEY:
        raise EbayError(25800, fieldName="merchantLocationKey")
    _check_address(call.body["location"].get("address") or {})
    body = {"merchantLocationStatus": "ENABLED", **call.body}
    body.setdefault("locationTypes", ["WAREHOUSE"])
    call.seller.locations[key] = body
    return Answer(204)


@operation("sell_inventory.getInventoryLocation", f"GET {PATH}", INVENTORY)
def get(call: Call) -> Answer:
    return Answer(body=_view(call.path["merchantLocationKey"], _known(call)))


@operation("sell_inventory.getInventoryLocations", f"GET {BASE}/location", INVENTORY)
def get_all(call: Call) -> Answer:
    limit, offset = call.number("limit", 100), call.number("offset", 0)
    if limit is None or offset is None or limit < 1 or offset < 0:
        raise EbayError(25802, additionalInfo="limit, offset")
    rows = [_view(key, body) for key, body in call.seller.locations.items()]
    return Answer(
        body={
            "href": call.page_url(),
            "limit": limit,
            "offset": offset,
            "total": len(rows),
            "locations": page(rows, offset, limit),
        }
    )


@operation(
    "sell_inventory.updateInventoryLocation",
    f"POST {PATH}/update_location_details",
    INVENTORY,
)
def update(call: Call) -> Answer:
    _known(call).update(call.body)
    return Answer(204)


@operation("sell_inventory.enableInventoryLocation", f"POST {PATH}/enable", INVENTORY)
def enable(call: Call) -> Answer:
    _known(call)["merchantLocationStatus"] = "ENABLED"
    return Answer()


@operation("sell_inventory.disableInventoryLocation", f"POST {PATH}/disable", INVENTORY)
def disable(call: Call) -> Answer:
    _known(call)["merchantLocationStatus"] = "DISABLED"
    return Answer()


@operation("sell_inventory.deleteInventoryLocation", f"DELETE {PATH}", INVENTORY)
def delete(call: Call) -> Answer:
    if "FULFILLMENT_CENTER" in (_known(call).get("locationTypes") or ()):
        raise EbayError(25806)
    del call.seller.locations[call.path["merchantLocationKey"]]
    return Answer(204)


SKU_PATH = f"{BASE}/listing/{{listingId}}/sku/{{sku}}/locations"


@operation(
    "sell_inventory.createOrReplaceSkuLocationMapping", f"PUT {SKU_PATH}", INVENTORY
)
def put_mapping(call: Call) -> Answer:
    wanted = [row["merchantLocationKey"] for row in call.body["locations"]]
    if not wanted:
        raise EbayError(25901)
    if len(set(wanted)) != len(wanted):
        raise EbayError(25902)
    for key in wanted:
        location = call.seller.locations.get(key)
        if location is None:
            raise EbayError(25900)
        if "FULFILLMENT_CENTER" not in (location.get("locationTypes") or ()):
            raise EbayError(25906)
    call.seller.sku_locations[_mapping_key(call)] = call.body
    return Answer(204)


@operation("sell_inventory.getSkuLocationMapping", f"GET {SKU_PATH}", INVENTORY)
def get_mapping(call: Call) -> Answer:
    body = call.seller.sku_locations.get(_mapping_key(call))
    if body is None:
        raise EbayError(25710, 404)
    return Answer(body=body)


@operation("sell_inventory.deleteSkuLocationMapping", f"DELETE {SKU_PATH}", INVENTORY)
def delete_mapping(call: Call) -> Answer:
    if call.seller.sku_locations.pop(_mapping_key(call), None) is None:
        raise EbayError(25710, 404)
    return Answer(204)


def _mapping_key(call: Call) -> tuple[str, str]:
    listing = listings.known(call.seller, call.path["listingId"], 25904)
    if call.path["sku"] not in listing.variations:
        raise EbayError(25905)
    return call.path["listingId"], call.path["sku"]


def _known(call: Call) -> Json:
    location = call.seller.locations.get(call.path["merchantLocationKey"])
    if location is None:
        raise EbayError(25805, 404, fieldName="merchantLocationKey")
    return location


def _view(key: str, body: Json) -> Json:
    view = {**body, "merchantLocationKey": key}
    view["location"] = {**body["location"], "locationId": f"L-{key}"}
    return view


def _check_address(address: Json) -> None:
    """A postcode and a country will do, or a city and a state and a country."""
    if not address.get("country"):
        raise EbayError(25801, fieldName="location.address.country")
    if not address.get("postalCode") and not (
        address.get("city") and address.get("stateOrProvince")
    ):
        raise EbayError(25801, fieldName="location.address.postalCode")
