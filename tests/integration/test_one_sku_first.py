"""One article first: put up on eBay, sold, gone in the shop, shipped, paid out."""

from odoo.tests import tagged

from odoo.addons.omni_commerce.models import integration_stock_change
from odoo.addons.omni_ebay.tests.listing_common import SellingCase

from tests.contract.shopify_merchant import Merchant
from tests.sandbox.shopify_sandbox import ShopifyRemote

from .shop import connect_shop

SKU = "FIRST-1"
HONDA = {"make": "Honda", "model": "CB500F", "year_from": 2013, "year_to": 2018}
PAYOUT_ACCOUNTS = (
    ("payout_clearing_account_id", "Sold, not paid out", "OMNI1", "asset_current"),
    ("payout_bank_account_id", "On its way", "OMNI2", "asset_current"),
)


@tagged("post_install", "-at_install")
class TestOneSkuFirst(SellingCase):
    """The same shelf fills a listing on eBay and a product in a Shopify store."""

    simulated = ("ebay", "shopify")

    def setUp(self):
        super().setUp()
        self.merchant = Merchant.of_a_new_shop(ShopifyRemote(self.sandbox))
        self.shop = connect_shop(self.env, self.merchant)
        flow = self.env["integration.workflow"].create({"name": "Paid there"})
        self.map("gateway", "ebay", flow)
        self.map("carrier", "USPSPriority", None)
        self.connection.write({"stock_push": True, "order_policy": "fulfil"})
        self.shelf = self.env["stock.warehouse"].search([], limit=1).lot_stock_id

    def test_from_the_draft_to_the_payout(self):
        product = self.add_product(SKU, stock=5, image_1920=False)
        product.ebay_fitment_ids = [(0, 0, HONDA)]
        listing = self.drafted(product)
        self.published(listing)
        in_shop = self.sold_in_the_shop_too()
        order = self.sold(quantity=2)
        self.assertEqual((self.on_ebay(), self.merchant.available(in_shop)), (3, 3))
        self.shipped(order, "USPS", "9400111899223197428490")
        self.told(order, "USPS", "9400111899223197428490")
        self.corrected(order, "9400111899223197428506")
        self.assertEqual((self.on_ebay(), self.merchant.available(in_shop)), (3, 3))
        self.paid_out(order)

    # -- one step each, in their order -------------------------------------------------

    def drafted(self, product):
        """What is missing is said before eBay is asked, and then put right."""
        listing = self.draft(product)
        listing.action_ebay_check()
        self.assertEqual(
            listing.ebay_finding_ids.mapped("text"),
            ["There is no picture. eBay lists nothing without one."],
        )
        product.image_1920 = self.add_product("OTHER-1").image_1920
        listing.action_ebay_check()
        self.assertFalse(listing.ebay_finding_ids)
        return listing

    def published(self, listing):
        listing.action_list()
        self.settle()
        self.assertEqual(listing.state, "listed", listing.error)
        self.assertEqual(len(self.there(listing.ebay_item_id).compatibility), 6)
        self.assertEqual(self.on_ebay(), 5)

    def sold_in_the_shop_too(self):
        """The store has it under the same SKU, filled from the same shelf."""
        there = self.merchant.product(SKU, stock=0)
        item = there["variants"]["nodes"][0]["inventoryItem"]["id"]
        for operation in ("location_import", "product_poll"):
            self.jobs.enqueue(self.shop, operation)
        self.settle()
        place = self.env["integration.location"].search(
            [
                ("connection_id", "=", self.shop.id),
                ("external_ref", "=", self.merchant.locations()[0]),
            ]
        )
        place.location_ids = self.shelf
        self.shop.stock_push = True
        self.jobs.enqueue(self.shop, "inventory_update")
        self.settle()
        self.assertEqual(self.merchant.available(item), 5)
        return item

    def sold(self, quantity):
        sold = self.seller.sold(SKU, quantity=quantity)
        self.run_job("order_poll")
        self.settle()
        order = self.orders()[sold["orderId"]].order_id
        self.assertEqual(order.state, "sale", order.channel_hold_text)
        line = order.order_line.filtered("product_id.is_storable")
        self.assertEqual((line.product_uom_qty, line.product_id.free_qty), (2, 3))
        return order

    def shipped(self, order, carrier, number):
        service = self.env["product.product"].create({"name": "P", "type": "service"})
        [picking] = order.picking_ids
        picking.carrier_id = self.env["delivery.carrier"].create(
            {"name": f"{carrier} Ground", "product_id": service.id}
        )
        picking.carrier_tracking_ref = number
        picking.action_assign()
        picking.move_ids.picked = True
        picking.button_validate()
        self.settle()
        self.assertEqual((picking.state, picking.channel_told), ("done", "done"))

    def told(self, order, carrier, number):
        """The buyer sees the number on eBay."""
        ref = order.channel_ref
        self.assertEqual(self.seller.order(ref)["orderFulfillmentStatus"], "FULFILLED")
        path = f"/api/sell/fulfillment/v1/order/{ref}/shipping_fulfillment"
        [parcel] = self.seller.ok("GET", path)["fulfillments"]
        said = (parcel["shippingCarrierCode"], parcel["shipmentTrackingNumber"])
        self.assertEqual(said, (carrier, number))

    def corrected(self, order, number):
        """eBay shows both numbers from then on, and Odoo says so."""
        [picking] = order.picking_ids
        picking.carrier_tracking_ref = number
        self.settle()
        path = f"/api/sell/fulfillment/v1/order/{order.channel_ref}"
        parcels = self.seller.ok("GET", f"{path}/shipping_fulfillment")["fulfillments"]
        self.assertEqual(parcels[-1]["shipmentTrackingNumber"], number)
        self.assertEqual(len(parcels), 2)
        self.assertIn("still sees the old number", picking.channel_fulfilment_ids.note)

    def paid_out(self, order):
        """One entry: what was sold, what eBay kept, what came to the bank."""
        fees = self.book_payouts()
        there = self.remote.act("ebay", "pay-out")["payoutId"]
        self.run_job("payout_poll")
        self.settle()
        payout = self.env["integration.payout"].search([("external_ref", "=", there)])
        self.assertEqual(payout.state, "booked", payout.problem)
        self.assertEqual(payout.line_ids.binding_id.order_id, order)
        connection = self.connection
        balance = {line.account_id: line.balance for line in payout.move_id.line_ids}
        self.assertEqual(
            balance,
            {
                connection.payout_clearing_account_id: -order.amount_total,
                fees: payout.fees,
                connection.payout_bank_account_id: payout.amount,
            },
        )
        self.assertGreater(payout.fees, 0)

    # -- how it is done ----------------------------------------------------------------

    def settle(self):
        """Commits of a test case forget what is asked for after them: the sweep."""
        super().settle()
        changes = self.env["integration.stock.change"]
        while changes.search_count([]):
            with self.enter_registry_test_mode():
                changes._after_commit()
            integration_stock_change._covered_until.clear()
            super().settle()

    def map(self, kind, key, record):
        self.env["integration.mapping"].create(
            {
                "connection_id": self.connection.id,
                "kind": kind,
                "external_key": key,
                **({"res_id": record.id} if record else {"ignored": True}),
            }
        )

    def on_ebay(self):
        there = self.item(SKU)["availability"]["shipToLocationAvailability"]
        return there["quantity"]

    def book_payouts(self):
        accounts = self.env["account.account"]
        for field, name, code, kind in PAYOUT_ACCOUNTS:
            self.connection[field] = accounts.create(
                {"name": name, "code": code, "account_type": kind, "reconcile": True}
            )
        fees = accounts.create(
            {"name": "eBay fees", "code": "OMNI3", "account_type": "expense"}
        )
        self.connection.payout_journal_id = self.env["account.journal"].create(
            {"name": "Payouts", "code": "OMNIP", "type": "general"}
        )
        self.connection.payout_policy = "book"
        self.map("payout", "fee", fees)
        return fees
