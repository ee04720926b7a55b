"""Where a channel shows products: its sales channels and its collections."""

from odoo import api, fields, models


class IntegrationShowcase(models.Model):
    _name = "integration.showcase"
    _description = "Showcase of a Channel"
    _inherit = ("integration.binding.mixin",)
    _rec_name = "name"
    _order = "kind, name, id"

    name = fields.Char(required=True)
    kind = fields.Selection(
        [("channel", "Sales Channel"), ("collection", "Collection")], required=True
    )
    is_automatic = fields.Boolean(
        "Fills Itself", help="By rules over there: nothing can be put into it."
    )
    categ_ids = fields.Many2many(
        "product.category",
        string="Shows Categories",
        help="Products of these categories, and of all below them, are put into it.",
    )

    @api.model
    def _import(self, connection, documents):
        rows = [
            {
                "external_ref": showcase.ref,
                "name": showcase.name or showcase.ref,
                "kind": showcase.kind,
                "is_automatic": showcase.is_automatic,
            }
            for showcase in documents
        ]
        found = self.union(*self._upsert(connection, rows).values())
        gone = self.search([("connection_id", "=", connection.id)]) - found
        gone.action_archive()
        return found

    def write(self, vals):
        result = super().write(vals)
        if "categ_ids" in vals or "active" in vals:
            listings = self.env["integration.product.binding"].sudo()
            listings._set_due(
                "content_due", [("connection_id", "in", self.connection_id.ids)]
            )
        return result
