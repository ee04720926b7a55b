from odoo import api, fields, models

from .amount_text import amount_text, currencies_by_code


class IntegrationOrderBinding(models.Model):
    _inherit = "integration.order.binding"

    total = fields.Char(compute="_compute_total", help="What the buyer pays there.")

    @api.depends("total_text")
    @api.depends_context("lang")
    def _compute_total(self):
        """``total_text`` is "12.50 USD"; older rows may have none."""
        parts = {one: (one.total_text or "").split() for one in self}
        known = {one: pair for one, pair in parts.items() if len(pair) == 2}
        currencies = currencies_by_code(self.env, {code for _, code in known.values()})
        for one in self:
            pair = known.get(one)
            one.total = (
                amount_text(self.env, currencies, *pair) if pair else one.total_text
            )
