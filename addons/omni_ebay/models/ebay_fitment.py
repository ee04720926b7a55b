"""The vehicles that a product fits."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.omni_core.engine.language import tell

from ..lib import vehicles
from ..lib.vehicles import Fit

#: what makes a row another vehicle; the rest is only said about it
VEHICLE = ("make", "model", "trim", "engine", "year_from", "year_to", "epid", "ktype")


class EbayFitment(models.Model):
    _name = "ebay.fitment"
    _description = "Fitment"
    _order = "product_tmpl_id, sequence, make, model, year_from, id"

    product_tmpl_id = fields.Many2one(
        "product.template", "Product", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="product_tmpl_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    make = fields.Char()
    model = fields.Char()
    year_from = fields.Integer("From")
    year_to = fields.Integer("To", help="Empty: that one year only.")
    trim = fields.Char(help="Empty: every trim.")
    engine = fields.Char(help="Empty: every engine.")
    epid = fields.Char("ePID", help="eBay's own number of a vehicle, in the USA.")
    ktype = fields.Char("K-Type", help="TecDoc's number of a vehicle, in Europe.")
    notes = fields.Char(help="Shown to buyers beside the vehicle: “Front only”.")
    state = fields.Selection(
        [
            ("new", "Not Checked"),
            ("known", "Known"),
            ("unknown", "Unknown"),
        ],
        "eBay",
        default="new",
        required=True,
        readonly=True,
        copy=False,
    )
    problem = fields.Char(readonly=True, copy=False)

    @api.depends(*VEHICLE)
    def _compute_display_name(self):
        for row in self:
            row.display_name = row._fit().label

    def _fit(self):
        return Fit(
            year_from=self.year_from,
            year_to=self.year_to,
            **{
                name: " ".join((self[name] or "").split())
                for name in (
                    "make",
                    "model",
                    "trim",
                    "engine",
                    "epid",
                    "ktype",
                    "notes",
                )
            },
        )

    def _fits(self):
        return [row._fit() for row in self]

    @api.constrains("product_tmpl_id", "notes", *VEHICLE)
    def _check_vehicles(self):
        for row in self:
            for text in vehicles.problems(row._fit()):
                raise ValidationError(tell(self.env.lang, text))
        for template in self.product_tmpl_id:
            template._check_fitment()

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows.product_tmpl_id._ebay_fitment_changed()
        return rows

    def write(self, vals):
        if not {*VEHICLE, "product_tmpl_id"}.isdisjoint(vals):
            vals = vals | {"state": "new", "problem": False}
        templates = self.product_tmpl_id
        result = super().write(vals)
        if not {*VEHICLE, "product_tmpl_id", "notes"}.isdisjoint(vals):
            (templates | self.product_tmpl_id)._ebay_fitment_changed()
        return result

    def unlink(self):
        templates = self.product_tmpl_id
        result = super().unlink()
        templates._ebay_fitment_changed()
        return result

    def _judge(self, known):
        """Say of each row whether eBay knows it; ``known`` is {(make, model): rows}."""
        for row in self.filtered("make"):
            found = vehicles.unknown(row._fit(), known[row.make, row.model])
            problem = tell(self.env.lang, found)
            state = "unknown" if problem else "known"
            if (row.state, row.problem or "") != (state, problem):
                row.write({"state": state, "problem": problem or False})
