"""A sales order of a channel: what may be asked of the channel, and by which button."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.omni_core.engine.platform import get_platform

from ..adapter import Can, MarkPaid
from ..payments import authorizations


class SaleOrder(models.Model):
    _inherit = "sale.order"

    channel_step_ids = fields.One2many(
        related="channel_binding_id.step_ids", string="Life on the Channel"
    )
    channel_cancelled_at = fields.Datetime(related="channel_binding_id.cancelled_at")
    channel_can_cancel = fields.Boolean(compute="_compute_channel_can")
    channel_can_refund = fields.Boolean(compute="_compute_channel_can")
    channel_can_capture = fields.Boolean(compute="_compute_channel_can")
    channel_can_mark_paid = fields.Boolean(compute="_compute_channel_can")

    @api.depends("channel_binding_id.document", "channel_guard")
    def _compute_channel_can(self):
        """What its platform can, and there is something of to do it with."""
        for order in self:
            binding = order.sudo().channel_binding_id
            can = order._channel_abilities()
            ours = bool(binding) and order.channel_guard != "record"
            open_ = ours and not binding.cancelled_at
            order.channel_can_cancel = open_ and Can.CANCEL_ORDER in can
            order.channel_can_refund = (
                ours and Can.REFUND in can and binding.paid not in ("pending", "voided")
            )
            order.channel_can_capture = (
                open_
                and Can.CAPTURE in can
                and binding.paid in ("authorized", "partly_paid")
            )
            order.channel_can_mark_paid = (
                open_
                and Can.MARK_PAID in can
                and binding.paid in ("pending", "partly_paid")
            )

    def _channel_abilities(self):
        code = self.sudo().channel_connection_id.platform
        return get_platform(code).can if code else frozenset()

    def _channel_authorizations(self):
        binding = self.sudo().channel_binding_id
        side = binding.connection_id.order_currency
        return list(authorizations(binding._document(), side))

    def _demand_may_ask(self):
        """For buttons that move money: server-side, whatever the view shows."""
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group("omni_core.group_operator"):
            raise AccessError(
                self.env._("Only operators of integrations may ask this of a channel.")
            )
        if not self.channel_binding_id or self.channel_guard == "record":
            raise UserError(
                self.env._("%s is not handled here: take it over first.", self.name)
            )

    # -- cancelled here ----------------------------------------------------------------

    def _action_cancel(self):
        """The shop still has it: somebody has to tell, unless the shop told us."""
        result = super()._action_cancel()
        if self.env.context.get("channel_knows"):
            return result
        change = self.env["integration.order.change"].sudo()
        for order in self.filtered("channel_can_cancel"):
            summary = self.env._("Cancelled here, still open on the channel")
            note = self.env._(
                "Press “Cancel on Channel” on the order, so that the buyer hears of it."
            )
            change._call_somebody(order.sudo().channel_binding_id, summary, note)
        return result

    # -- buttons -----------------------------------------------------------------------

    def action_channel_cancel(self):
        return self._open_wizard("integration.order.cancel", self.env._("Cancel"))

    def action_channel_refund(self):
        return self._open_wizard("integration.order.refund", self.env._("Refund"))

    def action_channel_capture(self):
        return self._open_wizard("integration.order.capture", self.env._("Capture"))

    def action_channel_mark_paid(self):
        """A transfer or cash has come in: the channel shall know that all is paid."""
        self._demand_may_ask()
        if not self.channel_can_mark_paid:
            raise UserError(self.env._("%s is not open over there.", self.name))
        binding = self.sudo().channel_binding_id
        text = self.env._("Marked as paid")
        command = MarkPaid(binding.external_ref)
        self.env["integration.order.step"]._ask(binding, command, text=text)
        return True

    def _open_wizard(self, model, name):
        self._demand_may_ask()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }
