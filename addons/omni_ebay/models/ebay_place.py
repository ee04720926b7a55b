"""From where the seller sends: eBay's inventory locations, and our warehouses."""

from odoo import api, fields, models


class EbayPlace(models.Model):
    _name = "ebay.place"
    _description = "eBay Inventory Location"
    _inherit = ("integration.binding.mixin",)
    _rec_name = "name"
    _order = "connection_id, name"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True)
    address = fields.Char(readonly=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        help="Listings of this warehouse's goods say that they are sent from here.",
    )

    @api.model
    def _import(self, connection, rows):
        present = self._take_all(connection, rows)
        places = present.filtered("active")
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "=", connection.company_id.id)]
        )
        if len(places) == 1 and len(warehouses) == 1 and not places.warehouse_id:
            places.warehouse_id = warehouses
        return places

    @api.model
    def _only(self, connection):
        """The place that goes without saying, if there is one."""
        places = self.search([("connection_id", "=", connection.id)])
        of_stock = places.filtered(
            lambda place: (
                place.warehouse_id.lot_stock_id
                & connection._stock_locations().location_ids
            )
        )
        for choice in (of_stock, places):
            if len(choice) == 1:
                return choice
        return self.browse()
