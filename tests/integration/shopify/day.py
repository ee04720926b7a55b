"""What happens in a shop in a day: buyers, the merchant, the warehouse, and mishaps."""

from __future__ import annotations

import time
from collections import defaultdict
from contextlib import contextmanager, nullcontext
from functools import cached_property

from sandbox.shopify.state.order import Order
from tests.contract.shopify_merchant import ORDER_CREATE, Merchant
from tests.sandbox.shopify_sandbox import CLIENT_ID, SECRET, ShopifyRemote

from .office import Office

ORDERS, AT_ONCE = 200, 20
KILLS, POLLS = (4, 8), (5,)  # in which of the ten rounds that happens
# What becomes of the first of twenty orders, the second ...; all others are shipped.
EDITED, EDITED_AT_ONCE, CANCELLED, GIVEN_UP, PAID_LATER = 1, 2, 5, 6, 8
SHIPPED_ELSEWHERE, REFUNDED, GOODWILL, REFUNDED_UNSHIPPED = 4, 9, 10, 12
UNTOUCHED = (EDITED_AT_ONCE, REFUNDED_UNSHIPPED, 13, 14)
STOCK = 500
SHELF = "Portland warehouse"

# In Odoo's shell: the connection, the products that it sells, where its money goes.
FURNITURE = """
env["ir.config_parameter"].set_param("web.base.url", "{office}")
env["ir.config_parameter"].set_param("web.base.url.freeze", "True")
bank = env["account.journal"].search([("type", "=", "bank")], limit=1)
books = env["integration.workflow"].create({{
    "name": "Card", "invoice": True, "register_payment": True, "journal_id": bank.id}})
plain = env["integration.workflow"].create({{"name": "PayPal"}})
connection = env["integration.connection"].create({{
    "name": "Motor Parts", "platform": "shopify", "base_url": "{sandbox}/shopify",
    "shopify_shop": "motor-parts", "order_policy": "fulfil",
    "refund_credit_note": "posted", "refund_receipt": "done",
    "workflow_id": plain.id, "orders_polled_until": "{now}"}})
env["integration.credential"]._store_many(connection, {{
    "client_id": ("{client_id}", None), "client_secret": ("{secret}", None)}})
connection.action_connect()
for gateway, flow in (("shopify_payments", books), ("cash", books), ("paypal", plain)):
    env["integration.mapping"].create({{
        "connection_id": connection.id, "kind": "gateway", "external_key": gateway,
        "res_id": flow.id}})
tax = {{how: env["account.tax"].create({{
    "name": how, "amount": 10, "price_include_override": "tax_" + how}})
    for how in ("included", "excluded")}}
env["integration.mapping"].create([{{
    "connection_id": connection.id, "kind": "tax", "res_id": tax[how].id,
    "external_key": f"{{country.code}}/*/*/*/{{how}}"}}
    for country in env["res.country"].search([]) for how in tax])
shelf = env["stock.warehouse"].search([], limit=1).lot_stock_id
products = env["product.product"].create([{{
    "name": sku, "default_code": sku, "is_storable": True, "invoice_policy": "order"}}
    for sku in {skus}])
env["stock.quant"].create([{{
    "product_id": product.id, "location_id": shelf.id, "quantity": {stock}}}
    for product in products])
service = env["product.product"].create({{"name": "UPS", "type": "service"}})
env["delivery.carrier"].create({{"name": "UPS Ground", "product_id": service.id}})
"""


