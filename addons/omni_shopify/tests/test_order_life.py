"""What happens to an order of a store after it was read, on either side."""

from odoo.tests import tagged

from .common import ShopifyCase


class OrderLifeCase(ShopifyCase):
    """A paid order of three chains at 25 USD, confirmed in Odoo."""

    def setUp(self):
        super().setUp()
        self.connection.order_policy = "fulfil"
        self.bank = self.env["account.journal"].search([("type", "=", "bank")], limit=1)
        self.flow = self.env["integration.workflow"].create({"name": "Card"})
        self.connection.workflow_id = self.flow
        self.map("gateway", "shopify_payments", self.flow)
        self.sku = f"CHAIN-{self._testMethodName[-20:]}"  # the store outlives the test
        self.chain = self.env["product.product"].create(
            {"name": "Chain", "default_code": self.sku, "is_storable": True}
        )
        self.chain.invoice_policy = "order"

    def map(self, kind, key, record):
        self.env["integration.mapping"].create(
            {
                "connection_id": self.connection.id,
                "kind": kind,
                "external_key": key,
                "res_id": record.id,
            }
        )

    def order(self, kind="SALE", **more):
        money = {"shopMoney": {"amount": "75.00", "currencyCode": "USD"}}
        payment = {"kind": kind, "status": "SUCCESS", "gateway": "shopify_payments"}
        more.setdefault("transactions", [{**payment, "amountSet": money}])
        product = self.merchant.product(self.sku)
        self.there = self.merchant.order(product, quantity=3, **more)
        self.read()
        self.binding = self.orders()[self.there["id"]]
        self.sale = self.binding.order_id
        return self.binding

    def act(self, action, **body):
        """The merchant does it in the store; a webhook tells."""
        name, shop = self.there["name"], self.merchant.shop
        self.remote.act("shopify", action, shop=shop, order=name, **body)
        self.read()

    def read(self):
        self.enqueue("order_import", payload={"ref": self.there["id"]})
        self.settle()

    def pick(self):
        for move in self.sale.picking_ids.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        return self.sale.picking_ids


@tagged("post_install", "-at_install")
class TestOrderEdits(OrderLifeCase):
    def test_an_edit_in_the_store_is_carried_out_here(self):
        self.order()
        self.assertEqual(self.sale.state, "sale", self.binding.hold_text)
        self.act("edit-order", sku=self.sku, quantity=1)
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        self.assertEqual(self.sale.amount_total, 25)
        self.assertEqual(self.sale.picking_ids.move_ids.product_uom_qty, 1)
        self.assertEqual(self.binding.step_ids.kind, "edit")

    def test_an_edit_in_the_store_during_picking_is_told(self):
        self.order()
        self.pick()
        self.act("edit-order", sku=self.sku, quantity=1)
        self.assertEqual(self.binding.state, "held")
        self.assertIn("quantity 3 → 1", self.sale.activity_ids.note)


class MoneyCase(OrderLifeCase):
    def setUp(self):
        super().setUp()
        self.flow.write(
            {"invoice": True, "register_payment": True, "journal_id": self.bank.id}
        )
        self.connection.refund_credit_note = "posted"

    def notes(self):
        moves = self.env["account.move"]
        name = self.there["name"]
        return moves.search([("move_type", "=", "out_refund"), ("ref", "like", name)])

    def steps(self, kind):
        return self.binding.step_ids.filtered(lambda step: step.kind == kind)


@tagged("post_install", "-at_install")
class TestOrderRefunds(MoneyCase):
    def test_a_refund_in_the_store_is_credited_and_not_sent_any_more(self):
        self.order()
        self.act("refund-order", sku=self.sku, quantity=1, restock_type="CANCEL")
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        self.assertEqual(self.sale.picking_ids.move_ids.product_uom_qty, 2)
        note = self.notes()
        self.assertEqual((note.amount_total, note.state), (25, "posted"))
        self.assertIn(note.payment_state, ("paid", "in_payment"))
        self.assertEqual(self.steps("refund").move_id, note)
        self.act("refund-order", amount="3.33")
        self.assertEqual(sorted(self.notes().mapped("amount_total")), [3.33, 25])

    def test_goods_that_come_back_to_the_store_are_received(self):
        self.order()
        self.pick()._action_done()
        self.act("fulfil-elsewhere")
        self.act("refund-order", sku=self.sku, quantity=2, restock_type="RETURN")
        self.assertEqual(self.notes().amount_total, 50)
        receipt = self.steps("refund").picking_id
        self.assertEqual(receipt.move_ids.product_uom_qty, 2)

    def test_what_is_paid_in_the_store_later_is_recorded_once(self):
        self.flow.confirm_on = "always"
        self.connection.hold_unpaid = False
        self.order(transactions=[], financialStatus="PENDING")
        self.assertEqual(self.sale.state, "sale", self.binding.hold_text)
        invoice = self.sale.invoice_ids
        self.assertEqual(invoice.amount_residual, 75)
        self.act("pay-order")
        self.read()
        self.assertEqual(invoice.amount_residual, 0)
        self.assertEqual(len(self.steps("payment").payment_id), 1)
