"""A shop manager's morning: the orders that came in, one that waits, one to refund."""

import pytest

ORDER = "integration.order.binding"


@pytest.fixture(scope="module", autouse=True)
def fulfilled(room):
    """From now on orders are fulfilled; whatever way they are paid confirms them."""
    odoo = room.odoo
    odoo.call(
        "integration.connection", "write", [room.shop], {"order_policy": "fulfil"}
    )
    [flow] = odoo.call("integration.workflow", "create", [{"name": "All payments"}])
    room.sandbox.buy("shopify", 4)
    room.ask_for_news()
    room.settle()
    for kind, target in (("gateway", flow), ("carrier", False), ("tax", False)):
        waiting = room.search(
            "integration.mapping", ("kind", "=", kind), ("state", "=", "unmapped")
        )
        values = {"res_id": target} if target else {"ignored": True}
        if waiting:
            odoo.call("integration.mapping", "write", waiting, values)
    room.settle()


def an_order(room, *domain):
    ids = room.search(ORDER, ("connection_id", "=", room.shop), *domain)
    [row] = room.read(ORDER, ids[:1], "name", "order_id", "state")
    return row


def test_the_list_says_how_each_order_stands(room):
    room.browser.go("/odoo/channel-orders")
    room.browser.wait_for(".o_list_view")
    if room.browser.has(".o_facet_remove"):
        room.browser.click(".o_facet_remove")
    room.browser.wait_for(".o_data_row [name=state] .badge")
    room.browser.wait_for(".o_data_row [name=paid] .badge")
    room.picture("orders_list")


def test_a_held_order_says_why_and_is_released(room):
    order = an_order(room, ("state", "=", "held"), ("order_id", "!=", False))
    room.browser.go(f"/odoo/channel-orders/{order['id']}")
    room.browser.wait_for(".o_form_view .alert-warning [name=hold_text]")
    room.picture("orders_held")
    room.browser.click("button[name=action_approve]")

    def is_released():
        [row] = room.read(ORDER, [order["id"]], "state")
        return row["state"] == "imported"

    room.browser.wait_until(is_released, "a released order")


def test_a_sales_order_tells_where_it_came_from_and_its_journey(room):
    order = an_order(room, ("order_id", "!=", False))
    room.browser.go(f"/odoo/sales/{order['order_id'][0]}")
    room.browser.wait_for(".o_form_view", order["name"])
    room.picture("orders_sale")
    room.browser.click("button[name=action_open_journey]")
    room.browser.wait_for(".o_omni_step[data-model='sale.order']")
    room.picture("orders_journey")


def test_a_refund_is_seen_before_it_is_asked_for(room):
    order = an_order(
        room,
        ("state", "=", "imported"),
        ("paid", "=", "paid"),
        ("order_id.state", "=", "sale"),
    )
    room.browser.go(f"/odoo/sales/{order['order_id'][0]}")
    room.browser.click("button[name=action_channel_refund]")
    room.browser.wait_for(".modal .o_form_view [name=line_ids] .o_data_row")
    room.picture("orders_refund")
    room.browser.click(".modal footer .btn-secondary")
    steps = room.search(
        "integration.order.step",
        ("binding_id", "=", order["id"]),
        ("kind", "=", "refund"),
        ("direction", "=", "out"),
    )
    assert not steps, "looking asks for nothing"
