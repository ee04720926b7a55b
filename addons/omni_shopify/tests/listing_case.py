"""A product of Odoo that is to be sold in a store of the sandbox."""

from odoo.addons.omni_commerce.tests.listing_common import DOT

from .common import ShopifyCase


class ListingCase(ShopifyCase):
    between_rounds_s = 60  # Shopify gets its images done

    def setUp(self):
        super().setUp()
        self.connection.listing_push = True
        self.helmet = self.env["product.template"].create(
            {
                "name": "Helmet",
                "default_code": f"H-{self._testMethodName[-30:]}",
                "list_price": 120.0,
                "weight": 1.4,
                "description_sale": "Light and hard.",
                "image_1920": DOT,
            }
        )
        self.listing = self.draft(self.helmet)

    def draft(self, template):
        return self.env["integration.product.binding"].create(
            {
                "connection_id": self.connection.id,
                "product_tmpl_id": template.id,
                "profile_id": self.connection._default_profile().id,
                "is_managed": True,
            }
        )

    def settle(self):
        self.env.cr.flush()
        super().settle()

    def put_on_sale(self):
        self.listing.action_list()
        self.settle()
        self.assertEqual(self.listing.state, "listed", self.listing.error)

    def there(self):
        [product] = self.merchant.read(
            """query P($q: String!) { products(first: 5, query: $q) { nodes {
                 title status descriptionHtml
                 media(first: 5) { nodes { status } }
                 variants(first: 5) { nodes { sku price compareAtPrice } } } } }""",
            q=f"id:{self.listing.external_ref.rpartition('/')[2]}",
        )["nodes"]
        return product
