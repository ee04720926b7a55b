"""The whole way in front of a screen: bought in a shop, packed by a clerk, told to the
shop. Orders come in by webhook; the label is ShipStation's."""

from contextlib import suppress
from types import SimpleNamespace
from xmlrpc.client import Fault

import pytest

from bench.common import wait_until
from tests.contract.ebay_seller import EbaySeller
from tests.contract.shopify_merchant import Merchant

SKU = "CHAIN-LEVER"
SERVICE = "stamps_com/usps_priority_mail"
PATIENCE_S = 180
AUSTIN = {
    "firstName": "Jo",
    "lastName": "Rider",
    "address1": "1 Main St",
    "city": "Austin",
    "zip": "78701",
    "provinceCode": "TX",
    "countryCode": "US",
}
TOLD = """query Told($id: ID!) {
  order(id: $id) {
    displayFulfillmentStatus
    fulfillments { trackingInfo { number company } }
  }
}"""


@pytest.fixture(scope="module")
def desk(room):
    """Both shops sell what lies on the shelf, and parcels leave by ShipStation."""
    found = {
        row["platform"]: row["id"]
        for row in room.read(
            "integration.connection", room.search("integration.connection"), "platform"
        )
    }
    companies = room.search("res.company")
    room.odoo.call(
        "res.company", "write", companies, {"stock_text_confirmation": False}
    )
    _stock_the_shelf(room)
    method = _offer_shipstation(room, found["shipstation"])
    _import_all_orders(room, found, method)
    merchant, seller = Merchant(room.sandbox), EbaySeller(room.sandbox)
    seller.listed(SKU)
    return SimpleNamespace(
        method=method, merchant=merchant, seller=seller, goods=merchant.product(SKU)
    )


def _stock_the_shelf(room):
    product = {"name": "Brake lever", "default_code": SKU, "weight": 1.2}
    product |= {"type": "consu", "is_storable": True}
    [product] = room.odoo.call("product.product", "create", [product])
    [warehouse] = room.read(
        "stock.warehouse",
        room.search("stock.warehouse")[:1],
        "lot_stock_id",
        "partner_id",
    )
    quant = {"product_id": product, "location_id": warehouse["lot_stock_id"][0]}
    [quant] = room.odoo.call(
        "stock.quant", "create", [{**quant, "inventory_quantity": 50}]
    )
    with suppress(Fault):  # its answer is None, which XML-RPC cannot say
        room.odoo.call("stock.quant", "action_apply_inventory", [quant])
    [texas] = room.search(
        "res.country.state", ("code", "=", "TX"), ("country_id.code", "=", "US")
    )
    place = {"street": "500 Main St", "city": "Austin", "zip": "78701"}
    place |= {"state_id": texas, "phone": "512-555-0100"}
    room.odoo.call("res.partner", "write", [warehouse["partner_id"][0]], place)


def _offer_shipstation(room, connection):
    [product] = room.odoo.call(
        "product.product", "create", [{"name": "Freight", "type": "service"}]
    )
    services = room.search("integration.carrier.service", ("key", "=", SERVICE))
    [method] = room.odoo.call(
        "delivery.carrier",
        "create",
        [
            {
                "name": "USPS Priority",
                "delivery_type": "omni",
                "product_id": product,
                "omni_connection_id": connection,
                "omni_service_ids": [(6, 0, services)],
                "prod_environment": True,
            }
        ],
    )
    return method


def _import_all_orders(room, connections, method):
    """Whatever was paid for is an order to be sent."""
    [workflow] = room.odoo.call(
        "integration.workflow", "create", [{"name": "Any", "confirm_on": "always"}]
    )
    for platform in ("shopify", "ebay"):
        rules = {"order_policy": "fulfil", "workflow_id": workflow}
        room.odoo.call(
            "integration.connection", "write", [connections[platform]], rules
        )
    known = [
        ("shopify", "gateway", "manual", {"ignored": True}),
        ("ebay", "gateway", "ebay", {"ignored": True}),
        ("ebay", "carrier", "USPSPriority", {"res_id": method}),
    ]
    for platform, kind, key, value in known:
        _map(room, connections[platform], kind, key, value)
    alert = {"ebay_alert_email": "ops@example.com"}
    room.odoo.call("integration.connection", "write", [connections["ebay"]], alert)
    wish = {"connection_id": connections["ebay"], "operation": "notification_check"}
    room.odoo.call("sync.job", "create", [wish])
    room.settle()


