"""Take the money that the buyer's bank holds for an order."""

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.lib.money import Money

from ..adapter import CapturePayment
from ..models.order_verdict import exact


class IntegrationOrderCapture(models.TransientModel):
    _name = "integration.order.capture"
    _description = "Capture on the Channel"

    order_id = fields.Many2one("sale.order", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="order_id.currency_id")
    held = fields.Monetary(
        compute="_compute_held",
        help="What the buyer's bank keeps ready and nobody has collected yet.",
    )
    ends_at = fields.Datetime(
        "Held Until",
        compute="_compute_held",
        help="After that the bank lets go of the money.",
    )
    amount = fields.Monetary(
        compute="_compute_amount", precompute=True, store=True, readonly=False
    )

    @api.depends("order_id")
    def _compute_held(self):
        for wizard in self:
            found = wizard.order_id._channel_authorizations()[:1]
            wizard.held = found[0].left.amount if found else 0
            ends_at = found[0].payment.expires_at if found else None
            wizard.ends_at = ends_at and ends_at.replace(tzinfo=None)

    @api.depends("held")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.held

    def action_capture(self):
        self.ensure_one()
        order = self.order_id
        order._demand_may_ask()
        held = order._channel_authorizations()[:1]
        if not held or not order.channel_can_capture:
            raise UserError(self.env._("Nothing is held for %s any more.", order.name))
        cent = Decimal(1).scaleb(-order.currency_id.decimal_places)
        amount = exact(self.amount, cent)
        if not 0 < amount <= held[0].left.amount:
            raise UserError(
                self.env._("Between 0 and %s can be captured.", held[0].left)
            )
        binding = order.sudo().channel_binding_id
        money = Money(amount, held[0].left.currency)
        command = CapturePayment(binding.external_ref, held[0].payment.ref, money)
        self.env["integration.order.step"]._ask(
            binding,
            command,
            text=self.env._("Capture of %s", money),
            amount=self.amount,
            currency_id=order.currency_id.id,
        )
        return True
