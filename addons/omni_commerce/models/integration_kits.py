"""Kits have no stock of their own: it is that of their components.

Manufacturing is not required: without it there are no kits.
"""

from odoo import models
from odoo.fields import Domain


class IntegrationKits(models.AbstractModel):
    _name = "integration.kits"
    _description = "Kits of Products"

    def _containing(self, products):
        """The kits that have one of these in them, however deep."""
        found = self.env["product.product"]
        if "mrp.bom.line" not in self.env:
            return found
        while products:
            lines = self.env["mrp.bom.line"].search(
                Domain("product_id", "in", products.ids)
                & Domain("bom_id.type", "=", "phantom")
            )
            boms = lines.bom_id
            whole = boms.filtered(lambda bom: not bom.product_id)
            kits = boms.product_id | whole.product_tmpl_id.product_variant_ids
            products = kits - found
            found |= products
        return found

    def _among(self, products, company):
        """Those of them that are kits."""
        if "mrp.bom" not in self.env:
            return products.browse()
        boms = self.env["mrp.bom"]._bom_find(
            products, company_id=company.id, bom_type="phantom"
        )
        return products.filtered(lambda product: boms.get(product))
