"""What listings of a connection have in common: the defaults of each of them."""

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.omni_core.engine.language import tell

from ..listing_fields import Owner, known_listing_fields, owned

OWNERS = [
    (Owner.OURS.value, "Odoo decides"),
    (Owner.THEIRS.value, "The channel decides"),
    (Owner.FIRST.value, "Sent once, then the channel decides"),
]


class IntegrationListingProfile(models.Model):
    """A listing takes from here whatever it says nothing about itself.

    A platform add-on adds its own terms by ``_inherit``, under the same field name here
    and on the listing: ``listing._term(name)`` is the listing's, else the profile's.
    """

    _name = "integration.listing.profile"
    _description = "Listing Profile"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    connection_id = fields.Many2one(
        "integration.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    platform = fields.Selection(related="connection_id.platform", store=True)
    price_rule_id = fields.Many2one(
        "integration.price.rule", check_company=True, index="btree_not_null"
    )
    publication_ids = fields.Many2many(
        "integration.showcase",
        "integration_profile_publication_rel",
        string="Sales Channels",
        domain="[('connection_id', '=', connection_id), ('kind', '=', 'channel')]",
        help="Where the products are published. None: left as it is over there.",
    )
    listing_status = fields.Selection(
        [("active", "On sale at once"), ("draft", "As a draft")],
        "New Listings",
        default="active",
        required=True,
        help="A draft is seen by nobody until you put it on sale over there.",
    )
    vendor = fields.Char("Brand", help="For products that name none themselves.")
    product_type = fields.Char(
        "Kind of Product",
        help="For products that name none themselves.",
    )
    sells_when_out = fields.Selection(
        [("no", "Cannot be bought"), ("yes", "Can still be bought")],
        "When Out of Stock",
        default="no",
        required=True,
        help="Whether buyers can order what is not in stock.",
    )
    when_archived = fields.Selection(
        [
            ("hide", "Hide the listing"),
            ("archive", "Archive the listing"),
            ("delete", "Delete the listing"),
            ("nothing", "Leave the listing alone"),
        ],
        "Product Archived in Odoo",
        default="hide",
        required=True,
        help="What becomes of a listing whose product is archived.",
    )
    when_gone = fields.Selection(
        [
            ("end", "Mark the listing as ended"),
            ("archive", "Archive the product in Odoo as well"),
            ("draft", "Prepare it to be listed again"),
        ],
        "Listing Deleted There",
        default="end",
        required=True,
        help="What happens here when somebody deletes a listing on the channel.",
    )
    owner_ids = fields.One2many(
        "integration.listing.owner",
        "profile_id",
        "Who Decides",
        copy=True,
        help="What the channel decides is never overwritten by Odoo. Fields without "
        "a line are Odoo's, but for a few that are sent only once, such as the "
        "web address.",
    )
    custom_field_ids = fields.One2many(
        "integration.listing.custom.field", "profile_id", "Custom Fields", copy=True
    )

    def _owned_fields(self, is_new):
        """The codes that are ours to send; all are where there is no profile."""
        owners = {line.field: Owner(line.owner) for line in self.sudo().owner_ids}
        return owned(owners, is_new)

    def _listings_domain(self):
        return Domain("profile_id", "in", self.ids)

    def write(self, vals):
        result = super().write(vals)
        listings = self.env["integration.product.binding"].sudo()
        listings._set_due("content_due", self._listings_domain())
        listings._set_due("price_due", self._listings_domain())
        return result


class IntegrationListingOwner(models.Model):
    _name = "integration.listing.owner"
    _description = "Who Decides About a Field of Listings"
    _order = "field"
    _rec_name = "field"

    profile_id = fields.Many2one(
        "integration.listing.profile", required=True, index=True, ondelete="cascade"
    )
    field = fields.Selection(selection="_selection_field", required=True)
    owner = fields.Selection(OWNERS, required=True, default=Owner.THEIRS.value)

    _field_uniq = models.UniqueIndex(
        "(profile_id, field)", "Somebody decides about this field already."
    )

    @api.model
    def _selection_field(self):
        lang = self.env.lang
        return [
            (field.code, tell(lang, field.label)) for field in known_listing_fields()
        ]
