"""Where a channel keeps stock, and which of our locations fill it."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class IntegrationLocation(models.Model):
    _name = "integration.location"
    _description = "Location of a Channel"
    _inherit = ("integration.binding.mixin",)
    _rec_name = "name"
    _order = "connection_id, name"
    _check_company_auto = True

    name = fields.Char(required=True)
    location_ids = fields.Many2many(
        "stock.location",
        string="Filled From",
        check_company=True,
        domain="[('usage', '=', 'internal'), ('company_id', '=', company_id)]",
        help="Their stock, and that of all locations inside of them, is added up. "
        "None: no stock is sent to this location.",
    )
    share = fields.Float(
        "Share (%)",
        default=100.0,
        help="Where several locations of the channel live on the same stock, give "
        "each its share, so that a piece is not sold twice.",
    )

    _share_valid = models.Constraint(
        "CHECK(share > 0 AND share <= 100)", "The share lies between 0 and 100 %."
    )

    @api.constrains("location_ids")
    def _check_locations(self):
        for location in self:
            if location.location_ids.filtered(lambda place: place.usage != "internal"):
                raise ValidationError(
                    self.env._(
                        "“%s” can only be filled from internal locations: elsewhere "
                        "there is nothing to sell.",
                        location.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        locations = super().create(vals_list)
        locations.connection_id._stock_all_due()
        return locations

    def write(self, vals):
        result = super().write(vals)
        if not {"location_ids", "share", "active"}.isdisjoint(vals):
            self.connection_id._stock_all_due()
        return result

    @api.model
    def _import(self, connection, documents):
        """Keep what the channel has; people fill them, unless there is no choice."""
        rows = [
            {"external_ref": d.ref, "name": d.name or d.ref, "active": d.is_active}
            for d in documents
        ]
        known = self.with_context(active_test=False)
        first = not known.search([("connection_id", "=", connection.id)], limit=1)
        locations = self.union(*known._upsert(connection, rows).values())
        live = locations.filtered("active")
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "=", connection.company_id.id)]
        )
        if first and len(live) == 1 and len(warehouses) == 1:
            live.location_ids = warehouses.lot_stock_id
        return locations
