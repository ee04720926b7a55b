from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    ebay_user_name = fields.Char(
        "eBay User Name",
        compute="_compute_ebay_user_name",
        store=True,
        index="btree_not_null",
        help="As eBay shows it: a name, or the immutable id in its place.",
    )

    @api.depends("channel_binding_ids.external_ref")
    def _compute_ebay_user_name(self):
        for partner in self:
            mine = partner.channel_binding_ids.filtered(
                lambda binding: binding.connection_id.platform == "ebay"
            )
            partner.ebay_user_name = mine[-1:].external_ref
