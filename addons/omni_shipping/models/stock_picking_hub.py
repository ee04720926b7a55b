"""Transfers that are packed in a hub: one owner of the parcel at a time."""

from odoo import fields, models
from odoo.exceptions import UserError

from .integration_hub_order import ALIVE


class StockPicking(models.Model):
    _inherit = "stock.picking"

    hub_order_ids = fields.One2many("integration.hub.order", "picking_id", "In a Hub")
    hub_state = fields.Selection(related="hub_order_ids.state", string="In the Hub")
    hub_connection_id = fields.Many2one(
        related="hub_order_ids.connection_id", string="Hub"
    )

    def _omni_intend(self):
        """Who packs buys the label: a second one would be a second parcel."""
        if alive := self._hub_alive():
            raise UserError(
                self.env._(
                    "%(picking)s is packed in %(hub)s, which buys the label. Cancel it "
                    "there first, by the button on its page “Hub”.",
                    picking=self.name,
                    hub=alive.connection_id.name,
                )
            )
        return super()._omni_intend()

    def _action_done(self):
        """Shipped here after all: nobody over there may pack it again."""
        result = super()._action_done()
        if not self.env.context.get("omni_packed_there"):
            self._hub_withdraw()
        return result

    def action_cancel(self):
        result = super().action_cancel()
        self._hub_withdraw()
        return result

    def _hub_withdraw(self):
        alive = self._hub_alive().filtered(lambda one: one.wanted != "cancelled")
        if alive:
            alive.action_cancel()

    def _hub_alive(self):
        """Its order over there, or that of the transfer it is left over from."""
        found, more = self, self
        while more := more.backorder_id:
            found |= more
        orders = found.sudo().hub_order_ids
        return orders.filtered(lambda one: one.state in ALIVE)

    def action_hub_send(self):
        """Hand these over, whatever the rule says."""
        self.check_access("write")
        for company, pickings in self.grouped("company_id").items():
            hub = self.env["integration.connection"].sudo()
            hub = hub.search(
                [("company_id", "=", company.id), ("hub_export", "!=", "never")]
            ).filtered("is_hub")
            if len(hub) != 1:
                raise UserError(
                    self.env._(
                        "Choose on one connection of %s that transfers are packed "
                        "there.",
                        company.name,
                    )
                )
            ready = hub._hub_free(pickings.sudo().filtered_domain(hub._hub_ready()))
            if not ready:
                raise UserError(
                    self.env._("None of them is ready and without label or hub.")
                )
            self.env["integration.hub.order"].sudo()._hand_over(hub, ready)
        return True

    def action_hub_orders(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_shipping.integration_hub_order_action"
        )
        action["domain"] = [("picking_id", "in", self.ids)]
        return action
