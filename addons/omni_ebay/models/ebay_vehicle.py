"""The vehicles that eBay knows of a make and model, kept so as not to ask again."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

LAST = timedelta(days=30)


class EbayVehicle(models.Model):
    _name = "ebay.vehicle"
    _description = "Vehicles Known to eBay"
    _order = "tree_id, make, model"

    tree_id = fields.Many2one("ebay.tree", required=True, ondelete="cascade")
    # Cars and motorcycles are two catalogues, told apart by what they say of a vehicle.
    properties = fields.Char(required=True)
    make = fields.Char(required=True)
    model = fields.Char(required=True)
    rows = fields.Json(help="Every vehicle, by our names of its properties.")
    read_at = fields.Datetime(required=True)

    _model_uniq = models.UniqueIndex("(tree_id, properties, make, model)")

    @api.model
    def _known(self, category, models_wanted):
        """{(make, model): vehicles} of those that were read and are still fresh."""
        found = self.search_fetch(
            Domain("tree_id", "=", category.tree_id.id)
            & Domain("properties", "=", _catalogue(category))
            & Domain("make", "in", [make for make, _model in models_wanted])
            & Domain("read_at", ">", fields.Datetime.now() - LAST),
            ["make", "model", "rows"],
        )
        every = {(one.make, one.model): one.rows or [] for one in found}
        return {wanted: every[wanted] for wanted in models_wanted if wanted in every}

    @api.model
    def _keep(self, category, found):
        catalogue = _catalogue(category)
        stale = self.search(
            Domain("tree_id", "=", category.tree_id.id)
            & Domain("properties", "=", catalogue)
            & Domain("make", "in", [make for make, _model in found])
        )
        stale.filtered(lambda one: (one.make, one.model) in found).unlink()
        self.create(
            [
                {
                    "tree_id": category.tree_id.id,
                    "properties": catalogue,
                    "make": make,
                    "model": model,
                    "rows": rows,
                    "read_at": fields.Datetime.now(),
                }
                for (make, model), rows in found.items()
            ]
        )


def _catalogue(category):
    return ",".join(category.vehicle_names or [])
