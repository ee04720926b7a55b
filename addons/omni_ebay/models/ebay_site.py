"""Another site that a seller sells on: its terms, and what stands there.

The article is one, with one stock and one set of texts; on each site it is an offer
with a category, a price and policies of its own.
"""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..client.sites import SITES, site_of

_POLICY = (
    "[('connection_id', '=', connection_id), ('site_id', '=', id), ('kind', '=', '%s')]"
)


class EbaySite(models.Model):
    _name = "ebay.site"
    _description = "Another Site of an eBay Seller"
    _order = "connection_id, marketplace"
    _check_company_auto = True

    connection_id = fields.Many2one(
        "integration.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    marketplace = fields.Selection(
        [(site.marketplace, site.label) for site in SITES.values()],
        "Site",
        required=True,
    )
    currency = fields.Char(compute="_compute_currency")
    price_rule_id = fields.Many2one(
        "integration.price.rule",
        check_company=True,
        ondelete="restrict",
        help="What parts cost there: a pricelist in the site's currency, with a "
        "surcharge and rounding if you like.",
    )
    fulfillment_policy_id = fields.Many2one(
        "ebay.policy",
        "Shipping Policy",
        domain=_POLICY % "fulfillment",
        ondelete="set null",
        help="Empty: the default one of that site, or the only one.",
    )
    payment_policy_id = fields.Many2one(
        "ebay.policy",
        domain=_POLICY % "payment",
        ondelete="set null",
        help="Empty: the default one of that site, or the only one.",
    )
    return_policy_id = fields.Many2one(
        "ebay.policy",
        domain=_POLICY % "return",
        ondelete="set null",
        help="Empty: the default one of that site, or the only one.",
    )

    _site_uniq = models.UniqueIndex(
        "(connection_id, marketplace)", "This seller sells on this site already."
    )

    @api.depends("marketplace")
    def _compute_display_name(self):
        for site in self:
            site.display_name = (
                SITES[site.marketplace].label if site.marketplace else ""
            )

    @api.depends("marketplace")
    def _compute_currency(self):
        for site in self:
            site.currency = site.marketplace and site_of(site.marketplace).currency

    @api.constrains("connection_id", "marketplace")
    def _check_is_another(self):
        for site in self:
            if site.marketplace == site.connection_id.ebay_marketplace:
                raise ValidationError(
                    self.env._(
                        "%s is the seller's home site: name only the others here.",
                        site.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Its categories and policies are wanted at once."""
        sites = super().create(vals_list)
        sites.connection_id._ebay_read_reference()
        return sites

    def write(self, vals):
        result = super().write(vals)
        self._changed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_on_sale(self):
        offers = self.env["ebay.site.offer"].search(
            [("site_id", "in", self.ids), ("number", "!=", False)], limit=1
        )
        if offers:
            raise ValidationError(
                self.env._(
                    "“%(listing)s” is still on sale on %(site)s. Take the site out of "
                    "the listing profiles first; it ends there by itself.",
                    listing=offers.listing_id.display_name,
                    site=offers.site_id.display_name,
                )
            )

    def _changed(self):
        """The offers of this site have something new to tell."""
        self.env["integration.product.binding"].sudo()._set_due(
            "content_due", Domain("profile_id.ebay_site_ids", "in", self.ids)
        )

    def _trees(self):
        connection = self.connection_id
        trees = self.env["ebay.tree"].sudo()
        found = trees._of(connection.environment, site_of(self.marketplace).trees)
        return trees.union(*found.values())

    def _policies(self):
        """{kind: policy}: those chosen here, else those that go without saying."""
        policies = self.env["ebay.policy"]
        return {
            kind: self[f"{kind}_policy_id"]
            or policies._only(self.connection_id, kind, self)
            for kind in ("fulfillment", "payment", "return")
        }


class EbaySiteOffer(models.Model):
    """What a listing is on another site. Made when it is first offered there, or
    before, by whoever wants another category for it than its products' usual one.
    """

    _name = "ebay.site.offer"
    _description = "Listing on Another eBay Site"
    _order = "listing_id, site_id"
    _rec_name = "number"

    listing_id = fields.Many2one(
        "integration.product.binding", required=True, index=True, ondelete="cascade"
    )
    connection_id = fields.Many2one(related="listing_id.connection_id")
    site_id = fields.Many2one(
        "ebay.site",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('connection_id', '=', connection_id)]",
    )
    tree_ids = fields.Many2many("ebay.tree", compute="_compute_tree_ids")
    category_id = fields.Many2one(
        "ebay.category",
        "Category There",
        ondelete="set null",
        domain="[('is_leaf', '=', True), ('tree_id', 'in', tree_ids)]",
        help="Empty: as the product category is mapped for that site.",
    )
    number = fields.Char(
        "Item Number", readonly=True, copy=False, index="btree_not_null"
    )
    url = fields.Char("Page", readonly=True, copy=False)
    error = fields.Char("What Is Wrong", readonly=True, copy=False)

    _once = models.UniqueIndex("(listing_id, site_id)", "The site is there already.")

    @api.depends("site_id")
    def _compute_tree_ids(self):
        for offer in self:
            offer.tree_ids = offer.site_id and offer.site_id._trees()

    @api.model_create_multi
    def create(self, vals_list):
        offers = super().create(vals_list)
        if any(vals.get("category_id") for vals in vals_list):
            offers._changed()
        return offers

    def write(self, vals):
        result = super().write(vals)
        if "category_id" in vals:
            self._changed()
        return result

    def _changed(self):
        listings = self.env["integration.product.binding"].sudo()
        listings._set_due("content_due", [("id", "in", self.listing_id.ids)])
