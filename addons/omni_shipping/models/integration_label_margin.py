"""What a label cost and what the buyer paid for it, side by side, for the report."""

from odoo import api, fields, models


class IntegrationLabel(models.Model):
    _inherit = "integration.label"

    company_currency_id = fields.Many2one(related="company_id.currency_id")
    charged = fields.Monetary(
        "Charged Freight",
        currency_field="company_currency_id",
        compute="_compute_margin",
        store=True,
        help="This parcel's share of the freight on the order, without taxes.",
    )
    margin = fields.Monetary(
        "Freight Margin",
        currency_field="company_currency_id",
        compute="_compute_margin",
        store=True,
    )

    @api.depends(
        "state",
        "cost",
        "progress",
        "picking_id.sale_id.order_line.price_subtotal",
        "picking_id.sale_id.order_line.is_delivery",
        "picking_id.sale_id.picking_ids.omni_label_ids.state",
    )
    def _compute_margin(self):
        for label in self:
            if label.state != "bought":
                label.charged = label.margin = 0.0
                continue
            own = label.company_id.currency_id or label.currency_id
            label.charged = label._charged_share(own)
            label.margin = label.charged - label._cost_in(own)

    def _charged_share(self, currency):
        """The way back is ours to pay; the way there is shared by its parcels."""
        order = self.picking_id.sale_id
        if not order or self.is_return:
            return 0.0
        there = order.picking_ids.omni_label_ids.filtered(
            lambda one: one.state == "bought" and not one.is_return
        )
        freight = sum(order.order_line.filtered("is_delivery").mapped("price_subtotal"))
        day = order.date_order or fields.Datetime.now()
        whole = order.currency_id._convert(freight, currency, order.company_id, day)
        return whole / (len(there) or 1)
