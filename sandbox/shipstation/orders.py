"""The life of an order before it is shipped: created, updated, held, split, merged."""

from __future__ import annotations

import copy
from datetime import datetime
from decimal import Decimal
from typing import Any

from .customers import customer_of
from .dates import PACIFIC, pacific, pacific_midnight, read_pacific
from .errors import Refusal
from .office import Office
from .state import OPEN, Account, Order
from .units import grams, ounces
from .words import words

Json = dict[str, Any]

FIRST_ORDER, FIRST_ITEM = 100_000_000, 300_000_000
MAX_NUMBER = 50
#: what a client says of an order and reads back; the rest is ShipStation's own
FACTS = words(
    "orderDate paymentDate shipByDate customerUsername customerEmail billTo shipTo "
    "amountPaid taxAmount shippingAmount customerNotes internalNotes gift "
    "giftMessage paymentMethod requestedShippingService carrierCode serviceCode "
    "packageCode confirmation shipDate weight dimensions insuranceOptions "
    "internationalOptions advancedOptions"
)
DATES = ("orderDate", "paymentDate", "shipByDate", "shipDate")


def create_or_update(
    office: Office, account: Account, body: Json, extra: Json | None = None
) -> tuple[Order, bool]:
    """V1's createorder: an update where orderId or orderKey is known, else new."""
    order = _existing(account, body)
    if order is None:
        order = create(office, account, body, extra)
        return order, True
    update(office, account, order, body)
    return order, False


def create(
    office: Office,
    account: Account,
    body: Json,
    extra: Json | None = None,
    is_sales_order: bool = True,
) -> Order:
    _check(account, body)
    number = account.next_id("order", FIRST_ORDER)
    now = office.now()
    order = Order(
        id=number,
        key=body.get("orderKey") or office.rng.hex(32),
        number=body["orderNumber"],
        status=body["orderStatus"],
        created=now,
        modified=now,
        facts={},
        extra=extra or {},
        store_id=_store_of(account, body),
        import_batch=office.rng.uuid(),
        is_sales_order=is_sales_order,
    )
    _write(office, account, order, body)
    account.add_order(order)
    return order


def update(office: Office, account: Account, order: Order, body: Json) -> None:
    if order.status not in OPEN:
        raise Refusal(
            "conflict",
            f"Order {order.number} cannot be updated: it is {order.status}. Only "
            "orders in awaiting_payment, awaiting_shipment and on_hold can be.",
            "invalid_status",
        )
    _check(account, body)
    order.number, order.status = body["orderNumber"], body["orderStatus"]
    order.modified = office.now()
    _write(office, account, order, body)


def delete(account: Account, order: Order) -> None:
    del account.orders[order.id]
    account.by_key.pop(order.key, None)


def hold(office: Office, order: Order, until: str) -> None:
    if order.status != "awaiting_shipment":
        raise Refusal("conflict", f"Order {order.number} is {order.status}: no hold.")
    order.hold_until = _date("holdUntilDate", until).astimezone(PACIFIC).date()
    _move(office, order, "on_hold")
    ends = pacific_midnight(order.hold_until)

    async def over() -> None:
        if order.status == "on_hold" and order.hold_until == ends.date():
            release(office, order)

    office.kernel.clock.call_later((ends - office.now()).total_seconds(), over)


def release(office: Office, order: Order) -> None:
    if order.status != "on_hold":
        raise Refusal("conflict", f"Order {order.number} is not on hold.")
    order.hold_until = None
    _move(office, order, "awaiting_shipment")


def cancel(office: Office, account: Account, order: Order) -> None:
    if account.labels_for(order):
        raise Refusal(
            "conflict",
            f"Shipment 'se-{order.id}' has a label: void it before cancelling.",
            "invalid_status",
        )
    _move(office, order, "cancelled")


def split(office: Office, account: Account, order: Order, taken: Json) -> Order:
    """Move `{lineItemKey or sku: quantity}` to a second order, as the staff does."""
    if order.status not in OPEN:
        raise Refusal("conflict", f"Order {order.number} is {order.status}: no split.")
    moved = _taken(order, taken)
    sisters = [o for o in account.orders.values() if o.parent_id == order.id]
    suffix = f"-{len(sisters) + 1}"
    child = copy.copy(order)
    child.id = account.next_id("order", FIRST_ORDER)
    child.key, child.number = order.key + suffix, order.number + suffix
    child.facts = {**copy.deepcopy(order.facts), "items": moved}
    child.tag_ids, child.merged_ids = list(order.tag_ids), []
    child.parent_id, child.split = order.id, True
    child.created = child.modified = order.modified = office.now()
    order.split = True
    for part in (order, child):
        part.facts["weight"] = _weight_of(part.items) or part.facts["weight"]
    account.add_order(child)
    return child


def merge(office: Office, account: Account, orders: list[Order]) -> Order:
    """The first one takes all the lines; the others follow its status."""
    if len(orders) < 2 or any(o.status not in OPEN for o in orders):
        raise Refusal("conflict", "Only two or more open orders can be merged.")
    first, *others = orders
    for other in others:
        first.items.extend(copy.deepcopy(other.items))
        first.merged_ids.append(other.id)
        other.parent_id = first.id
        for amount in ("amountPaid", "taxAmount", "shippingAmount"):
            first.facts[amount] += other.facts[amount]
    first.facts["weight"] = _weight_of(first.items) or first.facts["weight"]
    for order in orders:
        order.modified = office.now()
    return first


