"""Suggests products for listings that no rule could match for certain."""

from collections import defaultdict
from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools.i18n import format_list

from ..matching import Catalogue, Entry, Listed

PORTION = 1_000  # each reads all products that are still free
_GOOD_FOR = timedelta(days=1)  # then products have come that were not known


class MatchSuggester(models.AbstractModel):
    _name = "integration.match.suggester"
    _description = "Suggests Products for Listings"

    def _waiting(self, connection):
        """Open listings that nothing was suggested for, or long ago."""
        stale = Domain("suggested_at", "=", False) | Domain(
            "suggested_at", "<", fields.Datetime.now() - _GOOD_FOR
        )
        return (
            Domain("connection_id", "=", connection.id)
            & Domain("match_state", "in", ("unmatched", "ambiguous"))
            & stale
        )

    def _suggest(self, connection):
        """For a portion of them; True if more wait."""
        bindings = self.env["integration.variant.binding"]
        found = bindings.search(
            self._waiting(connection), order="id", limit=PORTION + 1
        )
        listings = found[:PORTION]
        if listings:
            catalogue = self._catalogue(connection)
            listings.suggestion_ids.unlink()
            self.env["integration.match.suggestion"].create(
                [
                    self._prepare_vals(listing, one)
                    for listing in listings
                    for one in catalogue.suggest(_listed(listing))
                ]
            )
            listings.write({"suggested_at": fields.Datetime.now()})
        return len(found) > PORTION

    def _prepare_vals(self, listing, suggestion):
        return {
            "binding_id": listing.id,
            "product_id": suggestion.id,
            "percent": suggestion.percent,
            "reason": self._reason(suggestion.reasons),
        }

    def _reason(self, codes):
        words = {
            "sku": self.env._("same SKU"),
            "barcode": self.env._("same barcode"),
            "vendor_code": self.env._("SKU is a vendor's code"),
            "alike_code": self.env._("SKU written otherwise"),
            "name": self.env._("name alike"),
        }
        return format_list(self.env, [words[code] for code in codes])

    def _catalogue(self, connection):
        """All products that no listing of the connection has yet."""
        bindings = self.env["integration.variant.binding"]
        taken = bindings._search(
            Domain("connection_id", "=", connection.id)
            & Domain("product_id", "!=", False)
        )
        products = self.env["product.product"].search_fetch(
            Domain("company_id", "in", (False, connection.company_id.id))
            & Domain("sale_ok", "=", True)
            & ~Domain("channel_listing_ids", "in", taken),
            ["name", "default_code", "barcode", "product_template_variant_value_ids"],
        )
        codes = self._vendor_codes(products)
        return Catalogue(
            Entry(
                product.id,
                _full_name(product),
                product.default_code or "",
                product.barcode or "",
                tuple(codes[product.product_tmpl_id.id, product.id])
                + tuple(codes[product.product_tmpl_id.id, False]),
            )
            for product in products
        )

    def _vendor_codes(self, products):
        """{(template, variant or False): codes}"""
        rows = self.env["product.supplierinfo"].search_read(
            [
                ("product_code", "!=", False),
                ("product_tmpl_id", "in", products.product_tmpl_id.ids),
            ],
            ["product_code", "product_tmpl_id", "product_id"],
            load=None,
        )
        codes = defaultdict(list)
        for row in rows:
            codes[row["product_tmpl_id"], row["product_id"]].append(row["product_code"])
        return codes


def _listed(listing):
    return Listed(listing.title or "", listing.sku or "", listing.barcode or "")


def _full_name(product):
    values = product.product_template_variant_value_ids.mapped("name")
    return " ".join([product.name, *values])
