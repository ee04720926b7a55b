"""Every change of stock passes here: receipts, deliveries, reservations, counts."""

from odoo import api, models


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        quants = super().create(vals_list)
        self.env["integration.stock.change"]._note(quants.product_id)
        return quants

    def write(self, vals):
        result = super().write(vals)
        if "quantity" in vals or "reserved_quantity" in vals:
            self.env["integration.stock.change"]._note(self.product_id)
        return result


class StockMove(models.Model):
    _inherit = "stock.move"

    def write(self, vals):
        """Forecasts change with what is planned, before any quantity does."""
        result = super().write(vals)
        if "state" in vals:
            self.env["integration.stock.change"]._note(self.product_id)
        return result
