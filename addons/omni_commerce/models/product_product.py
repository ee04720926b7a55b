"""Where a product is listed; and what changes about it that its stock depends on."""

from odoo import api, fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    channel_listing_ids = fields.One2many(
        "integration.product.binding", "product_tmpl_id", "Listings", readonly=True
    )
    channel_listing_count = fields.Integer(
        "Channels", compute="_compute_channel_listing_count", compute_sudo=True
    )
    channel_error_count = fields.Integer(
        "Refused", compute="_compute_channel_listing_count", compute_sudo=True
    )

    @api.depends("channel_listing_ids.state")
    def _compute_channel_listing_count(self):
        for template in self:
            listings = template.channel_listing_ids
            refused = listings.filtered(lambda listing: listing.state == "error")
            template.channel_listing_count = len(listings)
            template.channel_error_count = len(refused)

    def write(self, vals):
        result = super().write(vals)
        if not {"categ_id", "sale_ok"}.isdisjoint(vals):
            self.env["integration.variant.binding"]._mark_due_of(
                self.with_context(active_test=False).product_variant_ids
            )
        listings = self.env["integration.product.binding"]
        listings._note_changed(self, vals)
        if vals.get("active") is False:
            listings._end_of(self)
        return result

    def unlink(self):
        """The listing of a product that is no more goes by the archive policy."""
        self.env["integration.product.binding"]._end_of(self)
        return super().unlink()

    def action_open_listings(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_product_binding_action"
        )
        action["domain"] = [("product_tmpl_id", "in", self.ids)]
        action["context"] = {}
        return action


class ProductProduct(models.Model):
    _inherit = "product.product"

    channel_listing_ids = fields.One2many(
        "integration.variant.binding",
        "product_id",
        "Listings of the Variant",
        readonly=True,
    )
    variant_listing_count = fields.Integer(
        "Variant Listed", compute="_compute_variant_listing_count", compute_sudo=True
    )

    @api.depends("channel_listing_ids")
    def _compute_variant_listing_count(self):
        for product in self:
            product.variant_listing_count = len(product.channel_listing_ids)

    @api.model_create_multi
    def create(self, vals_list):
        products = super().create(vals_list)
        listings = self.env["integration.product.binding"]
        listings._note_changed(products.product_tmpl_id, {"attribute_line_ids"})
        return products

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            self.env["integration.variant.binding"]._mark_due_of(self)
        listings = self.env["integration.product.binding"]
        listings._note_changed(self.product_tmpl_id, vals)
        return result

    def unlink(self):
        """The database would empty the reference, and nobody be told why."""
        listings = self.sudo().with_context(active_test=False).channel_listing_ids
        listings.write(
            {"product_id": False, "match_note": self.env._("The product was deleted.")}
        )
        suggestions = self.env["integration.match.suggestion"].sudo()
        suggestions.search([("product_id", "in", self.ids)]).unlink()
        return super().unlink()

    def action_open_listings(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_variant_binding_action"
        )
        action["domain"] = [("product_id", "in", self.ids)]
        action["context"] = {}
        return action
