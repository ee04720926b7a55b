"""One article first: from the draft to the sale, and the stock that falls for it."""

from odoo.tests import tagged

from odoo.addons.omni_commerce.models import integration_stock_change

from .listing_common import SellingCase

HONDA = {"make": "Honda", "model": "CB500F", "year_from": 2013, "year_to": 2018}


@tagged("post_install", "-at_install")
class TestOneSkuFirst(SellingCase):
    def settle(self):
        """Stock that changed is told after the end of the transaction."""
        self.env.cr.flush()
        with self.enter_registry_test_mode():
            self.env.cr.postcommit.run()
        integration_stock_change._covered_until.clear()
        super().settle()

    def there_are(self, sku):
        there = self.item(sku)["availability"]["shipToLocationAvailability"]
        return there["quantity"]

    def test_draft_lint_publish_sale_and_the_stock_falls(self):
        self.connection.stock_push = True
        # the draft, which is not ready yet
        product = self.add_product("FIRST-1", stock=5, image_1920=False)
        product.ebay_fitment_ids = [(0, 0, HONDA)]
        listing = self.draft(product)
        listing.action_ebay_check()
        self.assertEqual(
            listing.ebay_finding_ids.mapped("text"),
            ["There is no picture. eBay lists nothing without one."],
        )
        # put right, and published
        product.image_1920 = self.add_product("OTHER-1").image_1920
        listing.action_ebay_check()
        self.assertFalse(listing.ebay_finding_ids)
        listing.action_list()
        self.settle()
        self.assertEqual(listing.state, "listed", listing.error)
        self.assertEqual(len(self.there(listing.ebay_item_id).compatibility), 6)
        self.assertEqual(self.there_are("FIRST-1"), 5)
        # sold
        sold = self.remote.act("ebay", "sell", sku="FIRST-1", quantity=2)
        self.run_job("order_poll")
        self.settle()
        order = self.env["integration.order.binding"].search(
            [("external_ref", "=", sold["orderId"])]
        )
        self.assertTrue(order.order_id, order.hold_text)
        line = order.order_id.order_line.filtered(
            lambda line: line.product_id == product.product_variant_ids
        )
        self.assertEqual(line.product_uom_qty, 2)
        order.order_id.action_take_over()
        order.order_id.action_confirm()
        self.settle()
        variant = product.product_variant_ids
        self.assertEqual((variant.qty_available, variant.free_qty), (5, 3))
        self.assertEqual(self.there_are("FIRST-1"), 3)
        # and what comes in is for sale at once
        self.put_in_stock(variant, 4)
        self.settle()
        self.assertEqual(self.there_are("FIRST-1"), 7)
        self.assertEqual(self.offer("FIRST-1")["listing"]["soldQuantity"], 2)
