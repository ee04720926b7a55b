from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    omni_eori = fields.Char(
        "EORI Number", help="Under which customs knows this company as a trader."
    )
    omni_ioss = fields.Char(
        "IOSS Number",
        help="For parcels of up to 150 euros to people in the European Union, whose "
        "VAT was paid when they bought.",
    )
