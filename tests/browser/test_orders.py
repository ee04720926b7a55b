"""A shop manager's morning: the orders that came in, one that waits, one to refund."""

import pytest

ORDER = "integration.order.binding"


@pytest.fixture(scope="module", autouse=True)
def fulfilled(room):
    """From now on orders are fulfilled, whatever they are of and however paid."""
    odoo = room.odoo
    policy = {"order_policy": "fulfil", "unknown_sku": "placeholder"}
    odoo.call("integration.connection", "write", [room.shop], policy)
    [flow] = odoo.call("integration.workflow", "create", [{"name": "All payments"}])
    known = len(room.search(ORDER, ("connection_id", "=", room.shop)))
    room.sandbox.buy("shopify", 6)
    room.ask_for_news()
    room.browser.wait_until(
        lambda: len(room.search(ORDER, ("connection_id", "=", room.shop))) >= known + 6,
        "orders that were read",
        120,
    )
    # What nobody has mapped holds up its order, and whatever comes behind it.
    room.browser.wait_until(
        lambda: not map_all(room, flow) and room.is_idle(), "nothing to map", 180
    )


def map_all(room, flow):
    """How many values were still to be mapped."""
    waiting = room.unmapped()
    for mapping in waiting:
        target = {"gateway": lambda _key: flow, "tax": room.make_tax}
        values = {"ignored": True}
        if find := target.get(mapping["kind"]):
            values = {"res_id": find(mapping["external_key"])}
        room.odoo.call("integration.mapping", "write", [mapping["id"]], values)
    return len(waiting)


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


def test_a_change_made_here_is_seen_before_the_shop_is_asked_for_it(room):
    policy = {"order_edit_push": "button"}
    room.odoo.call("integration.connection", "write", [room.shop], policy)
    order = an_order(
        room,
        ("state", "=", "imported"),
        ("order_id.state", "=", "sale"),
        ("cancelled_at", "=", False),
    )
    [line, *_] = room.search(
        "sale.order.line",
        ("order_id", "=", order["order_id"][0]),
        ("channel_kind", "=", "product"),
    )
    [row] = room.read("sale.order.line", [line], "product_uom_qty")
    more = {"product_uom_qty": row["product_uom_qty"] + 1}
    room.odoo.call("sale.order.line", "write", [line], more)
    room.browser.go(f"/odoo/sales/{order['order_id'][0]}")
    room.browser.wait_for(".o_form_view .alert-warning [name=channel_difference] li")
    room.picture("orders_difference")
    room.browser.click("button[name=action_channel_preview_changes]")
    room.browser.wait_for(".modal .o_form_view [name=line_ids] .o_data_row")
    room.picture("orders_difference_preview")
    room.browser.click(".modal footer button[name=action_run]")

    def is_done():
        steps = room.search(
            "integration.order.step",
            ("binding_id", "=", order["id"]),
            ("direction", "=", "out"),
            ("state", "=", "done"),
        )
        return bool(steps)

    room.browser.wait_until(is_done, "the shop's word", 60)
    room.browser.go(f"/odoo/sales/{order['order_id'][0]}")
    room.browser.wait_for(".o_form_view", order["name"])
    room.browser.click(".o_notebook a.nav-link", "Channel")
    room.browser.wait_for("[name=channel_step_ids] .o_data_row")
    assert not room.browser.has("[name=channel_difference] li")
    room.picture("orders_difference_done")


def test_a_connection_says_whether_its_shop_hears_of_changes(room):
    room.browser.go(f"/odoo/connections/{room.shop}")
    room.browser.click(".o_notebook a.nav-link", "Orders")
    room.browser.wait_for("[name=order_edit_push] input")
    room.browser.run(
        "document.querySelector('[name=order_edit_push]')"
        ".scrollIntoView({block: 'center'})"
    )
    room.picture("orders_settings")
