"""What people start by hand on the records of Odoo, one or many, by the Action menu.

Each is an ordinary button, and so checks who presses it. The entries of the menu
(views/manual_trigger_views.xml) show first what it would do.
"""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.omni_core.engine.platform import JobRequest


class IntegrationProductBinding(models.Model):
    _inherit = "integration.product.binding"

    def action_read_again(self):
        """Ask the channels what these are now, their stock included."""
        self._demand_operator()
        there = self.sudo().filtered("external_ref")
        if not there:
            raise UserError(self.env._("None of them is on its channel yet."))
        for connection, listings in there.grouped("connection_id").items():
            refs = filter(None, listings.variant_ids.mapped("stock_ref"))
            self.env["sync.job"].sudo().enqueue_many(
                connection,
                [
                    *(_reading("product_import", x.external_ref) for x in listings),
                    *(_reading("stock_import", ref) for ref in refs),
                ],
            )
        return True

    def action_send_stock(self):
        """Send what differs from what the channel has, as far as we know."""
        self._demand_operator()
        variants = self.sudo().variant_ids
        if not variants.filtered(lambda one: one.connection_id.stock_push):
            raise UserError(
                self.env._(
                    "The stock of these is not sent: switch “Send Stock” on, on the "
                    "connection, page “Stock”."
                )
            )
        variants._mark_due()
        return True


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def action_channel_send(self):
        """Send all of it again to the channels that Odoo keeps it on."""
        listings = self._channel_listings()
        kept = listings.filtered("is_managed")
        if not kept:
            raise UserError(
                self.env._("Odoo keeps none of these listings: take one over first.")
            )
        return kept.action_send()

    def action_channel_send_stock(self):
        return self._channel_listings().action_send_stock()

    def action_channel_read(self):
        return self._channel_listings().action_read_again()

    def _channel_listings(self):
        if listings := self.channel_listing_ids:
            return listings
        raise UserError(
            self.env._("No channel has these. Choose “List on Channels” first.")
        )


class ProductProduct(models.Model):
    _inherit = "product.product"

    def action_channel_send(self):
        """A listing has all variants of its product: it is sent as a whole."""
        return self.product_tmpl_id.action_channel_send()

    def action_channel_send_stock(self):
        return self.product_tmpl_id.action_channel_send_stock()

    def action_channel_read(self):
        return self.product_tmpl_id.action_channel_read()


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_channel_read(self):
        """Ask the channels for these orders as they are now."""
        bindings = self.channel_binding_id
        if not bindings:
            raise UserError(self.env._("None of these orders came from a channel."))
        return bindings.action_read_again()


class ResPartner(models.Model):
    _inherit = "res.partner"

    def action_channel_read(self):
        """Ask the channels for all orders of these customers."""
        theirs = Domain("partner_id", "child_of", self.commercial_partner_id.ids)
        orders = self.env["sale.order"].search(
            theirs & Domain("channel_binding_id", "!=", False)
        )
        return orders.action_channel_read()


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def action_read_orders(self):
        """Look for new orders now, not at the next round."""
        return self._shops()._request_by_person("order_poll")

    def action_shop_read_products(self):
        return self._shops().action_read_products()

    def action_shop_send_stock(self):
        return self._shops().action_send_all_stock()

    def action_shop_audit_stock(self):
        return self._shops().action_audit_stock()

    def _shops(self):
        """Of those that were chosen in a list: the others have nothing of the kind."""
        if shops := self.filtered("is_shop"):
            return shops
        raise UserError(self.env._("Choose shops: the others have no orders or stock."))


def _reading(operation, ref):
    return JobRequest(operation, {"ref": ref}, identity_key=f"by_hand:{ref}")
