"""What happens to an order of a store after it was read, on either side."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.omni_commerce.tests.contract import OrderEditContract

from tests.integration.shopify.store import connect

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


@tagged("post_install", "-at_install")
class TestEditsFromOdoo(OrderLifeCase):
    """People change the order here, and the store follows."""

    def setUp(self):
        super().setUp()
        self.connection.order_edit_push = "button"
        self.order()
        self.other = self.env["product.product"].create(
            {"name": "Grease", "default_code": f"GREASE-{self.sku}", "taxes_id": False}
        )

    def list_other(self, price):
        there = self.merchant.product(self.other.default_code, price=price)
        variant = there["variants"]["nodes"][0]["id"]
        self.env["integration.variant.binding"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": variant,
                "product_id": self.other.id,
            }
        )

    def change(self, quantity=2, price=5):
        self.sale.order_line.product_uom_qty = quantity
        row = {"product_id": self.other.id, "price_unit": price}
        self.sale.order_line = [Command.create(row)]

    def send(self):
        self.sale.action_channel_send_changes()
        self.settle()

    def told(self):
        return self.merchant.read(
            """query Order($id: ID!) { order(id: $id) {
                 edited currentTotalPriceSet { shopMoney { amount } }
                 lineItems(first: 5) { nodes { title currentQuantity } }
               } }""",
            id=self.there["id"],
        )

    def assertAgreed(self, total):
        self.assertEqual(
            (self.binding.state, self.binding.hold_text), ("imported", False)
        )
        there = self.told()["currentTotalPriceSet"]["shopMoney"]["amount"]
        self.assertEqual((float(there), self.sale.amount_total), (total, total))
        self.assertEqual(self.binding.proof_state, "proven")
        self.assertFalse(self.sale.channel_difference)
        [step] = self.binding.step_ids
        self.assertEqual((step.direction, step.state), ("out", "done"))

    def test_a_change_in_odoo_is_a_change_in_the_store_and_its_echo_none(self):
        self.list_other("6.00")
        self.change(quantity=2, price=5)
        self.send()
        self.assertAgreed(55)
        self.assertEqual(
            [row["currentQuantity"] for row in self.told()["lineItems"]["nodes"]],
            [2, 1],
        )
        self.assertEqual(len(self.sale.order_line), 2)
        self.assertIn("The buyer gets 20.0", self.binding.step_ids.text)
        self.read()
        self.assertEqual(len(self.binding.step_ids), 1)

    def test_what_was_paid_too_much_goes_back_and_nothing_is_owed(self):
        self.connection.refund_credit_note = "posted"
        self.sale.order_line.product_uom_qty = 2
        self.send()
        self.assertEqual(self.sale.channel_open, -25)
        action = self.sale.action_channel_refund()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        wizard.create({}).action_refund()
        self.settle()
        self.assertEqual(self.binding.state, "imported", self.binding.hold_text)
        self.assertEqual(self.sale.channel_open, 0)
        self.assertFalse(self.sale.activity_ids)
        self.assertEqual(self.sale.order_line.product_uom_qty, 2)

    def test_what_the_store_does_not_list_is_an_item_of_its_own(self):
        self.change(quantity=3, price=5)
        self.send()
        self.assertAgreed(80)
        self.assertEqual(self.told()["lineItems"]["nodes"][1]["title"], "Grease")
        self.assertIn("The buyer owes 5.0", self.binding.step_ids.text)

    def test_a_price_that_the_store_cannot_charge_changes_nothing_there(self):
        self.list_other("4.00")
        self.change(quantity=2, price=5)
        self.send()
        self.assertEqual(self.binding.step_ids.state, "refused")
        self.assertFalse(self.told()["edited"])
        self.assertIn("A price can only be reduced there", self.binding.step_ids.text)

    def test_a_change_whose_answer_was_lost_is_made_once(self):
        self.change(quantity=3, price=5)
        self.sale.action_channel_send_changes()
        self.remote.fault(
            "hangup",
            platform="shopify",
            match={"operation": "orderEditCommit"},
            times=1,
            args={"after": True},
        )
        self.settle()
        self.assertEqual(len(self.told()["lineItems"]["nodes"]), 2)
        self.assertAgreed(80)

    def test_a_session_that_was_never_committed_is_begun_again(self):
        self.change(quantity=2, price=5)
        self.sale.action_channel_send_changes()
        self.remote.fault(
            "hangup",
            platform="shopify",
            match={"operation": "orderEditSetQuantity"},
            times=1,
            args={"after": True},
        )
        self.settle()
        self.assertAgreed(55)


@tagged("post_install", "-at_install")
class TestShopifyKeepsTheContractOfEdits(OrderEditContract, ShopifyCase):
    def open_adapter(self):
        return connect(self.remote, self.merchant.shop)

    def an_order(self):
        return self.merchant.order(self.merchant.product(), quantity=3)["id"]


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


@tagged("post_install", "-at_install")
class TestAskedOfTheStore(MoneyCase):
    """Pressed in Odoo, done in the store, and booked once when it comes back."""

    def ask(self, button, **choices):
        action = getattr(self.sale, button)()
        wizards = self.env[action["res_model"]].with_context(**action["context"])
        return wizards.create(choices)

    def told(self):
        """The order as the store has it now."""
        self.read()
        return self.binding._document()

    def test_an_order_that_is_cancelled_in_odoo_is_cancelled_in_the_store(self):
        self.order()
        self.ask("action_channel_cancel", reason="inventory").action_cancel()
        self.settle()
        self.remote.advance(60)
        document = self.told()
        self.assertTrue(document.cancelled_at)
        self.assertEqual(document.cancel_reason, "inventory")
        self.assertEqual((self.sale.state, self.binding.state), ("cancel", "imported"))
        self.assertEqual(self.steps("cancel").state, "done")
        self.assertEqual(self.notes().amount_total, 75)

    def test_a_refund_from_odoo_goes_back_in_the_store_and_is_credited_once(self):
        self.order()
        wizard = self.ask("action_channel_refund", restock=True)
        wizard.line_ids.quantity = 2
        self.assertIn("50.00 USD", wizard.preview)
        wizard.action_refund()
        self.settle()
        self.read()
        [refund] = self.told().refunds
        self.assertEqual(refund.payments[0].price.shop.amount, 50)
        self.assertEqual(self.steps("refund").ref, refund.ref)
        self.assertEqual(self.steps("refund").state, "done", self.binding.hold_text)
        self.assertEqual(self.notes().amount_total, 50)
        self.assertEqual(self.sale.picking_ids.move_ids.product_uom_qty, 1)

    def test_a_refund_from_odoo_whose_answer_was_lost_is_paid_once(self):
        self.order()
        wizard = self.ask("action_channel_refund")
        wizard.line_ids.quantity = 1
        wizard.action_refund()
        self.remote.fault(
            "hangup",
            platform="shopify",
            match={"operation": "refundCreate"},
            times=1,
            args={"after": True},
        )
        self.settle()
        self.assertEqual(len(self.told().refunds), 1)
        self.assertEqual(self.notes().amount_total, 25)

    def test_money_that_the_bank_holds_is_captured_from_odoo(self):
        self.flow.confirm_on = "authorized"
        self.order("AUTHORIZATION")
        self.assertEqual(self.sale.invoice_ids.amount_residual, 75)
        wizard = self.ask("action_channel_capture")
        self.assertEqual(wizard.amount, 75)
        wizard.action_capture()
        self.settle()
        self.assertEqual(self.told().paid.value, "paid")
        self.assertEqual(self.steps("capture").state, "done")
        self.assertEqual(self.sale.invoice_ids.amount_residual, 0)

    def pending(self):
        self.flow.confirm_on = "always"
        self.connection.hold_unpaid = False
        self.map("gateway", "manual", self.flow)
        self.order(transactions=[], financialStatus="PENDING")
        self.assertEqual(self.sale.invoice_ids.amount_residual, 75)

    def test_money_that_came_by_transfer_is_told_to_the_store(self):
        self.pending()
        self.sale.action_channel_mark_paid()
        self.settle()
        self.assertEqual(self.told().paid.value, "paid")
        self.assertEqual(self.steps("paid").state, "done")
        self.assertEqual(self.sale.invoice_ids.amount_residual, 0)
        self.assertEqual(len(self.steps("payment")), 1)
        with self.assertRaisesRegex(UserError, "not open over there"):
            self.sale.action_channel_mark_paid()

    def test_an_order_marked_as_paid_whose_answer_was_lost_is_paid_once(self):
        self.pending()
        self.sale.action_channel_mark_paid()
        self.remote.fault(
            "hangup",
            platform="shopify",
            match={"operation": "orderMarkAsPaid"},
            times=1,
            args={"after": True},
        )
        self.settle()
        self.assertEqual(self.steps("paid").state, "done")
        self.assertEqual(len(self.steps("payment")), 1)

    def test_goods_at_our_door_are_a_return_in_the_store(self):
        self.connection.return_push = True
        self.order()
        self.pick().with_context(channel_shipped_elsewhere=True)._action_done()
        self.act("fulfil-elsewhere")
        delivery = self.sale.picking_ids.filtered(lambda p: p.state == "done")[:1]
        wizard = self.env["stock.return.picking"].create({"picking_id": delivery.id})
        wizard.product_return_moves.quantity = 2
        receipt = wizard._create_return()
        receipt.move_ids.write({"quantity": 2, "picked": True})
        receipt._action_done()
        self.settle()
        [back] = self.told().returns
        self.assertEqual(back.lines[0].quantity, 2)
        self.assertEqual(self.steps("return").picking_id, receipt)
        self.assertEqual(len(self.sale.picking_ids.filtered("return_id")), 1)
