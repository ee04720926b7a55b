"""A signed-in seller, ready to list."""

import base64
import io

from PIL import Image

from odoo.addons.omni_core.engine.way_out import open_way

from tests.contract.ebay_seller import INVENTORY

from .common import EbayCase

PLACE = {
    "name": "Portland",
    "location": {"address": {"postalCode": "97201", "country": "US"}},
    "locationTypes": ["WAREHOUSE"],
}


def picture(colour="red"):
    file = io.BytesIO()
    Image.new("RGB", (600, 600), colour).save(file, "JPEG")
    return base64.b64encode(file.getvalue())


class ListingCase(EbayCase):
    @classmethod
    def sign_in(cls, connection):
        super().sign_in(connection)
        platform, settings = connection._platform(), connection._settings()
        way = open_way(platform, settings, connection._call_policy(), seconds=20)
        tokens = platform.renew(platform.client(settings, way))
        cls.env["integration.credential"]._store_many(connection, tokens)

    def run_job(self, operation, **wish):
        job = self.enqueue(operation, **wish)
        self.drain()
        self.assertEqual(job.status, "done", job.last_error)
        return job


class SellingCase(ListingCase):
    """Categories, policies and a place are known; a product is in stock."""

    def setUp(self):
        super().setUp()
        self.env = self.env(context=dict(self.env.context, tracking_disable=True))
        self.listings = self.env["integration.product.binding"]
        self.connection = self.connection.with_env(self.env)
        self.seller.call("POST", f"{INVENTORY}/location/PDX", PLACE)
        for name in ("ebay_category_import", "ebay_policy_import", "location_import"):
            self.enqueue(name)
        self.drain()
        self.connection.listing_push = True
        self.profile = self.connection._default_profile()
        self.profile.vendor = "Torvex"
        self.profile.ebay_aspect_rule_ids = [
            (0, 0, {"name": "Manufacturer Part Number", "path": "default_code"})
        ]
        self.pads = self.category("35564")
        self.brakes = self.env["product.category"].create({"name": "Brake Pads"})
        self.env["ebay.category.mapping"].create(
            {
                "categ_id": self.brakes.id,
                "tree_id": self.pads.tree_id.id,
                "category_id": self.pads.id,
            }
        )

    def category(self, ref):
        """A category whose rules are known."""
        category = self.env["ebay.category"].search([("ref", "=", ref)])
        category.action_read_rules()
        self.drain()
        return category

    def add_product(self, sku, stock=5, **vals):
        product = self.env["product.template"].create(
            {
                "name": f"Torvex brake pads {sku}",
                "default_code": sku,
                "list_price": 39.9,
                "is_storable": True,
                "categ_id": self.brakes.id,
                "description_sale": "Sintered pads",
                "image_1920": picture(),
                **vals,
            }
        )
        for variant in product.product_variant_ids if stock else ():
            self.put_in_stock(variant, stock)
        return product

    def put_in_stock(self, product, quantity):
        place = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        self.env["stock.quant"]._update_available_quantity(product, place, quantity)

    def draft(self, product, **vals):
        return self.listings.create(
            {
                "connection_id": self.connection.id,
                "product_tmpl_id": product.id,
                "profile_id": self.profile.id,
                "is_managed": True,
                **vals,
            }
        )

    def listed(self, product, **vals):
        listing = self.draft(product, **vals)
        listing.action_list()
        self.settle()
        self.assertEqual(listing.state, "listed", listing.error)
        return listing

    def settle(self):
        """Commit, and let everything run that follows."""
        self.env.cr.flush()
        super().settle()

    # -- what eBay has --

    def item(self, sku):
        return self.seller.ok("GET", f"{INVENTORY}/inventory_item/{sku}")

    def offer(self, sku):
        (offer,) = self.seller.ok("GET", f"{INVENTORY}/offer?sku={sku}")["offers"]
        return offer

    def there(self, number):
        state = self.remote.platform.seller(self.seller_name)
        return state.listings[number]
