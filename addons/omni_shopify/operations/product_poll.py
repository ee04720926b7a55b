"""The first look at a great catalogue goes by one export instead of by pages."""

from odoo.addons.omni_commerce.operations import product_poll
from odoo.addons.omni_core.engine.operation import register_operation

from .. import exports
from ..client.bulk_queries import PRODUCTS
from .in_bulk import InBulk


@register_operation
class ProductPoll(InBulk, product_poll.ProductPoll):
    platform = "shopify"
    query = PRODUCTS

    def _count(self, client, start):
        if start["since"] is not None:
            return 0
        return client.client.ask("products_count")["count"]

    def _wanted(self, client, start):
        return None, exports.published_more(client.client)

    def _result(self, client, start, nodes):
        products = exports.exported_products(client.reader, nodes) if nodes else []
        return {"products": products, "until": start["until"]}
