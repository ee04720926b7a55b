"""What fills an item specific of eBay from Odoo, or always."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class EbayAspectRule(models.Model):
    """Of a profile (for all its listings) or of one listing, which then wins."""

    _name = "ebay.aspect.rule"
    _inherit = "integration.listing.source.mixin"
    _description = "Source of an eBay Item Specific"
    _order = "name, id"

    profile_id = fields.Many2one(
        "integration.listing.profile", index="btree_not_null", ondelete="cascade"
    )
    listing_id = fields.Many2one(
        "integration.product.binding", index="btree_not_null", ondelete="cascade"
    )
    name = fields.Char("Item Specific", required=True, help="As eBay's site calls it.")
    attribute_id = fields.Many2one(
        "product.attribute",
        "From Attribute",
        ondelete="cascade",
        help="Attributes with the name of the item specific need no row.",
    )
    path = fields.Char(
        "Or From Field",
        help="A field of the product, e.g. “default_code” or “categ_id.name”.",
    )
    value = fields.Char(
        "Or Always", help="Several values are parted by a vertical line: Front|Rear"
    )

    _owner_check = models.Constraint(
        "CHECK(num_nonnulls(profile_id, listing_id) = 1)",
        "An item specific belongs to a profile or to a listing.",
    )

    @api.constrains("attribute_id", "path", "value")
    def _check_source(self):
        for rule in self:
            if not (rule.attribute_id or rule.path or rule.value):
                raise ValidationError(
                    self.env._(
                        "“%s” has no source: choose an attribute, name a field, or "
                        "write the value.",
                        rule.name,
                    )
                )
            rule._check_path()

    def _check_path(self):
        model = "product.template"
        for name in (self.path or "").split(".") if self.path else ():
            field = model and self.env[model]._fields.get(name)
            # What people may not see must not be published by a detour.
            if not field or field.groups or field.type in ("binary", "one2many"):
                raise ValidationError(
                    self.env._(
                        "“%s” is no field of a product that can be sent.", self.path
                    )
                )
            model = field.comodel_name

    def _values(self, template):
        """What it says of a product; [] if nothing. Attributes are read elsewhere."""
        found = []
        if self.path:
            records = template.mapped(self.path)
            if isinstance(records, models.BaseModel):
                records = records.mapped("display_name")
            found = [_text(value) for value in records if value or value == 0]
        if not found and self.value:
            found = [part.strip() for part in self.value.split("|")]
        return [value for value in found if value]


def _text(value):
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)