class Day:
    def __init__(self, remote: ShopifyRemote, office: Office) -> None:
        self.remote, self.office = remote, office
        self.store, self.merchant = remote.store, Merchant(remote)
        self.past = {order.gid for order in self.store["Order"]}
        self.names: list[str] = []  # the orders of the day, as they were made
        self.ups = self.killed = 0

    # -- morning -----------------------------------------------------------------------

    def open(self) -> None:
        skus = sorted({v.sku for p in self.store["Product"] for v in p.variants})
        self.office.furnish(
            FURNITURE.format(
                office=self.office.server.url,
                sandbox=self.remote.base_url,
                now=self.store.now().strftime("%Y-%m-%d %H:%M:%S"),
                client_id=CLIENT_ID,
                secret=SECRET,
                skus=skus,
                stock=STOCK,
            )
        )

    def stock_up(self) -> None:
        """Odoo learns what the store has, and tells it what is on the shelf."""
        office = self.office
        office.run_now("location_import", "product_poll", "webhook_check")
        office.wait_until_idle()
        [warehouse] = office.rows("stock.warehouse", fields="lot_stock_id")
        place = office.find("integration.location", ("name", "=", SHELF))
        fill = [(6, 0, [warehouse["lot_stock_id"][0]])]
        office.press(
            "integration.location", "write", place, vals={"location_ids": fill}
        )
        connection = office.find("integration.connection")
        wanted = {"stock_push": True, "stock_heal": True}
        office.press("integration.connection", "write", connection, vals=wanted)
        office.press("integration.connection", "action_send_all_stock", connection)
        office.wait_until_idle()
        [self.ups] = office.find("delivery.carrier", ("name", "=", "UPS Ground"))
        self.remote.fault("throttle", platform="shopify", probability=0.05)

    # -- all day long ------------------------------------------------------------------

    def live(self) -> None:
        for number in range(ORDERS // AT_ONCE):
            self.round(number)

    def round(self, number: int) -> None:
        indexes = range(number * AT_ONCE, (number + 1) * AT_ONCE)
        for index in indexes:
            with self.post_of(index):
                self.names.append(self.buy(index))
                self.remote.settle()
        if number in KILLS:
            with self.fault("slow", args={"seconds": 2}):
                port = self.remote.running.config.port
                self.killed += self.office.kill_the_workers(port)
        if number in POLLS:
            self.office.run_now("order_poll")
        self.office.wait_until_idle()
        self.map_carriers()
        for do in (self.work_on, self.regret):
            for index in indexes:
                do(index)
            self.office.wait_until_idle()

    def post_of(self, index: int):
        """How the news of this order travels."""
        if index % 10 == 7:
            return self.fault("webhook_duplicate")
        if index % 20 == 3:
            return self.fault("webhook_lose")
        if index % 20 == 11:
            return self.fault("webhook_reorder", match={"operation": "orders/"})
        return nullcontext()

    @contextmanager
    def fault(self, kind: str, **rule):
        made = self.remote.fault(kind, platform="shopify", **rule)
        yield
        self.remote.control("DELETE", f"faults/{made}")

    def buy(self, index: int) -> str:
        """Most buy as buyers of the sandbox do; some pay by PayPal, or later."""
        if index % 20 not in (EDITED, EDITED_AT_ONCE, CANCELLED, GIVEN_UP, PAID_LATER):
            return self.remote.buy("shopify", 1)[0]
        products = list(self.store["Product"])
        variant = products[index % len(products)].variants[0]
        line = {"variantId": variant.gid, "quantity": 3}
        price = {"amount": str(variant.price * 3), "currencyCode": "USD"}
        paid = {
            "kind": "SALE",
            "status": "SUCCESS",
            "gateway": "paypal",
            "amountSet": {"shopMoney": price},
        }
        later = index % 20 == PAID_LATER
        name = self.order(
            lineItems=[line],
            transactions=[] if later else [paid],
            financialStatus="PENDING" if later else "PAID",
        )
        if index % 20 == EDITED_AT_ONCE:
            self.act("edit-order", name, quantity=2)
        return name

    def order(self, **wanted) -> str:
        """By the app's own door, which asks whoever comes to slow down now and then."""
        home = {"countryCode": "US", "city": "Austin", "zip": "78701"}
        buyer = {"email": "rider@example.org", "shippingAddress": home}
        while True:
            answer = self.merchant.ask(
                ORDER_CREATE, order={"currency": "USD", **buyer, **wanted}
            )
            if "errors" not in answer:
                return answer["data"]["orderCreate"]["order"]["name"]
            [error] = answer["errors"]
            assert error["extensions"]["code"] == "THROTTLED", error
            time.sleep(0.2)

    def act(self, action: str, name: str, **body) -> None:
        """Something that the merchant does in the store."""
        self.remote.act("shopify", action, order=name, **body)

    def map_carriers(self) -> None:
        """Somebody looks at what is not mapped yet; the orders go on by themselves."""
        new = self.office.find("integration.mapping", ("state", "=", "unmapped"))
        if new:
            vals = {"res_id": self.ups}
            self.office.press("integration.mapping", "write", new, vals=vals)
            self.office.wait_until_idle()

    def work_on(self, index: int) -> None:
        """What becomes of an order, in the store and in the warehouse."""
        name, kind = self.names[index], index % 20
        if kind == EDITED:
            self.act("edit-order", name, quantity=1)
        elif kind == CANCELLED:
            self.act("cancel-order", name)
        elif kind == GIVEN_UP and name in self.sales:
            self.give_up(name)
        elif kind == PAID_LATER:
            self.act("pay-order", name, gateway="paypal")
        elif kind == SHIPPED_ELSEWHERE:
            self.act("fulfil-elsewhere", name)
        elif kind not in (GIVEN_UP, *UNTOUCHED):
            self.ship(index)

    def regret(self, index: int) -> None:
        """Money goes back: for what came back, for what never left, for nothing."""
        name, kind = self.names[index], index % 20
        if kind == GOODWILL:
            self.act("refund-order", name, amount="1.00")
        elif kind in (REFUNDED, REFUNDED_UNSHIPPED):
            how = "RETURN" if kind == REFUNDED else "CANCEL"
            [order] = [o for o in self.store["Order"] if o.name == name]
            sku = order.line_items[0].sku
            self.act("refund-order", name, sku=sku, restock_type=how)

    def ship(self, index: int) -> None:
        """The warehouse finds the parcel's number, and validates."""
        orders = [self.sales.get(self.names[index], 0)]  # no news of it yet: 0
        pickings = self.office.find(
            "stock.picking", ("sale_id", "in", orders), ("state", "=", "assigned")
        )
        if pickings:
            vals = {"carrier_tracking_ref": f"1Z{index:06d}", "carrier_id": self.ups}
            self.office.press("stock.picking", "write", pickings, vals=vals)
            self.office.press("stock.picking", "button_validate", pickings)

    def give_up(self, name: str) -> None:
        """Cancelled from Odoo, by the wizard."""
        press, order = self.office.press, self.sales[name]
        action = press("sale.order", "action_channel_cancel", [order])
        wizard = press(
            action["res_model"], "create", vals_list=[{}], context=action["context"]
        )
        press(action["res_model"], "action_cancel", wizard)

    @property
    def sales(self) -> dict[str, int]:
        """The store's number of each order of the day -> its sales order."""
        rows = self.bindings("name order_id")
        return {row["name"]: row["order_id"][0] for row in rows if row["order_id"]}

    def bindings(self, fields: str) -> list[dict]:
        return self.office.rows(
            "integration.order.binding", ("name", "in", self.names), fields=fields
        )

    # -- evening -----------------------------------------------------------------------

    def close(self) -> None:
        """What was lost is found, what waits is decided, the stock is audited."""
        office = self.office
        self.remote.advance(60)  # what nobody overtook arrives now
        self.remote.settle()
        office.run_now("order_poll")
        office.wait_until_idle()
        held = office.find("integration.order.binding", ("state", "=", "held"))
        office.press("integration.order.binding", "action_approve", held)
        office.wait_until_idle()
        for index in range(ORDERS):
            if index % 20 in (3, 7, 11, 15, 17):
                self.ship(index)
        office.wait_until_idle()
        self.remote.heal()
        # A day's orders within minutes may look like two programs in a quarrel
        stopped = office.find(
            "integration.variant.binding", ("stock_stopped", "=", True)
        )
        if stopped:
            office.press("integration.variant.binding", "action_resume_stock", stopped)
        office.run_now("stock_audit")
        office.wait_until_idle()

    # -- what both sides know ----------------------------------------------------------

    @cached_property
    def there(self) -> dict[str, Order]:
        return {o.name: o for o in self.store["Order"] if o.gid not in self.past}

    @cached_property
    def here(self) -> dict[str, dict]:
        """The sales order of each order of the store."""
        rows = self.office.rows("sale.order", fields="name state amount_total")
        known = {row["id"]: row for row in rows}
        return {name: known[order] for name, order in self.sales.items()}

    @cached_property
    def moves(self) -> dict[str, list[dict]]:
        """Posted invoices and credit notes of each sales order."""
        return self._by_order(
            "account.move",
            "invoice_origin",
            ("state", "=", "posted"),
            fields="amount_total_signed amount_residual_signed",
        )

    @cached_property
    def parcels(self) -> dict[str, list[dict]]:
        """What has left for the buyer of each sales order."""
        return self._by_order(
            "stock.picking",
            "origin",
            ("state", "=", "done"),
            ("picking_type_code", "=", "outgoing"),
            fields="carrier_tracking_ref move_ids",
        )

    def _by_order(self, model: str, name: str, *domain, fields: str):
        found = defaultdict(list)
        for row in self.office.rows(model, *domain, fields=f"{fields} {name}"):
            found[row[name]].append(row)
        return found
