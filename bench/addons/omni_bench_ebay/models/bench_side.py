"""What the benchmark of eBay asks of Odoo."""

import base64
import io

from PIL import Image

from odoo import api, models
from odoo.fields import Command

HONDA = {"make": "Honda", "model": "CB500F", "year_from": 2013, "year_to": 2018}


class BenchSide(models.AbstractModel):
    _name = "bench.side"
    _description = "Side of a Benchmark"

    @api.model
    def set_up(self, url, secrets, workers=2):
        """A connection to the sandbox's seller, and nothing else going on."""
        connection = self.env["integration.connection"].create(
            {"name": "Bench", "platform": "ebay", "base_url": f"{url}/ebay"}
        )
        self.env["integration.credential"].create(
            [
                {"connection_id": connection.id, "key": key, "value": value}
                for key, value in secrets.items()
            ]
        )
        connection.state = "connected"
        self.env["ir.cron"]._omni_set_workers(workers)
        others = self.env["ir.cron"].search([("omni_worker", "=", 0)])
        others.active = False

    @api.model
    def ask(self, operation):
        """The number of the job."""
        connection = self._connection()
        return self.env["sync.job"].enqueue(connection, operation).id

    # -- stock ---------------------------------------------------------------------

    @api.model
    def stock_up(self, levels):
        """Products of our own for {SKU: quantity}, listed there, on one shelf."""
        products = self._products(levels)
        self.env["integration.variant.binding"].create(
            [
                {
                    "connection_id": self._connection().id,
                    "external_ref": product.default_code,
                    "stock_ref": product.default_code,
                    "title": product.default_code,
                    "product_id": product.id,
                }
                for product in products
            ]
        )
        self._fill_shelf(
            {product: levels[product.default_code] for product in products}
        )

    @api.model
    def push_all(self):
        self._connection().stock_push = True
        self._connection().action_send_all_stock()

    @api.model
    def orders_in(self):
        return self.env["integration.order.binding"].search([]).mapped("external_ref")

    # -- listings ------------------------------------------------------------------

    @api.model
    def read_rules(self, ref):
        self._category(ref).action_read_rules()

    @api.model
    def draft(self, skus, ref):
        """A draft for each, with a picture of its own and six vehicles."""
        connection, category = self._connection(), self._category(ref)
        connection.listing_push = True
        profile = connection._default_profile()
        profile.vendor = "Torvex"
        part_number = {"name": "Manufacturer Part Number", "path": "default_code"}
        profile.ebay_aspect_rule_ids = [Command.create(part_number)]
        profile.ebay_category_id = category
        products = self._products(skus)
        self._fill_shelf(dict.fromkeys(products, 5))
        for number, product in enumerate(products):
            product.product_tmpl_id.write(
                {
                    "image_1920": _picture(number),
                    "ebay_fitment_ids": [Command.create(HONDA)],
                }
            )
        self.env["integration.product.binding"].create(
            [
                {
                    "connection_id": connection.id,
                    "product_tmpl_id": product.product_tmpl_id.id,
                    "profile_id": profile.id,
                    "is_managed": True,
                }
                for product in products
            ]
        )

    @api.model
    def list_all(self):
        self._listings().action_list()

    @api.model
    def listed(self):
        """{state: how many}, and what the first that failed says."""
        groups = self._listings().grouped("state")
        failed = groups.get("error", self._listings().browse())[:1]
        return {state: len(found) for state, found in groups.items()}, failed.error

    # -- finding -------------------------------------------------------------------

    def _products(self, skus):
        return self.env["product.product"].create(
            [
                {
                    "name": f"Torvex brake pads {sku}",
                    "default_code": sku,
                    "list_price": 39.9,
                    "is_storable": True,
                    "description_sale": "Sintered pads",
                }
                for sku in skus
            ]
        )

    def _fill_shelf(self, quantities):
        shelf = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        place = self.env["integration.location"].search([], limit=1)
        place.location_ids = [Command.set(shelf.ids)]
        self.env["stock.quant"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": shelf.id,
                    "quantity": quantity,
                }
                for product, quantity in quantities.items()
            ]
        )

    def _category(self, ref):
        return self.env["ebay.category"].search([("ref", "=", ref)])

    def _listings(self):
        return self.env["integration.product.binding"].search([])

    def _connection(self):
        return self.env["integration.connection"].search([], limit=1)


def _picture(number):
    """No two are the same: each is uploaded."""
    file = io.BytesIO()
    colour = (number % 256, number // 256 % 256, 99)
    Image.new("RGB", (600, 600), colour).save(file, "JPEG")
    return base64.b64encode(file.getvalue())
