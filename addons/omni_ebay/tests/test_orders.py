"""From the buyer's click on eBay to Odoo, and back: orders, wishes, messages."""

from datetime import datetime, timedelta, timezone

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..translate.basics import stamp
from .common import EbayCase


class OrderCase(EbayCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.connection.order_policy = "fulfil"
        flow = cls.env["integration.workflow"].create({"name": "eBay"})
        cls.env["integration.mapping"].create(
            [
                {"connection_id": cls.connection.id, "kind": kind, "external_key": key}
                | vals
                for kind, key, vals in (
                    ("gateway", "ebay", {"res_id": flow.id}),
                    ("carrier", "USPSPriority", {"ignored": True}),
                )
            ]
        )


@tagged("post_install", "-at_install")
class TestOrders(OrderCase):
    def order(self, **more):
        binding = self.read(self.sold(**more))
        self.assertIn(binding.state, ("imported", "held"), binding.hold_text)
        return binding.order_id

    def test_an_order_becomes_a_sales_order_of_the_same_total(self):
        order = self.order(quantity=2)
        theirs = self.seller.order(order.channel_ref)["pricingSummary"]["total"]
        self.assertEqual(f"{order.amount_total:.2f}", theirs["value"])
        self.assertEqual(order.state, "sale", order.channel_hold_text)
        self.assertEqual(order.partner_id.ebay_user_name, "rider_sandbox")

    def test_the_parcel_has_to_leave_when_ebay_says(self):
        order = self.order()
        theirs = self.seller.order(order.channel_ref)["lineItems"][0]
        wanted = theirs["lineItemFulfillmentInstructions"]["shipByDate"]
        [picking] = order.picking_ids
        found = picking.date_deadline.isoformat()
        self.assertEqual(found, wanted.partition(".")[0])

    def test_an_order_that_waits_for_payment_goes_on_when_it_is_paid(self):
        order = self.order(paid=False)
        self.assertEqual((order.state, order.channel_guard), ("draft", "held"))
        self.assertIn("not paid", order.channel_hold_text)
        self.remote.act("ebay", "pay-order", order_id=order.channel_ref)
        self.read(order.channel_ref)
        self.assertEqual(order.state, "sale")

    def asks_to_cancel(self, **more):
        order = self.order(**more)
        self.remote.act("ebay", "request-cancel", order_id=order.channel_ref)
        self.read(order.channel_ref)
        return order

    def test_a_buyer_who_asks_to_cancel_is_answered_in_time(self):
        order = self.asks_to_cancel()
        summary = f"Answer the buyer: cancel {order.channel_name}?"
        [activity] = order.activity_ids.filtered(lambda a: a.summary == summary)
        days = (activity.date_deadline - datetime.now().date()).days
        self.assertIn(days, (2, 3))
        self.assertGreater(order.ebay_cancel_until, datetime.now() + timedelta(days=2))
        order.action_ebay_agree_to_cancel()
        self.settle()
        self.assertEqual(order.state, "cancel")
        self.assertFalse(order.ebay_cancel_ref)

    def test_a_wish_of_an_unknown_day_is_to_be_answered_today(self):
        order = self.asks_to_cancel()
        order.activity_ids.unlink()
        binding = order.channel_binding_id
        [request] = binding.document["extra"]["cancels"]
        undated = {k: v for k, v in request.items() if k != "cancelRequestedDate"}
        extra = {**binding.document["extra"], "cancels": [undated]}
        binding.document = {**binding.document, "extra": extra}
        binding._ebay_ask_for_answers()
        self.assertEqual(order.activity_ids.date_deadline, datetime.now().date())

    def test_a_refused_wish_leaves_the_order_as_it_is(self):
        order = self.asks_to_cancel()
        order.action_ebay_refuse_to_cancel()
        self.settle()
        [cancel] = self.remote.platform.seller().orders[order.channel_ref].cancels
        self.assertEqual(cancel.state, "REJECTED")
        self.assertEqual(order.state, "sale")
        self.assertFalse(order.ebay_cancel_ref)

    def test_nobody_answers_a_wish_that_there_is_not(self):
        with self.assertRaisesRegex(UserError, "does not ask to cancel"):
            self.order().action_ebay_agree_to_cancel()

    def test_only_operators_answer_for_the_house(self):
        order = self.asks_to_cancel()
        clerk = new_test_user(
            self.env, "clerk", groups="base.group_user,sales_team.group_sale_manager"
        )
        with self.assertRaises(AccessError):
            order.with_user(clerk).action_ebay_agree_to_cancel()

    # -- messages --

    def write_as_buyer(self, order, text):
        self.remote.act("ebay", "buyer-message", order_id=order.channel_ref, text=text)
        self.enqueue("message_poll")
        self.settle()

    def test_what_a_buyer_writes_is_told_on_the_order_and_once(self):
        order = self.order()
        self.write_as_buyer(order, "Does it fit <my> bike?")
        self.enqueue("message_poll")
        self.settle()
        told = order.message_ids.filtered(lambda m: "fit" in (m.body or ""))
        self.assertEqual(len(told), 1)
        self.assertIn("&lt;my&gt;", told.body, "text is text, never markup")
        self.assertEqual(told.author_id, order.partner_id)
        self.assertIn(
            "Answer rider_sandbox on eBay", order.activity_ids.mapped("summary")
        )

    def test_an_answer_goes_out_once_and_ends_the_question(self):
        order = self.order()
        self.write_as_buyer(order, "When does it leave?")
        wizard = self.env["ebay.reply"].create(
            {"order_id": order.id, "text": "Tomorrow morning."}
        )
        self.assertIn("When does it leave?", wizard.history)
        wizard.action_send()
        self.settle()
        self.enqueue("message_poll")
        self.settle()
        mine = self.env["ebay.message"].search(
            [("order_id", "=", order.id), ("is_ours", "=", True)]
        )
        self.assertEqual((len(mine), mine.state), (1, "kept"))
        self.assertEqual(self.said().count("Tomorrow morning."), 1)
        self.assertNotIn(
            "Answer rider_sandbox on eBay", order.activity_ids.mapped("summary")
        )

    def test_an_answer_that_got_lost_is_not_sent_twice_however_late_it_is_tried(self):
        order = self.order()
        self.write_as_buyer(order, "When does it leave?")
        self.remote.fault(
            "hangup",
            platform="ebay",
            match={"path": "/send_message"},
            times=1,
            args={"after": True},
        )
        message = self.env["ebay.message"]._answer(order, "By Friday.")
        self.drain()
        job = self.jobs.search([("operation", "=", "message_send")], limit=1)
        self.assertEqual((message.state, job.status), ("sending", "pending"))
        self.assertEqual(self.said().count("By Friday."), 1)
        sent_at = datetime.now(timezone.utc) - timedelta(days=2)
        job.sudo().intent = {"at": sent_at.isoformat()}
        for conversation in self.remote.platform.seller().conversations.values():
            for one in conversation.messages:
                one["createdDate"] = stamp(sent_at)
        self.pass_time(job)
        self.settle()
        self.assertEqual(self.said().count("By Friday."), 1)
        self.assertEqual(message.state, "kept")

    def said(self):
        """All that the buyer and we have written to each other."""
        return [
            message["messageBody"]
            for conversation in self.remote.platform.seller().conversations.values()
            for message in conversation.messages
            if conversation.buyer == "rider_sandbox"
        ]

    def test_an_empty_or_endless_answer_is_refused_before_it_is_sent(self):
        order = self.order()
        for text in ("  ", "x" * 2001):
            with self.assertRaisesRegex(UserError, "2000 characters"):
                self.env["ebay.message"]._answer(order, text)


class StockOnEbay(EbayCase):
    """An article on a shelf of ours whose stock is told to eBay."""

    def setUp(self):
        super().setUp()
        self.enqueue("location_import")
        self.settle()
        self.place = self.env["integration.location"].search(
            [("connection_id", "=", self.connection.id)]
        )
        stock = self.env.ref("stock.stock_location_stock")
        self.place.location_ids = [Command.set(stock.ids)]
        self.connection.stock_push = True
        self.sku = self.listed()
        self.product = self.env["product.product"].create(
            {"name": "Pads", "default_code": self.sku, "is_storable": True}
        )
        self.binding = self.env["integration.variant.binding"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": self.sku,
                "stock_ref": self.sku,
                "title": "Pads",
                "sku": self.sku,
                "product_id": self.product.id,
            }
        )

    def has(self, quantity):
        quants = self.env["stock.quant"].with_context(inventory_mode=True)
        quants.create(
            {
                "product_id": self.product.id,
                "location_id": self.place.location_ids.id,
                "inventory_quantity": quantity,
            }
        ).action_apply_inventory()
        self.binding._mark_due_of(self.product)
        self.enqueue("inventory_update")
        self.drain()

    def there(self):
        item = self.remote.platform.seller().items[self.sku]
        return item["availability"]["shipToLocationAvailability"]["quantity"]


