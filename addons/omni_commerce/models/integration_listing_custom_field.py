"""A field that only a channel knows, and what fills it from Odoo."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..documents import CustomField


class IntegrationListingCustomField(models.Model):
    """Of a profile (for all its listings) or of one listing, which then wins."""

    _name = "integration.listing.custom.field"
    _inherit = "integration.listing.source.mixin"
    _description = "Custom Field of Listings"
    _order = "level, namespace, key, id"
    _rec_name = "key"

    profile_id = fields.Many2one(
        "integration.listing.profile", index="btree_not_null", ondelete="cascade"
    )
    listing_id = fields.Many2one(
        "integration.product.binding", index="btree_not_null", ondelete="cascade"
    )
    level = fields.Selection(
        [("product", "Product"), ("variant", "Each Variant")],
        "Of",
        default="product",
        required=True,
    )
    namespace = fields.Char(
        "Group There",
        default="custom",
        required=True,
        help="Fields of the channel come in groups. Its own are in “custom”.",
    )
    key = fields.Char(
        "Name There",
        required=True,
        help="As the channel calls the field, e.g. “material”.",
    )
    type = fields.Char(
        "Type There",
        default="single_line_text_field",
        required=True,
        help="In the channel's own words, e.g. “number_decimal”.",
    )
    path = fields.Char(
        "From Field",
        help="The field of the product, e.g. “weight” or “categ_id.name”. Of several "
        "records, the names are joined by commas.",
    )
    value = fields.Char("Or Always", help="Used where the field is empty, too.")

    _owner_check = models.Constraint(
        "CHECK(num_nonnulls(profile_id, listing_id) = 1)",
        "A custom field belongs to a profile or to a listing.",
    )

    @api.constrains("path", "level")
    def _check_path(self):
        for line in self.filtered("path"):
            model = "product.product" if line.level == "variant" else "product.template"
            for name in line.path.split("."):
                field = model and self.env[model]._fields.get(name)
                # What people may not see must not be published by a detour.
                if not field or field.groups or field.type in ("binary", "one2many"):
                    raise ValidationError(
                        self.env._(
                            "“%(path)s” is no field of a product that can be sent.",
                            path=line.path,
                        )
                    )
                model = field.comodel_name

    def _documents(self, record):
        """What these lines say about a product, as custom fields; empty ones as well:
        what is empty here now may have been sent before."""
        return tuple(
            CustomField(line.namespace, line.key, line.type, line._value_of(record))
            for line in self
        )

    def _value_of(self, record):
        return self._text(record) or self.value or ""

    def _text(self, record):
        if not self.path:
            return ""
        *steps, last = self.path.split(".")
        for step in steps:
            record = record[step]
        values = [item[last] for item in record]
        if record._fields[last].relational:
            values = [name for value in values for name in value.mapped("display_name")]
        return ", ".join(_plain(value) for value in values if value or value == 0)


def _plain(value):
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
