"""Great readings by Shopify's bulk operations: killed, refused, and to the end."""

from ..operations.in_bulk import SETTING
from ..operations.product_poll import ProductPoll
from .common import ShopifyCase

RUN = """mutation Run($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) { userErrors { message } }
}"""
CANCEL = """mutation Cancel($id: ID!) {
  bulkOperationCancel(id: $id) { userErrors { message } }
}"""
EXPORT = "products { edges { node { id } } }"


class TestInBulk(ShopifyCase):
    with_history = True

    def setUp(self):
        super().setUp()
        self.settings = self.env["ir.config_parameter"]
        self.settings.set_param(SETTING, "1")
        # A portion is so small here that the catalogue needs several.
        self.patch(ProductPoll, "portion", 20_000)

    def poll(self):
        return self.enqueue("product_poll", identity_key="product_poll")

    def finish(self, job):
        """Let Shopify make its file, and Odoo read it."""
        for _look in range(10):
            self.remote.advance(60)
            self.pass_time(job)
            self.drain()
            if job.status != "pending":
                break
        self.assertEqual(job.status, "done")

    def listings(self):
        return self.env["integration.product.binding"].search(
            [("connection_id", "=", self.connection.id)]
        )

    def exports(self):
        return list(self.remote.store["BulkOperation"])

    def test_a_great_catalogue_is_read_by_one_export(self):
        before = len(self.exports())
        job = self.poll()
        self.drain()
        self.assertEqual(len(self.exports()), before + 1)
        self.assertEqual(job.status, "pending")
        self.assertTrue(job.eta, "it rests while Shopify is at work")
        self.assertFalse(self.listings())

        self.finish(job)
        everything = self.remote.store["Product"]
        self.assertEqual(len(self.listings()), len(everything))
        self.assertEqual(
            set(self.listings().variant_ids.mapped("sku")),
            {variant.sku for product in everything for variant in product.variants},
        )
        self.assertTrue(self.connection.products_polled_until)

    def test_the_next_look_goes_by_pages_again(self):
        job = self.poll()
        self.drain()
        self.finish(job)
        before = len(self.exports())
        again = self.poll()
        self.drain()
        self.assertEqual(again.status, "done")
        self.assertEqual(len(self.exports()), before)

    def test_a_small_catalogue_is_read_by_pages(self):
        self.settings.set_param(SETTING, "1000")
        before = len(self.exports())
        job = self.poll()
        self.drain()
        self.assertEqual(job.status, "done")
        self.assertEqual(len(self.exports()), before)

    def test_a_worker_killed_before_it_could_tell_starts_no_second_export(self):
        job = self.poll()
        self.drain()
        before = len(self.exports())
        # As the killed worker left it: Shopify is at work, and the job knows nothing.
        job.write({"checkpoint": False, "eta": False})
        self.drain()
        self.assertEqual(len(self.exports()), before)
        self.finish(job)

    def test_a_cancelled_export_is_replaced_by_pages(self):
        job = self.poll()
        self.drain()
        self.merchant.do(CANCEL, id=self.exports()[-1].gid)
        self.finish(job)
        self.assertTrue(job.checkpoint["by_page"])
        self.assertEqual(len(self.listings()), len(self.remote.store["Product"]))

    def test_it_waits_while_shopify_runs_as_many_as_it_will(self):
        for number in range(5):
            self.merchant.do(RUN, query=f"query Q{number} {{ {EXPORT} }}")
        job = self.poll()
        self.drain()
        self.assertEqual(job.status, "pending")
        self.assertNotIn("export", job.checkpoint)
        self.finish(job)

    def test_a_long_past_is_listed_by_one_export(self):
        before = len(self.exports())
        newest = list(self.remote.store["Order"])[-10:]
        since = {"created_since": newest[0].created_at.isoformat()}
        job = self.enqueue("order_history", payload=since)
        self.drain()
        self.assertEqual(len(self.exports()), before + 1)
        with self.trap_jobs() as asked:
            self.finish(job)
        refs = {wish.payload["ref"] for wish in asked if "ref" in wish.payload}
        self.assertEqual(refs, {row.gid for row in newest})
