from odoo import fields, models


class IntegrationPartnerBinding(models.Model):
    """A customer's account over there is this contact here.

    Not unique per contact: one person may have made several accounts.
    """

    _name = "integration.partner.binding"
    _description = "Customer on a Channel"
    _inherit = ("integration.binding.mixin",)
    _binding_record = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Contact", required=True, index=True, ondelete="cascade"
    )
    why = fields.Char("Matched By", readonly=True)
