"""What was changed on an order of a channel here: seen on the order, sent by button."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..payments import open_of

# What of a line the channel has as well.
_SHARED = {"product_id", "product_uom_qty", "product_uom_id", "price_unit", "discount"}


class SaleOrder(models.Model):
    _inherit = "sale.order"

    channel_difference = fields.Html(
        "Otherwise Than in the Shop",
        compute="_compute_channel_difference",
        sanitize=False,
    )
    channel_can_send = fields.Boolean(compute="_compute_channel_difference")
    channel_open = fields.Monetary(
        "Open in the Shop",
        compute="_compute_channel_open",
        help="What the buyer owes there; below zero: what the buyer gets back.",
    )

    @api.depends(
        "channel_binding_id.document",
        "channel_binding_id.step_ids.state",
        "channel_guard",
        "state",
        "order_line.product_uom_qty",
        "order_line.price_total",
        "order_line.channel_line_ref",
    )
    def _compute_channel_difference(self):
        difference = self.env["integration.order.difference"].sudo()
        for order in self:
            saved = order._origin.sudo()
            connection = saved.channel_connection_id
            found = difference._of(saved)
            order.channel_can_send = (
                bool(found)
                and connection.order_edit_push != "off"
                and bool(difference._wish(saved, found))
            )
            order.channel_difference = found and Markup(
                "<ul class='mb-1'>{}</ul><p class='mb-0'>{}</p>"
            ).format(
                Markup().join(
                    Markup("<li>{}</li>").format(row)
                    for row in difference._texts(found)
                ),
                difference._advice(connection),
            )

    @api.depends("channel_binding_id.document", "channel_guard")
    def _compute_channel_open(self):
        for order in self:
            binding = order.sudo().channel_binding_id
            order.channel_open = (
                float(
                    open_of(
                        binding._document(), binding.connection_id.order_currency
                    ).amount
                )
                if binding.document and order.channel_guard != "record"
                else 0
            )

    def _notice_difference(self):
        """The shop has these orders too; what comes from there is no news to it."""
        if not self.env.context.get("channel_knows"):
            orders = self.filtered("channel_binding_id")
            self.env["integration.order.difference"]._notice(orders)

    # -- buttons -----------------------------------------------------------------------

    def action_channel_preview_changes(self):
        """What the shop would be asked for, before it is."""
        self.ensure_one()
        return self.env["integration.preview"]._offer(
            self, "action_channel_send_changes", self.env._("Send Changes to Shop")
        )

    def action_channel_send_changes(self):
        """Ask the shop to change the order as it was changed here."""
        self._demand_may_ask()
        order = self.sudo()
        difference = order.env["integration.order.difference"]
        if order.channel_connection_id.order_edit_push == "off":
            raise UserError(difference._advice(order.channel_connection_id))
        if not difference._send(order, difference._of(order)):
            raise UserError(
                self.env._(
                    "%s has no change that the shop could be asked for.", self.name
                )
            )
        return True


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        if not all(vals.get("channel_line_ref") for vals in vals_list):
            lines.order_id._notice_difference()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if _SHARED & set(vals):
            self.order_id._notice_difference()
        return result

    def unlink(self):
        orders = self.order_id
        result = super().unlink()
        orders._notice_difference()
        return result