def _map(room, connection, kind, key, value):
    there = [("connection_id", "=", connection), ("kind", "=", kind)]
    if ids := room.search("integration.mapping", *there, ("external_key", "=", key)):
        room.odoo.call("integration.mapping", "write", ids, value)
    else:
        mapping = {"connection_id": connection, "kind": kind, "external_key": key}
        room.odoo.call("integration.mapping", "create", [{**mapping, **value}])


def transfer_of(room, ref):
    """The transfer that its webhook has led to."""

    def pickings():
        return room.search(
            "stock.picking", ("sale_id.channel_binding_id.external_ref", "=", ref)
        )

    wait_until(pickings, PATIENCE_S, f"a transfer of {ref}")
    [picking] = pickings()
    return picking


def pack(room, picking, name):
    """What a clerk does; returns the number of the label."""
    browser = room.browser
    browser.go(f"/odoo/action-stock.action_picking_tree_all/{picking}")
    browser.wait_for(".o_form_view button[name=action_omni_rates]")
    browser.click("button[name=action_omni_rates]")
    browser.wait_for(".modal .o_data_row", "Priority")
    room.picture(f"chain_{name}_rates")
    browser.click(".modal .o_data_row button[name=action_buy]")

    def label():
        fields = "state", "tracking_number"
        ids = room.search("integration.label", ("picking_id", "=", picking))
        return [
            row
            for row in room.read("integration.label", ids, *fields)
            if row["state"] == "bought"
        ]

    wait_until(label, PATIENCE_S, "a label")
    browser.go(f"/odoo/action-stock.action_picking_tree_all/{picking}")
    browser.click(".o_notebook a", "Labels")
    browser.wait_for("[name=omni_label_ids] .o_data_row", label()[0]["tracking_number"])
    room.picture(f"chain_{name}_label")
    browser.click("button[name=button_validate]")
    browser.wait_for(".o_statusbar_status .o_arrow_button_current", "Done")
    room.picture(f"chain_{name}_done")
    return label()[0]["tracking_number"]


def test_a_shopify_order_is_labelled_by_a_clerk_and_told_to_the_shop(room, desk):
    order = desk.merchant.order(desk.goods, 1, shippingAddress=AUSTIN)
    picking = transfer_of(room, order["id"])
    chosen = {"carrier_id": desk.method}  # this shop names no way of sending
    room.odoo.call("stock.picking", "write", [picking], chosen)
    number = pack(room, picking, "shopify")

    def told():
        there = desk.merchant.read(TOLD, id=order["id"])
        infos = [one["trackingInfo"] for one in there["fulfillments"]]
        return there["displayFulfillmentStatus"], infos

    right = ("FULFILLED", [[{"number": number, "company": "USPS"}]])
    wait_until(lambda: told() == right, PATIENCE_S, f"{right}, but {told()}")


def test_an_ebay_order_is_labelled_by_a_clerk_and_told_to_ebay(room, desk):
    # The first notice brings eBay's key; by then the second can be proven.
    desk.seller.sold(SKU)
    connection = room.search("integration.connection", ("platform", "=", "ebay"))

    def keys():
        [row] = room.read("integration.connection", connection, "ebay_public_keys")
        return row["ebay_public_keys"]

    wait_until(keys, PATIENCE_S, "eBay's key")
    ref = desk.seller.sold(SKU)["orderId"]
    number = pack(room, transfer_of(room, ref), "ebay")

    def parcels():
        path = f"/api/sell/fulfillment/v1/order/{ref}/shipping_fulfillment"
        return desk.seller.ok("GET", path)["fulfillments"]

    wait_until(lambda: number in str(parcels()), PATIENCE_S, "the number on eBay")
    assert desk.seller.order(ref)["orderFulfillmentStatus"] == "FULFILLED"