def follow(office: Office, account: Account, order: Order, status: str) -> None:
    """Set the status of an order and of those merged into it."""
    for number in (order.id, *order.merged_ids):
        _move(office, account.orders[number], status)


def total(order: Order) -> float:
    lines = sum(
        Decimal(str(item.get("unitPrice") or 0)) * Decimal(str(item["quantity"]))
        for item in order.items
    )
    extras = sum(
        Decimal(str(order.facts.get(name) or 0))
        for name in ("taxAmount", "shippingAmount")
    )
    return float(lines + extras)


# -- inside ------------------------------------------------------------------------
def _existing(account: Account, body: Json) -> Order | None:
    if body.get("orderId"):
        return account.order(body["orderId"])
    number = account.by_key.get(body.get("orderKey") or "")
    return account.orders.get(number) if number else None


def _check(account: Account, body: Json) -> None:
    """What the types cannot say."""
    if len(body["orderNumber"]) > MAX_NUMBER:
        message = f"The orderNumber field has more than {MAX_NUMBER} characters."
        raise Refusal("invalid", message, "invalid_string_length", "orderNumber")
    for name in DATES:
        if body.get(name):
            _date(name, body[name])
    for name in ("billTo", "shipTo"):
        country = body[name].get("country")
        if country and not (len(country) == 2 and country.isalpha()):
            message = f"'{country}' is not a two-letter country code."
            raise Refusal("invalid", message, field=f"{name}.country")
    for number in body.get("tagIds") or ():
        if number not in account.tags:
            raise Refusal("invalid", f"Tag {number} does not exist.", field="tagIds")
    warehouse_id = (body.get("advancedOptions") or {}).get("warehouseId")
    if warehouse_id:
        account.warehouse(warehouse_id)


def _store_of(account: Account, body: Json) -> int | None:
    store_id = (body.get("advancedOptions") or {}).get("storeId")
    if store_id:
        return account.store(store_id)["storeId"]
    manual = (s for s in account.stores.values() if s["marketplaceId"] == 0)
    return next((store["storeId"] for store in manual), None)


def _write(office: Office, account: Account, order: Order, body: Json) -> None:
    facts = {name: body.get(name) for name in FACTS}
    for name in DATES:
        facts[name] = facts[name] and pacific(_date(name, facts[name]))
    for name in ("amountPaid", "taxAmount", "shippingAmount"):
        facts[name] = facts[name] or 0
    facts["gift"] = bool(facts["gift"])
    facts["confirmation"] = facts["confirmation"] or "none"
    facts["items"] = _lines(office, account, order, body.get("items") or [])
    facts["weight"] = facts["weight"] or _weight_of(facts["items"])
    order.tag_ids = list(body.get("tagIds") or order.tag_ids)
    order.facts = facts
    order.customer_id = customer_of(office, account, order)


def _lines(
    office: Office, account: Account, order: Order, lines: list[Json]
) -> list[Json]:
    """Known lines (by lineItemKey) keep their id through an update."""
    known = {i["lineItemKey"]: i for i in order.facts.get("items", ())}
    now = pacific(office.now())
    return [
        {
            **line,
            "lineItemKey": line.get("lineItemKey"),
            "sku": line.get("sku"),
            "adjustment": bool(line.get("adjustment")),
            "orderItemId": known[line["lineItemKey"]]["orderItemId"]
            if line.get("lineItemKey") in known
            else account.next_id("item", FIRST_ITEM),
            "createDate": now,
            "modifyDate": now,
        }
        for line in lines
    ]


def _weight_of(items: list[Json]) -> Json | None:
    weight_g = sum(
        (grams(i.get("weight")) * Decimal(str(i["quantity"])) for i in items),
        Decimal(0),
    )
    if not weight_g:
        return None
    return {"value": ounces(weight_g), "units": "ounces", "WeightUnits": 1}


def _taken(order: Order, taken: Json) -> list[Json]:
    """Take these quantities out of the order's lines, or refuse and change nothing."""
    wanted = {
        item["orderItemId"]: taken.get(item["lineItemKey"]) or taken.get(item["sku"])
        for item in order.items
    }
    for item in order.items:
        if (wanted[item["orderItemId"]] or 0) > item["quantity"]:
            raise Refusal("invalid", f"{item['sku']}: only {item['quantity']} there.")
    moved = [
        {**copy.deepcopy(item), "quantity": wanted[item["orderItemId"]]}
        for item in order.items
        if wanted[item["orderItemId"]]
    ]
    left = [
        {**item, "quantity": item["quantity"] - (wanted[item["orderItemId"]] or 0)}
        for item in order.items
    ]
    left = [item for item in left if item["quantity"]]
    if not moved or not left:
        raise Refusal("invalid", "A split leaves at least one line on each side.")
    order.facts["items"] = left
    return moved


def _move(office: Office, order: Order, status: str) -> None:
    order.status, order.modified = status, office.now()


def _date(name: str, text: str) -> datetime:
    try:
        return read_pacific(text)
    except ValueError:
        message = f"The value '{text}' is not valid for {name}."
        raise Refusal("invalid", message, field=name) from None
