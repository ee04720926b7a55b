"""Which writes on products and pricelists make a listing due, caught cheaply.

A transaction only collects the products; before it commits, one statement marks their
listings and one job per connection is asked for, however many products there are.
"""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache

_KEY = "omni_commerce.listing_changes"

CONTENT = frozenset(
    {
        "active",
        "attribute_line_ids",
        "barcode",
        "categ_id",
        "country_of_origin",
        "default_code",
        "description_ecommerce",
        "description_sale",
        "hs_code",
        "image_1920",
        "image_variant_1920",
        "is_storable",
        "name",
        "product_tag_ids",
        "product_template_image_ids",
        "standard_price",
        "type",
        "weight",
    }
)
PRICE = frozenset({"list_price", "lst_price", "standard_price", "taxes_id"})

# Of a listing: what is there and what was told. All else is what we want there.
NO_WISH = frozenset(
    {
        "active",
        "content_due",
        "content_hash",
        "create_key",
        "end_how",
        "error",
        "external_data",
        "external_ref",
        "hint",
        "last_seen_at",
        "media_note",
        "price_due",
        "price_error",
        "remote_updated_at",
        "remote_version",
        "sent",
        "sent_at",
        "sent_hash",
        "state",
        "status",
        "there",
        "title",
        "url",
        "variant_ids",
    }
)


class IntegrationProductBinding(models.Model):
    _inherit = "integration.product.binding"

    def write(self, vals):
        result = super().write(vals)
        wishes = set(vals) - self._no_wish()
        if wishes:
            self._set_due("content_due", Domain("id", "in", self.ids))
        if not wishes.isdisjoint({"price_rule_id", "profile_id", "is_managed"}):
            self._set_due("price_due", Domain("id", "in", self.ids))
        return result

    def _no_wish(self):
        """Fields whose change is nothing to tell; a platform adds its own."""
        return NO_WISH

    @api.model
    def _note_changed(self, templates, names):
        """These fields of the products have other values when this commits."""
        columns = [
            column
            for column, watched in (
                ("content_due", CONTENT | self._custom_names()),
                ("price_due", PRICE),
            )
            if not watched.isdisjoint(names)
        ]
        for column in columns:
            self._note_due(column, templates)

    @api.model
    def _note_due(self, column, templates):
        hooks = self.env.cr.precommit
        if _KEY not in hooks.data:
            hooks.data[_KEY] = {}
            hooks.add(self.sudo()._mark_noted)
        hooks.data[_KEY].setdefault(column, set()).update(templates._ids)

    def _mark_noted(self):
        for column, ids in self.env.cr.precommit.data.pop(_KEY, {}).items():
            self._set_due(column, Domain("product_tmpl_id", "in", list(ids)))

    @api.model
    @ormcache()
    def _custom_names(self):
        """The fields of products that custom fields are filled from."""
        lines = self.env["integration.listing.custom.field"].sudo().search_fetch([])
        return frozenset(line.path.split(".")[0] for line in lines if line.path)

    @api.model
    def _note_prices_of(self, pricelists):
        items = self.env["product.pricelist.item"].sudo()
        while based := items.search(
            [
                ("base_pricelist_id", "in", pricelists.ids),
                ("pricelist_id", "not in", pricelists.ids),
            ]
        ).pricelist_id:
            pricelists |= based
        rules = self.env["integration.price.rule"].sudo()
        rules.search(
            Domain("pricelist_id", "in", pricelists.ids)
            | Domain("compare_pricelist_id", "in", pricelists.ids)
        )._mark_listings()


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items._note_prices()
        return items

    def write(self, vals):
        self._note_prices()
        result = super().write(vals)
        self._note_prices()
        return result

    def unlink(self):
        self._note_prices()
        return super().unlink()

    def _note_prices(self):
        """Of the products they are about; else of all that the pricelist is used for.

        A pricelist may be based on another, so this one counts wherever it is used.
        """
        listings = self.env["integration.product.binding"].sudo()
        if not listings.env["integration.price.rule"].search_count([], limit=1):
            return
        narrow = self.filtered(lambda i: i.product_tmpl_id or i.product_id)
        templates = narrow.product_tmpl_id | narrow.product_id.product_tmpl_id
        if templates:
            listings._note_due("price_due", templates)
        if self - narrow:
            listings._note_prices_of((self - narrow).pricelist_id)
