"""What the parcels of an order cost, and what is left of the freight charged."""

from odoo import api, fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    omni_label_cost = fields.Monetary(
        "Cost of Labels",
        compute="_compute_omni_label_cost",
        groups="stock.group_stock_user,sales_team.group_sale_salesman",
    )
    omni_freight_margin = fields.Monetary(
        "Freight Margin",
        compute="_compute_omni_label_cost",
        groups="stock.group_stock_user,sales_team.group_sale_salesman",
        help="Freight charged, without taxes, less the cost of the labels.",
    )

    @api.depends(
        "picking_ids.omni_label_ids.state",
        "picking_ids.omni_label_ids.cost",
        "picking_ids.omni_label_ids.progress",
        "order_line.price_subtotal",
        "order_line.is_delivery",
    )
    def _compute_omni_label_cost(self):
        for order in self:
            labels = order.sudo().picking_ids.omni_label_ids.filtered(
                lambda label: label.state == "bought"
            )
            cost = sum(label._cost_in(order.currency_id) for label in labels)
            charged = order.order_line.filtered("is_delivery")
            order.omni_label_cost = cost
            order.omni_freight_margin = sum(charged.mapped("price_subtotal")) - cost


class IntegrationLabel(models.Model):
    _inherit = "integration.label"

    def _cost_in(self, currency):
        if self.pay_on_use and self.progress in (False, "unknown"):
            return 0.0
        own = self.currency_id or currency
        day = self.bought_at or fields.Datetime.now()
        company = self.company_id or self.env.company
        return own._convert(self.cost, currency, company, day)
