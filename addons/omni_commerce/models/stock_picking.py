"""Transfers of channel orders: validated here, told there."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..documents import Parcel
from .integration_fulfilment import STATES

URGENCY = ("failed", "pending", "telling", "done", "cancelled")
# Methods that are no carrier's: their name says who comes.
GENERIC = ("fixed", "base_on_rule")


class StockPicking(models.Model):
    _inherit = "stock.picking"

    channel_fulfilment_ids = fields.One2many(
        "integration.fulfilment", "picking_id", "Shipments Told"
    )
    channel_connection_id = fields.Many2one(
        related="sale_id.channel_connection_id", string="Channel"
    )
    channel_told = fields.Selection(
        STATES, "Told to the Shop", compute="_compute_channel_told"
    )
    channel_problem = fields.Text(compute="_compute_channel_told")

    @api.depends("channel_fulfilment_ids.state", "channel_fulfilment_ids.error")
    def _compute_channel_told(self):
        """The state that needs most attention."""
        for picking in self:
            told = picking.sudo().channel_fulfilment_ids
            states = set(told.mapped("state"))
            picking.channel_told = next((s for s in URGENCY if s in states), False)
            picking.channel_problem = "\n".join(filter(None, told.mapped("error")))

    # -- what happens ------------------------------------------------------------------

    def _action_done(self):
        result = super()._action_done()
        if not self.env.context.get("channel_shipped_elsewhere"):
            self._channel_tell()
            self.env["integration.order.returns"]._tell_of(self)
        self._channel_go_on()
        return result

    def _channel_go_on(self):
        """What the workflow does when goods have left, an invoice for example."""
        bindings = self.sale_id.sudo().channel_binding_id
        bindings.filtered(lambda b: not b.record_only)._request_processing()
        self.env["integration.order.write.back"]._request(self.sale_id)

    def write(self, vals):
        """A tracking number that comes later, or was wrong."""
        result = super().write(vals)
        if not {"carrier_tracking_ref", "carrier_id"}.isdisjoint(vals):
            self._channel_tracking_changed()
        return result

    def send_to_shipper(self):
        """What has left elsewhere needs no label of ours."""
        if not self.env.context.get("channel_shipped_elsewhere"):
            return super().send_to_shipper()

    def _channel_tell(self):
        done = self.filtered(
            lambda picking: (
                picking.state == "done" and picking.sale_id.channel_binding_id
            )
        )
        return self.env["integration.fulfilment.builder"]._build(done)

    def _channel_tracking_changed(self):
        for picking in self.sudo().filtered(lambda one: one.state == "done"):
            own = picking.channel_fulfilment_ids._alive().filtered(
                lambda one: one.origin == "odoo"
            )
            for fulfilment in own:
                fulfilment._set_parcels(picking._channel_parcels())

    # -- what is in it -----------------------------------------------------------------

    def _channel_parcels(self):
        """The parcels as their numbers were typed in: several with commas between."""
        numbers = [n.strip() for n in (self.carrier_tracking_ref or "").split(",")]
        numbers = [number for number in numbers if number]
        links = dict(self.get_multiple_carrier_tracking() or ())
        if len(numbers) == 1:
            links = links or {numbers[0]: self.carrier_tracking_url}
        carrier = self._channel_carrier()
        return [Parcel(n, carrier, links.get(n) or "") for n in numbers]

    def _channel_carrier(self):
        """Who carries it, as far as the delivery method tells."""
        method = self.carrier_id
        if not method or method.delivery_type in GENERIC:
            return method.name or ""
        return method.delivery_type

    def _channel_awaits_tracking(self, connection):
        """Whether the shop hears of it only with a number."""
        return connection.fulfilment_waits

    def _channel_is_told(self):
        """Whether somebody else has told the shop of it."""
        return False

    # -- buttons -----------------------------------------------------------------------

    def action_channel_tell(self):
        self.check_access("write")
        if any(picking.state != "done" for picking in self):
            raise UserError(self.env._("Validate the transfer first: then it is told."))
        made = self._channel_tell()
        waiting = self.channel_fulfilment_ids.filtered(
            lambda one: (
                one.origin == "odoo"
                and (one.state in ("pending", "failed") or one.error)
            )
        )
        if waiting or not made:
            waiting.action_tell()
        return True

    def action_open_channel_fulfilments(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_fulfilment_action"
        )
        action["domain"] = [("picking_id", "in", self.ids)]
        return action
