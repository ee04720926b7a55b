from odoo import fields, models


class IntegrationListingImage(models.Model):
    """An image that a listing has beside those of its product, or instead of them."""

    _name = "integration.listing.image"
    _description = "Image of a Listing"
    _inherit = ("image.mixin",)
    _order = "sequence, id"

    listing_id = fields.Many2one(
        "integration.product.binding", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char("Described As", help="For those who cannot see the picture.")
    product_id = fields.Many2one(
        "product.product",
        "Only of Variant",
        ondelete="cascade",
        domain="[('product_tmpl_id', '=', parent.product_tmpl_id)]",
        help="The variant that it shows. Empty: all of them.",
    )
    image_1920 = fields.Image("Picture", required=True)
