"""The languages of listings: their own, and those that they are translated into."""

from odoo import api, fields, models

from odoo.addons.omni_core.engine.platform import find_platform

from ..adapter import Can
from ..documents import Translation


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    listing_lang = fields.Selection(
        selection="_selection_listing_lang",
        string="Language of Listings",
        tracking=True,
        help="The language in which the shop keeps its products. Empty: that of the "
        "company.",
    )
    listing_translate = fields.Boolean(
        "Send Translations",
        tracking=True,
        help="Titles and descriptions in Odoo's other languages, where the shop has "
        "the language as well.",
    )

    can_translate = fields.Boolean(compute="_compute_can_translate")

    @api.depends("platform")
    def _compute_can_translate(self):
        for connection in self:
            platform = find_platform(connection.platform)
            connection.can_translate = Can.TRANSLATE in getattr(platform, "can", ())

    @api.model
    def _selection_listing_lang(self):
        return self.env["res.lang"].get_installed()

    def _listing_lang(self):
        self.ensure_one()
        return self.listing_lang or self.company_id.partner_id.lang or "en_US"

    def write(self, vals):
        result = super().write(vals)
        if not {"listing_lang", "listing_translate"}.isdisjoint(vals):
            self.filtered("listing_push")._all_listings_due()
        return result


class ListingTranslator(models.AbstractModel):
    _name = "integration.listing.translator"
    _description = "Translations of Listings"

    def _of(self, listings):
        """{listing id: translations} of those that are to be translated."""
        wanted = listings.filtered(
            lambda listing: (
                listing.connection_id.listing_translate
                and listing.connection_id.can_translate
            )
        )
        composer = self.env["integration.listing.composer"]
        found = {listing.id: [] for listing in wanted}
        for code, _name in self.env["res.lang"].get_installed() if wanted else ():
            if code == self.env.lang:
                continue
            for listing in wanted:
                if said := self._said(composer, listing, code):
                    found[listing.id].append(said)
        return {id_: tuple(rows) for id_, rows in found.items()}

    def _said(self, composer, listing, code):
        """What is the same in both languages was not translated."""
        there = listing.with_context(lang=code)
        # A text of the listing's own is in its own language, and has no other.
        name = "" if listing.own_title else there.product_tmpl_id.name
        title = name if name != listing.product_tmpl_id.name else ""
        text = composer._text(there)
        description = text if text != composer._text(listing) else ""
        if title or description:
            return Translation(code.replace("_", "-"), title or "", description)
