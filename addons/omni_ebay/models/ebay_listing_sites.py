"""A listing on the seller's other sites: what is said there, and what became of it."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..listing.details import is_trading
from ..listing.reading import number_in


class IntegrationListingProfile(models.Model):
    _inherit = "integration.listing.profile"

    ebay_site_ids = fields.Many2many(
        "ebay.site",
        string="Also Sold On",
        domain="[('connection_id', '=', connection_id)]",
        help="The seller's other sites. The same article and stock, with the price, "
        "category and policies of each site.",
    )


class IntegrationProductBinding(models.Model):
    _inherit = "integration.product.binding"

    ebay_offer_ids = fields.One2many("ebay.site.offer", "listing_id", "Other Sites")

    @api.model
    def _set_due(self, column, domain):
        """The prices of other sites travel with the content."""
        result = super()._set_due(column, domain)
        if column == "price_due":
            abroad = Domain("profile_id.ebay_site_ids", "!=", False)
            super()._set_due("content_due", Domain(domain) & abroad)
        return result

    def _ebay_keep_sites(self, sites):
        """What eBay said of each site; what it was taken off is on sale no more."""
        self.ensure_one()
        known = {offer.site_id.marketplace: offer for offer in self.ebay_offer_ids}
        there = {site.marketplace: site for site in self.profile_id.ebay_site_ids}
        new = []
        for row in sites:
            vals = {name: row[name] or False for name in ("number", "url", "error")}
            offer = known.pop(row["marketplace"], None)
            if offer:
                offer.write(vals)
            elif row["marketplace"] in there:
                site = there[row["marketplace"]]
                new.append(vals | {"listing_id": self.id, "site_id": site.id})
        for offer in known.values():
            if offer.number and offer.site_id not in there.values():
                offer.write({"number": False, "url": False, "error": False})
        self.env["ebay.site.offer"].create(new)

    def _ended(self):
        self._ebay().ebay_offer_ids.write({"number": False, "url": False})
        return super()._ended()


class IntegrationPriceRule(models.Model):
    _inherit = "integration.price.rule"

    def _mark_listings(self):
        super()._mark_listings()
        sites = self.env["ebay.site"].sudo()
        sites.search([("price_rule_id", "in", self.ids)])._changed()


class ListingBook(models.AbstractModel):
    _inherit = "integration.listing.book"

    def _listed(self, connection, listing, row, result):
        super()._listed(connection, listing, row, result)
        if connection.platform == "ebay" and not is_trading(listing.external_ref):
            listing._ebay_keep_sites(result.data.get("sites") or ())


class ProductImporter(models.AbstractModel):
    _inherit = "integration.product.importer"

    def _import(self, connection, products, *args, **kwargs):
        """eBay lists all sites together: an offer abroad is not another listing."""
        if connection.platform == "ebay":
            products = self._ebay_of_home(connection, products)
        return super()._import(connection, products, *args, **kwargs)

    def _ebay_of_home(self, connection, products):
        numbers = [number for one in products if (number := number_in(one))]
        abroad = self.env["ebay.site.offer"].search(
            [
                ("number", "in", numbers),
                ("site_id.connection_id", "=", connection.id),
            ]
        )
        known = set(abroad.mapped("number"))
        return [one for one in products if number_in(one) not in known]
