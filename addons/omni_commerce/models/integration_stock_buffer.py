"""Buffers that differ from the connection's: of a category, of a product."""

from odoo import api, fields, models
from odoo.fields import Domain


class IntegrationStockBuffer(models.Model):
    _name = "integration.stock.buffer"
    _description = "Stock Buffer of a Category or Product"
    _inherit = ("integration.buffer.mixin",)
    _order = "connection_id, categ_id, product_tmpl_id"

    connection_id = fields.Many2one(
        "integration.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    categ_id = fields.Many2one("product.category", "Category", ondelete="cascade")
    product_tmpl_id = fields.Many2one("product.template", "Product", ondelete="cascade")

    _category_uniq = models.UniqueIndex(
        "(connection_id, categ_id) WHERE categ_id IS NOT NULL",
        "The connection has a buffer for this category already.",
    )
    _product_uniq = models.UniqueIndex(
        "(connection_id, product_tmpl_id) WHERE product_tmpl_id IS NOT NULL",
        "The connection has a buffer for this product already.",
    )

    _one_target = models.Constraint(
        "CHECK((categ_id IS NULL) <> (product_tmpl_id IS NULL))",
        "A buffer is for one category or for one product.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        buffers = super().create(vals_list)
        buffers.connection_id._stock_all_due()
        return buffers

    def write(self, vals):
        result = super().write(vals)
        self.connection_id._stock_all_due()
        return result

    def unlink(self):
        connections = self.connection_id
        result = super().unlink()
        connections._stock_all_due()
        return result

    @api.model
    def _of_products(self, connection, products):
        """{product id: its buffer}: of the product, the nearest category, or all."""
        rows = self.search(Domain("connection_id", "=", connection.id))
        by_template = {
            row.product_tmpl_id.id: row._buffer() for row in rows if row.product_tmpl_id
        }
        by_category = {row.categ_id.id: row._buffer() for row in rows if row.categ_id}
        usual = connection._buffer()
        of_category = {}
        for category in products.categ_id:
            line = [int(id_) for id_ in category.parent_path.split("/") if id_]
            near = (by_category[id_] for id_ in reversed(line) if id_ in by_category)
            of_category[category.id] = next(near, usual)
        return {
            product.id: by_template.get(product.product_tmpl_id.id)
            or of_category.get(product.categ_id.id, usual)
            for product in products
        }
