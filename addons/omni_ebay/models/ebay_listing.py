"""A listing on eBay: its terms, its number, and the numbers it had before."""

from odoo import api, fields, models
from odoo.tools import ormcache

from ..listing.details import TRADING
from ..listing.reading import number_in

#: what eBay says of a listing, and what we found: nothing to tell it
NO_WISH = frozenset(
    {
        "ebay_checked_at",
        "ebay_finding_ids",
        "ebay_item_id",
        "ebay_number_ids",
        "ebay_offer_ids",
    }
)


class IntegrationProductBinding(models.Model):
    _name = "integration.product.binding"
    _inherit = ("integration.product.binding", "ebay.listing.terms")

    ebay_aspect_rule_ids = fields.One2many(
        "ebay.aspect.rule", "listing_id", "Item Specifics", copy=True
    )
    ebay_item_id = fields.Char(
        "eBay Item Number", readonly=True, copy=False, index="btree_not_null"
    )
    ebay_number_ids = fields.One2many(
        "ebay.listing.number", "listing_id", "Numbers So Far", readonly=True
    )
    ebay_api = fields.Selection(
        [("inventory", "Inventory API"), ("trading", "Trading API")],
        "Made By",
        compute="_compute_ebay_api",
        help="A listing that was made by hand, or by an old program, is revised by the "
        "Trading API until it is moved. It is never revised by both.",
    )

    @api.depends("external_ref", "platform")
    def _compute_ebay_api(self):
        for listing in self:
            ref = listing.external_ref
            api_of = "trading" if (ref or "").startswith(TRADING) else "inventory"
            listing.ebay_api = listing.platform == "ebay" and ref and api_of

    def _ebay(self):
        return self.filtered(lambda listing: listing.platform == "ebay")

    @api.model_create_multi
    def create(self, vals_list):
        listings = super().create(vals_list)
        listings.filtered("ebay_item_id")._ebay_number_changed()
        return listings

    def write(self, vals):
        before = {listing: listing.ebay_item_id for listing in self}
        result = super().write(vals)
        if "ebay_item_id" in vals:
            changed = self.filtered(lambda one: one.ebay_item_id != before[one])
            changed._ebay_number_changed()
        if vals.get("state") == "ended":
            self.ebay_number_ids._close()
        return result

    def _no_wish(self):
        return super()._no_wish() | NO_WISH

    def _ebay_number_changed(self):
        """A listing that is put up again gets a new number: the old ones are kept."""
        self.ebay_number_ids._close()
        self.env["ebay.listing.number"].sudo().create(
            [
                {"listing_id": listing.id, "number": listing.ebay_item_id}
                for listing in self.filtered("ebay_item_id")
            ]
        )

    # -- what goes out, and what is wrong with it: the hooks of omni_commerce --

    def _enrich(self, products):
        products = super()._enrich(products)
        return products | self.env["ebay.listing.writer"]._enrich(
            self._ebay(), products
        )

    def _lint(self, products):
        found = super()._lint(products)
        for listing in self._ebay():
            if listing.id in products:
                lint = self.env["ebay.listing.lint"]
                found[listing.id] += lint._findings(listing, products[listing.id])
        return found

    @api.model
    @ormcache()
    def _custom_names(self):
        """The fields of products that item specifics are filled from, as well."""
        rules = (
            self.env["ebay.aspect.rule"].sudo().search_fetch([("path", "!=", False)])
        )
        names = {rule.path.split(".")[0] for rule in rules}
        return super()._custom_names() | names

    def _forget(self):
        super()._forget()
        self._ebay().write({"ebay_item_id": False})


class EbayListingNumber(models.Model):
    _name = "ebay.listing.number"
    _description = "Number of an eBay Listing"
    _order = "started_at desc, id desc"
    _rec_name = "number"

    listing_id = fields.Many2one(
        "integration.product.binding", required=True, index=True, ondelete="cascade"
    )
    number = fields.Char(required=True, index=True)
    started_at = fields.Datetime("From", default=fields.Datetime.now, required=True)
    ended_at = fields.Datetime("To")

    def _close(self):
        still = self.filtered(lambda row: not row.ended_at)
        still.sudo().write({"ended_at": fields.Datetime.now()})


class ProductImporter(models.AbstractModel):
    _inherit = "integration.product.importer"

    def _prepare_product_vals(self, product):
        vals = super()._prepare_product_vals(product)
        number = number_in(product)
        return vals | {"ebay_item_id": number} if number else vals
