from odoo import fields, models


class StockPackageType(models.Model):
    _inherit = "stock.package.type"

    package_carrier_type = fields.Selection(
        selection_add=[("omni", "OmniRoute")], ondelete={"omni": "set default"}
    )

    def _compute_length_uom_name(self):
        """Odoo hides the unit of carriers' packages; ours converts it."""
        ours = self.filtered(lambda kind: kind.package_carrier_type == "omni")
        super(StockPackageType, self - ours)._compute_length_uom_name()
        templates = self.env["product.template"]
        ours.length_uom_name = templates._get_length_uom_name_from_ir_config_parameter()
