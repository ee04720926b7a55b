"""How an order gets to its buyer, and whether the channel holds its goods back."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.lib.text import clean

from ..adapter import Can, ReleaseHolds
from ..documents import Handover

HANDOVERS = [
    (Handover.SHIPPED.value, "Shipped"),
    (Handover.LOCAL.value, "Local Delivery"),
    (Handover.PICKUP.value, "Pickup"),
]
# No carrier comes for these: no label, no hub, no tracking number to wait for.
NO_CARRIER = (Handover.LOCAL.value, Handover.PICKUP.value)


class IntegrationOrderBinding(models.Model):
    _inherit = "integration.order.binding"

    handover = fields.Selection(
        HANDOVERS,
        readonly=True,
        index="btree_not_null",
        help="Pickup: the buyer comes for the goods. Local delivery: the shop brings "
        "them itself.",
    )
    shipping_hold = fields.Text(
        "Held Back There",
        readonly=True,
        help="Why the channel does not let the goods leave.",
    )

    @api.model
    def _staged_vals(self, order, job_id):
        vals = super()._staged_vals(order, job_id)
        if order.handover:  # what is done is not asked for it any more
            vals["handover"] = order.handover.value
        vals["shipping_hold"] = clean("\n".join(order.shipping_holds)) or False
        return vals


class SaleOrder(models.Model):
    _inherit = "sale.order"

    channel_handover = fields.Selection(
        related="channel_binding_id.handover", string="Handover"
    )
    channel_shipping_hold = fields.Text(related="channel_binding_id.shipping_hold")
    channel_can_release = fields.Boolean(compute="_compute_channel_can_release")

    @api.depends("channel_shipping_hold", "channel_guard")
    def _compute_channel_can_release(self):
        for order in self:
            order.channel_can_release = (
                order.channel_shipping_hold
                and order.channel_guard != "record"
                and Can.RELEASE_HOLDS in order._channel_abilities()
            )

    def action_channel_release(self):
        """Let the channel's hold go: the goods may leave."""
        self._demand_may_ask()
        if not self.channel_can_release:
            raise UserError(self.env._("%s is not held back over there.", self.name))
        binding = self.sudo().channel_binding_id
        text = self.env._("Release: %s", binding.shipping_hold)
        command = ReleaseHolds(binding.external_ref)
        self.env["integration.order.step"]._ask(binding, command, text=text)
        return True


class IntegrationOrderStep(models.Model):
    _inherit = "integration.order.step"

    def _note_answer(self, ref):
        """What could not be told of because of the hold is told now."""
        super()._note_answer(ref)
        if self.kind == "release":
            refused = self.binding_id.fulfilment_ids.filtered(
                lambda one: one.origin == "odoo" and one.state == "failed"
            )
            refused._request()
