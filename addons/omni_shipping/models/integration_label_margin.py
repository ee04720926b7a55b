"""What a label cost and what the buyer paid for it, side by side, for the report."""

from odoo import fields, models


class IntegrationLabel(models.Model):
    _inherit = "integration.label"

    company_currency_id = fields.Many2one(related="company_id.currency_id")
    # Written when a label of the order is bought, voided or used. Computed from order
    # lines they would cost a look at labels with every line of every order.
    charged = fields.Monetary(
        "Charged Freight",
        currency_field="company_currency_id",
        readonly=True,
        help="This parcel's share of the freight on the order, without taxes, as it "
        "stood when the last label of the order was bought.",
    )
    margin = fields.Monetary(
        "Freight Margin", currency_field="company_currency_id", readonly=True
    )

    def _refresh_margin(self):
        """Of all labels of the same orders: they share what was charged."""
        orders = self.picking_id.sale_id
        for label in self | orders.picking_ids.omni_label_ids:
            charged = margin = 0.0
            if label.state == "bought":
                own = label.company_id.currency_id or label.currency_id
                charged = label._charged_share(own)
                margin = charged - label._cost_in(own)
            label.write({"charged": charged, "margin": margin})

    def _charged_share(self, currency):
        """The way back is ours to pay; the way there is shared by its parcels."""
        order = self.picking_id.sale_id
        if not order or self.is_return:
            return 0.0
        there = order.picking_ids.omni_label_ids.filtered(
            lambda one: one.state == "bought" and not one.is_return
        )
        lines = order.order_line.filtered("is_delivery")
        freight = sum(lines.mapped("price_subtotal"))
        day = order.date_order or fields.Datetime.now()
        whole = order.currency_id._convert(freight, currency, order.company_id, day)
        return whole / (len(there) or 1)

    def _note_bought(self, bought):
        super()._note_bought(bought)
        self._refresh_margin()

    def _note_voided(self):
        super()._note_voided()
        self._refresh_margin()

    def _note_progress(self, tracking):
        super()._note_progress(tracking)
        self.filtered("pay_on_use")._refresh_margin()
