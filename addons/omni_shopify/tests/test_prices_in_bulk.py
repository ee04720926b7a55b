"""Many new prices at once: one bulk mutation, and an end for each listing."""

from odoo.tests import tagged

from ..operations.in_bulk import SETTING
from .common import ShopifyCase

DELETE = """mutation Delete($input: ProductDeleteInput!) {
  productDelete(input: $input) { userErrors { message } }
}"""


@tagged("post_install", "-at_install")
class TestPricesInBulk(ShopifyCase):
    def setUp(self):
        super().setUp()
        self.connection.listing_push = True
        names = [f"{self._testMethodName[-20:]}-{number}" for number in range(3)]
        self.products = self.env["product.template"].create(
            [{"name": n, "default_code": n, "list_price": 120.0} for n in names]
        )
        self.listings = self.env["integration.product.binding"].create(
            [
                {
                    "connection_id": self.connection.id,
                    "product_tmpl_id": product.id,
                    "profile_id": self.connection._default_profile().id,
                    "is_managed": True,
                }
                for product in self.products
            ]
        )
        self.listings.action_list()
        self.work()
        self.assertEqual(set(self.listings.mapped("state")), {"listed"})
        self.env["ir.config_parameter"].set_param(SETTING, "3")

    def work(self):
        """Let both sides go on until nothing is left to do."""
        for _round in range(10):
            self.env.cr.flush()
            self.drain()
            waiting = self.jobs.search([("status", "=", "pending")])
            if not waiting:
                return
            self.remote.advance(60)
            self.pass_time(waiting)
        self.fail(f"still waiting: {waiting.mapped('operation')}")

    def bulk_mutations(self):
        rows = self.remote.platform.stores[self.merchant.shop]["BulkOperation"]
        return [row for row in rows if row.type == "MUTATION"]

    def prices_there(self):
        nodes = self.merchant.read(
            "{ products(first: 50) { nodes { variants(first: 1) {"
            " nodes { sku price } } } } }"
        )["nodes"]
        found = {v["sku"]: v["price"] for n in nodes for v in n["variants"]["nodes"]}
        return [found.get(product.default_code) for product in self.products]

    def test_they_go_by_one_mutation(self):
        before = len(self.bulk_mutations())
        self.products.write({"list_price": 99.0})
        self.work()
        self.assertEqual(len(self.bulk_mutations()), before + 1)
        self.assertEqual(self.prices_there(), ["99.00"] * 3)
        told = self.listings.variant_ids.mapped("price_there")
        self.assertEqual(told, ["99.00 USD"] * 3)

    def test_few_go_call_by_call(self):
        before = len(self.bulk_mutations())
        self.products[0].list_price = 88.0
        self.work()
        self.assertEqual(len(self.bulk_mutations()), before)
        self.assertEqual(self.prices_there(), ["88.00", "120.00", "120.00"])

    def test_one_that_is_refused_does_not_hold_up_the_others(self):
        gone = self.listings[1]
        self.merchant.do(DELETE, input={"id": gone.external_ref})
        self.products.write({"list_price": 77.0})
        self.work()
        self.assertEqual(self.prices_there(), ["77.00", None, "77.00"])
        self.assertTrue(gone.price_error)
        self.assertFalse((self.listings - gone).filtered("price_error"))

    def test_a_killed_worker_sends_them_once(self):
        before = len(self.bulk_mutations())
        self.products.write({"list_price": 66.0})
        self.env.cr.flush()
        self.drain()
        self.assertEqual(len(self.bulk_mutations()), before + 1)
        job = self.jobs.search([("operation", "=", "price_update")], limit=1)
        job.write({"checkpoint": False, "eta": False})
        self.work()
        self.assertEqual(len(self.bulk_mutations()), before + 1)
        self.assertEqual(self.prices_there(), ["66.00"] * 3)

    def test_one_that_shopify_breaks_off_is_finished_call_by_call(self):
        self.products.write({"list_price": 55.0})
        self.env.cr.flush()
        self.drain()
        self.bulk_mutations()[-1].status = "CANCELING"
        self.work()
        self.assertEqual(self.prices_there(), ["55.00"] * 3)
