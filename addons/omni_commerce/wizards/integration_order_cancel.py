"""Cancel an order here and on its channel."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..adapter import CancelOrder


class IntegrationOrderCancel(models.TransientModel):
    _name = "integration.order.cancel"
    _description = "Cancel on the Channel"

    order_id = fields.Many2one("sale.order", required=True, ondelete="cascade")
    channel = fields.Char(related="order_id.channel_connection_id.name")
    reason = fields.Selection(
        [
            ("customer", "The buyer asked for it"),
            ("inventory", "Not in stock"),
            ("fraud", "Fraud"),
            ("declined", "The payment was declined"),
            ("staff", "Our mistake"),
            ("other", "Another reason"),
        ],
        default="customer",
        required=True,
    )
    refund = fields.Boolean(
        "Give the Money Back",
        default=True,
        help="The channel pays the buyer back what was paid.",
    )
    restock = fields.Boolean(
        "Back in Stock There",
        default=True,
        help="The channel puts the pieces back on sale.",
    )
    notify = fields.Boolean(
        "Tell the Buyer",
        default=True,
        help="The channel writes to the buyer.",
    )

    def action_cancel(self):
        self.ensure_one()
        order = self.order_id
        order._demand_may_ask()
        if not order.channel_can_cancel:
            raise UserError(
                self.env._("%s cannot be cancelled on its channel.", order.name)
            )
        gone = order.picking_ids.filtered(lambda picking: picking.state == "done")
        if gone:
            raise UserError(
                self.env._(
                    "%(transfer)s has left already: let the goods come back and refund "
                    "them instead.",
                    transfer=gone[0].name,
                )
            )
        binding = order.sudo().channel_binding_id
        command = CancelOrder(
            binding.external_ref,
            reason=self.reason,
            restock=self.restock,
            refund=self.refund,
            notify_buyer=self.notify,
        )
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        text = self.env._("Cancellation: %s", reasons[self.reason])
        self.env["integration.order.step"]._ask(binding, command, text=text)
        if order.state != "cancel":
            order.with_context(channel_knows=True)._action_cancel()
        return True
