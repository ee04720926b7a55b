"""Orders and their parcels (Sell Fulfillment)."""

from __future__ import annotations

import re
from datetime import timedelta

from . import order_filter
from .archive import NOTHING, Slice
from .call import FULFILLMENT, Answer, Call, operation, page
from .errors import EbayError
from .order_json import TAX_BREAKDOWN, order_json, parcel_json
from .state import Json, Order, Parcel
from .times import parsed

BASE = "/sell/fulfillment/v1"
ORDER = f"{BASE}/order/{{orderId}}"
MAX_IDS, MAX_LIMIT, DEFAULT_LIMIT, MAX_PARCELS = 50, 200, 50, 30
TRACKING = re.compile(r"[A-Za-z0-9]{4,50}")
#: what eBay calls a parcel that has no tracking number
NO_TRACKING = "999"


@operation("sell_fulfillment.getOrders", f"GET {BASE}/order", FULFILLMENT)
def get_orders(call: Call) -> Answer:
    limit, offset = call.number("limit", DEFAULT_LIMIT), call.number("offset", 0)
    if limit is None or not 1 <= limit <= MAX_LIMIT:
        raise EbayError(31100, limitvalue=call.query.get("limit"))
    if offset is None or offset < 0 or offset % limit:
        raise EbayError(31000, offsetvalue=call.query.get("offset"))
    tax = _wants_tax(call)
    found, archived = _found(call)
    total = len(found) + len(archived)
    shown = page(found, offset, limit)
    if len(shown) < limit:
        start = max(0, offset - len(found))
        shown += archived.page(start, limit - len(shown))
    body: Json = {
        "href": call.page_url(limit=limit, offset=offset),
        "total": total,
        "limit": limit,
        "offset": offset,
        "orders": [order_json(call.ebay, call.seller, o, tax, False) for o in shown],
    }
    if offset + limit < total:
        body["next"] = call.page_url(limit=limit, offset=offset + limit)
    if offset:
        body["prev"] = call.page_url(limit=limit, offset=max(0, offset - limit))
    return Answer(body=body)


@operation("sell_fulfillment.getOrder", f"GET {ORDER}", FULFILLMENT)
def get_order(call: Call) -> Answer:
    order = known(call, call.path["orderId"])
    return Answer(
        body=order_json(call.ebay, call.seller, order, _wants_tax(call), True)
    )


def known(call: Call, order_id: str, error_id: int = 32100) -> Order:
    order = call.seller.orders.get(order_id)
    if order is None:
        raise EbayError(error_id, 404, orderId=order_id)
    return order


def _wants_tax(call: Call) -> bool:
    groups = call.query.get("fieldGroups")
    if groups not in (None, TAX_BREAKDOWN):
        raise EbayError(32800, fieldGroup=groups)
    return groups == TAX_BREAKDOWN


def _found(call: Call) -> tuple[list[Order], Slice]:
    """Those in memory, newest first, and those of the archive that follow them."""
    orders = call.seller.orders
    ids = call.query.get("orderIds")
    if ids:  # and every filter is ignored, as eBay does
        wanted = ids.split(",")
        if len(wanted) > MAX_IDS:
            raise EbayError(30900)
        return [orders[one] for one in wanted if one in orders], NOTHING
    chosen = order_filter.parse(call.query.get("filter", ""), call.now)
    found = [order for order in orders.values() if chosen.fits(order)]
    found.sort(key=lambda order: order.created_at, reverse=True)
    if orders.archive is None or chosen.statuses is not None:
        return found, NOTHING  # what is archived is settled: no status is open
    return found, orders.archive.created(chosen.start, chosen.end)


# -- parcels -----------------------------------------------------------------------
@operation(
    "sell_fulfillment.createShippingFulfillment",
    f"POST {ORDER}/shipping_fulfillment",
    FULFILLMENT,
)
def ship(call: Call) -> Answer:
    order = known(call, call.path["orderId"])
    parcel = _parcel(call, order)
    add_parcel(call.ebay, call.seller, order, parcel)
    return Answer(201, None, {"Location": f"{call.url}/{parcel.fulfilment_id}"})


def add_parcel(ebay, seller, order: Order, parcel: Parcel) -> None:
    order.parcels.append(parcel)
    order.modified_at = ebay.now()
    ebay.notify_order("ITEM_MARKED_SHIPPED", seller, order)


@operation(
    "sell_fulfillment.getShippingFulfillments",
    f"GET {ORDER}/shipping_fulfillment",
    FULFILLMENT,
)
def get_parcels(call: Call) -> Answer:
    parcels = known(call, call.path["orderId"]).parcels
    rows = [parcel_json(parcel) for parcel in parcels]
    return Answer(body={"fulfillments": rows, "total": len(rows)})


@operation(
    "sell_fulfillment.getShippingFulfillment",
    f"GET {ORDER}/shipping_fulfillment/{{fulfillmentId}}",
    FULFILLMENT,
)
def get_parcel(call: Call) -> Answer:
    wanted = call.path["fulfillmentId"]
    for parcel in known(call, call.path["orderId"]).parcels:
        if parcel.fulfilment_id == wanted:
            return Answer(body=parcel_json(parcel))
    raise EbayError(32110, 404, fulfillmentId=wanted)


def _parcel(call: Call, order: Order) -> Parcel:
    body = call.body
    carrier, tracking = body.get("shippingCarrierCode"), body.get("trackingNumber")
    if bool(carrier) != bool(tracking):
        raise EbayError(32300)
    if tracking and not TRACKING.fullmatch(tracking):
        raise EbayError(32300)
    shipped_at = parsed(body["shippedDate"]) if body.get("shippedDate") else call.now
    if shipped_at is None or shipped_at > call.now + timedelta(days=1):
        raise EbayError(32500)
    if order.cancelled_at:
        raise EbayError(32600)
    if len(order.parcels) >= MAX_PARCELS:
        raise EbayError(34100)
    lines = _lines(order, body["lineItems"])
    fulfilment_id = tracking or NO_TRACKING
    if any(
        one.fulfilment_id == fulfilment_id and one.lines == lines
        for one in order.parcels
    ):
        raise EbayError(32600, 409)
    _check_left(order, lines)
    return Parcel(fulfilment_id, lines, shipped_at, carrier or "", tracking or "")


def _lines(order: Order, wanted: list[Json]) -> dict[str, int]:
    if not wanted:
        raise EbayError(32600)
    lines: dict[str, int] = {}
    for one in wanted:
        line_id = one["lineItemId"]
        if order.line(line_id) is None:
            raise EbayError(32200, lineItemId=line_id)
        if line_id in lines:
            raise EbayError(32210)
        if one["quantity"] < 1:
            raise EbayError(32600)
        lines[line_id] = one["quantity"]
    return lines


def _check_left(order: Order, lines: dict[str, int]) -> None:
    """More than was sold cannot be shipped; a second number for the same goods can.

    eBay takes several tracking numbers for one line (goods in several parcels).
    """
    for line_id, quantity in lines.items():
        if quantity > order.line(line_id).quantity:
            raise EbayError(32600)