@tagged("post_install", "-at_install")
class TestRevisions(StockOnEbay):
    """Of 250 revisions a day the last ones are kept for what sells out."""

    def used(self, count):
        self.env["ebay.revision"].search([]).unlink()
        self.env["ebay.revision"]._count(self.connection, {self.sku: count})

    def test_what_is_sent_is_counted_for_the_day(self):
        self.has(7)
        self.assertEqual(self.there(), 7)
        [row] = self.env["ebay.revision"].search([("product_ref", "=", self.sku)])
        [offer] = self.remote.platform.seller().offers_of(self.sku)
        listing = self.remote.platform.seller().listings[offer.listing_id]
        self.assertEqual(row.count, listing.revisions.total(), "as eBay counts it")

    def test_an_ordinary_change_waits_for_tomorrow_and_a_sold_out_one_goes(self):
        self.has(7)
        self.used(200)
        with self.trap_jobs() as jobs:
            self.has(6)
        self.assertEqual(self.there(), 7)
        later = [job for job in jobs if job.operation == "stock_release"]
        self.assertGreater(later[0].eta, datetime.now())
        self.has(0)
        self.assertEqual(self.there(), 0)

    def test_nothing_goes_once_the_day_is_used_up(self):
        self.has(7)
        self.used(250)
        self.has(0)
        self.assertEqual(self.there(), 7)
        self.assertIn(
            "sent tomorrow",
            self.env["integration.stock.finding"]
            .search([("binding_id", "=", self.binding.id)])
            .text,
        )
