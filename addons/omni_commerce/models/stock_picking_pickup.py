"""Goods that the buyer comes for: the shop hears that they are ready."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..adapter import Can, ReadyForPickup
from .order_handover import NO_CARRIER

READY = [("asked", "Being Told"), ("done", "Told"), ("refused", "Refused")]


class StockPicking(models.Model):
    _inherit = "stock.picking"

    channel_handover = fields.Selection(
        related="sale_id.channel_handover", string="Handover"
    )
    channel_step_ids = fields.One2many("integration.order.step", "picking_id")
    channel_ready = fields.Selection(
        READY,
        "Ready for Pickup",
        compute="_compute_channel_ready",
        help="Whether the shop was told, which then writes to the buyer.",
    )
    channel_can_be_ready = fields.Boolean(compute="_compute_channel_can_be_ready")

    @api.depends("channel_step_ids.kind", "channel_step_ids.state")
    def _compute_channel_ready(self):
        """As it was told last."""
        for picking in self:
            steps = picking.sudo().channel_step_ids
            told = steps.filtered(lambda step: step.kind == "ready")
            picking.channel_ready = told[:1].state

    @api.depends("state", "picking_type_code", "channel_handover", "channel_ready")
    def _compute_channel_can_be_ready(self):
        for picking in self:
            picking.channel_can_be_ready = (
                picking.channel_handover == "pickup"
                and picking.picking_type_code == "outgoing"
                and picking.state == "assigned"
                and picking.channel_ready != "done"
                and not picking._channel_ready_is_asked()
                and not picking.sale_id.channel_guard
                and Can.READY_FOR_PICKUP in picking.sale_id._channel_abilities()
            )

    def _channel_ready_is_asked(self):
        """One wish at a time for an order: it is about all that waits at the place."""
        steps = self.sudo().sale_id.channel_binding_id.step_ids
        return any(step.kind == "ready" and step.state == "asked" for step in steps)

    def _action_done(self):
        """Goods that were picked for a buyer who comes for them wait at the door."""
        result = super()._action_done()
        waiting = self.move_ids.move_dest_ids.picking_id
        for picking in waiting.filtered("channel_can_be_ready"):
            connection = picking.sudo().channel_connection_id
            # The shop always mails the buyer: not unless it is to write at all.
            if connection.fulfilment_tell == "auto" and connection.fulfilment_notify:
                picking._channel_tell_ready()
        return result

    def _channel_tell_ready(self):
        binding = self.sudo().sale_id.channel_binding_id
        builder = self.env["integration.fulfilment.builder"].sudo()
        command = ReadyForPickup(
            binding.external_ref,
            builder._place(binding.connection_id, self.sudo()) or "",
        )
        self.env["integration.order.step"]._ask(
            binding,
            command,
            picking_id=self.id,
            text=self.env._("%s is ready for pickup", self.name),
        )

    def _channel_awaits_tracking(self, connection):
        """No carrier comes: there never is a number."""
        waits = super()._channel_awaits_tracking(connection)
        return waits and self.channel_handover not in NO_CARRIER

    # -- buttons -----------------------------------------------------------------------

    def action_channel_ready(self):
        self.check_access("write")
        self.env["integration.fulfilment"]._demand_stock_user()
        for picking in self:
            if not picking.channel_can_be_ready:
                raise UserError(
                    self.env._(
                        "%s is no pickup that waits for its buyer, or the shop knows "
                        "already.",
                        picking.name,
                    )
                )
            picking._channel_tell_ready()
        return True
