"""A sales order from a channel: where it came from, and what may be done with it."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class SaleOrder(models.Model):
    _inherit = "sale.order"

    channel_binding_id = fields.Many2one(
        "integration.order.binding",
        "Order of the Channel",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    channel_guard = fields.Selection(
        [("record", "Recorded Only"), ("held", "Held")],
        "Guard",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Recorded: mirrors the channel's order, moves no stock, books nothing. "
        "Held: waits for a person.",
    )
    channel_connection_id = fields.Many2one(
        related="channel_binding_id.connection_id",
        string="Channel",
        store=True,
        index="btree_not_null",
    )
    channel_ref = fields.Char(
        related="channel_binding_id.external_ref", string="Reference There"
    )
    channel_name = fields.Char(related="channel_binding_id.name", string="Number There")
    channel_state = fields.Selection(related="channel_binding_id.state")
    channel_proof = fields.Selection(related="channel_binding_id.proof_state")
    channel_hold_text = fields.Text(related="channel_binding_id.hold_text")
    channel_note = fields.Text("Note of the Buyer", readonly=True, copy=False)

    # -- guards ------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._demand_may_guard(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Behind every button and every API call that makes an order a real one."""
        self._demand_may_guard(vals)
        if vals.get("locked") is False and not self.env.su:
            self._demand_unguarded(self.env._("unlocked"))
        if vals.get("state") in ("sent", "sale") and not vals.get("channel_guard"):
            self._demand_unguarded(self.env._("confirmed"))
        return super().write(vals)

    def _action_confirm(self):
        result = super()._action_confirm()
        self.env["integration.order.write.back"]._request(self)
        return result

    def _prepare_invoice(self):
        self._demand_unguarded(self.env._("invoiced"))
        return super()._prepare_invoice()

    def _prepare_confirmation_values(self):
        """An order was placed when the buyer placed it, not when it was read."""
        vals = super()._prepare_confirmation_values()
        if all(order.channel_binding_id for order in self):
            del vals["date_order"]
        return vals

    def _demand_may_guard(self, vals):
        mine = {"channel_guard", "channel_binding_id"}
        if not self.env.su and any(vals.get(name) for name in mine):
            raise AccessError(
                self.env._("Only the import of orders marks an order as a channel's.")
            )
        if not self.env.su and mine & set(vals) and self.filtered("channel_guard"):
            raise AccessError(
                self.env._("Use the buttons of the channel's order to release it.")
            )

    def _demand_unguarded(self, verb):
        guarded = self.filtered("channel_guard")[:1]
        if guarded.channel_guard == "record":
            raise UserError(
                self.env._(
                    "%(order)s is a record of an order that is handled elsewhere: it "
                    "cannot be %(verb)s. To handle it here, press “Take Over”.",
                    order=guarded.name,
                    verb=verb,
                )
            )
        if guarded:
            raise UserError(
                self.env._(
                    "%(order)s is held and cannot be %(verb)s: %(why)s Approve it "
                    "first.",
                    order=guarded.name,
                    verb=verb,
                    why=guarded.sudo().channel_hold_text or "",
                )
            )

    # -- buttons -----------------------------------------------------------------------

    def action_take_over(self):
        """Handle a recorded order here: from now on it is an ordinary quotation."""
        self.channel_connection_id._demand("operator")
        orders = self.filtered(lambda order: order.channel_guard == "record")
        orders.check_access("write")
        orders.sudo().write({"channel_guard": False, "locked": False})
        for order in orders:
            order.message_post(body=self.env._("Taken over: handled here from now on."))
        return True

    def action_approve_channel_order(self):
        self.channel_binding_id.action_approve()
        return True

    def action_open_journey(self):
        """All that happened to this order, on every side."""
        return self.env["integration.journey"]._open(self)

    def action_open_channel_order(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "integration.order.binding",
            "res_id": self.channel_binding_id.id,
            "views": [(False, "form")],
        }


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    channel_line_ref = fields.Char(
        "Line There", readonly=True, copy=False, index="btree_not_null"
    )
    channel_kind = fields.Char("Kind There", readonly=True, copy=False)
    channel_properties = fields.Json(
        "Properties", readonly=True, help="What the buyer chose: [[name, value]]."
    )
    channel_unit_price = fields.Float(
        "Unit Price There", readonly=True, digits=0, copy=False
    )
    channel_discount = fields.Float(
        "Discount There", readonly=True, digits=0, copy=False
    )
