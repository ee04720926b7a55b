"""Orders of V1: upsert by orderKey, lists, holds, tags, marking as shipped."""

from __future__ import annotations

from typing import Any

from .. import orders, shipping
from ..dates import read_pacific
from ..errors import Refusal
from ..gate import Call
from ..listing import equal
from ..state import Account, Order
from . import shapes
from .paging import ordered, page, within

Json = dict[str, Any]

FILTERS = {
    "orderStatus": lambda o: o.status,
    "storeId": lambda o: o.store_id,
    "importBatch": lambda o: o.import_batch,
}


def list_orders(call: Call) -> Json:
    found = equal(call, _visible(call.account), FILTERS)
    found = _by_text(call, found)
    found = within(call, found, "createDate", lambda o: o.created)
    found = within(call, found, "modifyDate", lambda o: o.modified)
    for name in ("orderDate", "paymentDate"):
        found = within(call, found, name, _fact_date(name))
    keys = {
        "OrderDate": _fact_date("orderDate"),
        "ModifyDate": lambda o: o.modified,
        "CreateDate": lambda o: o.created,
    }
    return _page(call, ordered(call, found, keys, lambda o: o.id))


def list_by_tag(call: Call) -> Json:
    tag = call.number("tagId", 0)
    found = equal(call, _visible(call.account), FILTERS)
    return _page(call, [order for order in found if tag in order.tag_ids])


def get_order(call: Call) -> Json:
    return shapes.order(call.account, call.account.sales_order(call.path["orderId"]))


def create_order(call: Call) -> Json:
    order, is_new = orders.create_or_update(call.office, call.account, call.body)
    if is_new:
        call.office.notices.orders_created(call.account, [order])
    return shapes.order(call.account, order)


def create_orders(call: Call) -> Json:
    """Each for itself: a refused one does not stop the others."""
    results, batch = [], call.office.rng.uuid()
    created: dict[int | None, list[Order]] = {}
    for body in call.body:
        try:
            _maybe_refuse(call)
            order, is_new = orders.create_or_update(call.office, call.account, body)
        except Refusal as refusal:
            results.append(_refused(body, refusal))
            continue
        results.append(_accepted(order))
        if is_new:
            order.import_batch = batch
            created.setdefault(order.store_id, []).append(order)
    for together in created.values():
        call.office.notices.orders_created(call.account, together)
    has_errors = any(not result["success"] for result in results)
    return {"hasErrors": has_errors, "results": results}


def delete_order(call: Call) -> Json:
    orders.delete(call.account, call.account.sales_order(call.path["orderId"]))
    return _done("The requested order has been deleted.")


def hold_until(call: Call) -> Json:
    order = call.account.sales_order(call.body["orderId"])
    orders.hold(call.office, order, call.body["holdUntilDate"])
    return _done("Order held successfully.")


def restore_from_hold(call: Call) -> Json:
    orders.release(call.office, call.account.sales_order(call.body["orderId"]))
    return _done("The requested order has been restored")


def add_tag(call: Call) -> Json:
    order, tag = _order_and_tag(call)
    if tag not in order.tag_ids:
        order.tag_ids.append(tag)
        order.modified = call.office.now()
    return _done("Tag added successfully.")


def remove_tag(call: Call) -> Json:
    order, tag = _order_and_tag(call)
    if tag not in order.tag_ids:
        raise Refusal("conflict", f"Order {order.number} does not have tag {tag}.")
    order.tag_ids.remove(tag)
    order.modified = call.office.now()
    return _done("Tag removed successfully.")


def assign_user(call: Call) -> Json:
    user = call.body["userId"]
    if user not in {u["userId"] for u in call.account.users}:
        raise Refusal("conflict", f"User {user} does not exist.")
    _assign(call, user)
    return _done("User assigned successfully.")


def unassign_user(call: Call) -> Json:
    _assign(call, None)
    return _done("User unassigned successfully.")


def mark_as_shipped(call: Call) -> Json:
    body, order = call.body, call.account.sales_order(call.body["orderId"])
    shipped = body.get("shipDate")
    fulfillment = shipping.mark_as_shipped(
        call.office,
        call.account,
        order,
        body["carrierCode"],
        body.get("trackingNumber"),
        read_pacific(shipped).date() if shipped else call.office.today(),
        bool(body.get("notifySalesChannel")),
    )
    return {"orderId": fulfillment.order.id, "orderNumber": order.number}


# -- inside ------------------------------------------------------------------------
def _visible(account: Account) -> list[Order]:
    return [order for order in account.orders.values() if order.is_sales_order]


def _fact_date(name: str):
    return lambda order: shapes.pacific_moment(order.facts[name])


def _by_text(call: Call, found: list[Order]) -> list[Order]:
    number = call.query.get("orderNumber", "")
    customer = call.query.get("customerName", "").lower()
    keyword = call.query.get("itemKeyword", "").lower()
    return [
        order
        for order in found
        if order.number.startswith(number)
        and customer in (order.facts["shipTo"].get("name") or "").lower()
        and (not keyword or _mentions(order, keyword))
    ]


def _mentions(order: Order, keyword: str) -> bool:
    texts = [str(i.get("sku")) + str(i.get("name")) for i in order.items]
    return any(keyword in text.lower() for text in texts)


def _page(call: Call, found: list[Order]) -> Json:
    shown, numbers = page(call, found)
    return {"orders": [shapes.order(call.account, o) for o in shown], **numbers}


def _order_and_tag(call: Call) -> tuple[Order, int]:
    order, tag = call.account.sales_order(call.body["orderId"]), call.body["tagId"]
    if tag not in call.account.tags:
        raise Refusal("conflict", f"Tag {tag} does not exist.")
    return order, tag


def _assign(call: Call, user: str | None) -> None:
    for number in call.body["orderIds"]:
        order = call.account.sales_order(number)
        order.user_id, order.modified = user, call.office.now()


def _maybe_refuse(call: Call) -> None:
    """A part of the call fails on demand."""
    faults = call.office.kernel.faults
    rule = faults.active("partial", "shipstation", "v1 POST /orders/createorders")
    if rule is not None:
        raise Refusal("conflict", rule.args.get("message", "The order was refused."))


def _accepted(order: Order) -> Json:
    return {
        "orderId": order.id,
        "orderNumber": order.number,
        "orderKey": order.key,
        "success": True,
        "errorMessage": None,
    }


def _refused(body: Json, refusal: Refusal) -> Json:
    return {
        "orderId": body.get("orderId") or 0,
        "orderNumber": body["orderNumber"],
        "orderKey": body.get("orderKey") or "",
        "success": False,
        "errorMessage": refusal.message,
    }


def _done(message: str) -> Json:
    return {"success": True, "message": message}


HANDLERS = {
    "GET /orders": list_orders,
    "GET /orders/listbytag": list_by_tag,
    "GET /orders/{orderId}": get_order,
    "DELETE /orders/{orderId}": delete_order,
    "POST /orders/createorder": create_order,
    "POST /orders/createorders": create_orders,
    "POST /orders/holduntil": hold_until,
    "POST /orders/restorefromhold": restore_from_hold,
    "POST /orders/addtag": add_tag,
    "POST /orders/removetag": remove_tag,
    "POST /orders/assignuser": assign_user,
    "POST /orders/unassignuser": unassign_user,
    "POST /orders/markasshipped": mark_as_shipped,
}
