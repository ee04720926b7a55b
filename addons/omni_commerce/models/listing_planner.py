"""What listings are to be told: compared with what they were told, nothing written.

The plan is plain data. The same numbers serve the sending and the preview.
"""

from odoo import models
from odoo.fields import Domain
from odoo.tools import split_every

from ..adapter import Ending, EndProduct, SetPrice, UpsertProduct
from ..listing_fields import PRICES, content_hash, given
from ..listing_pairs import images, named
from .integration_listing_life import TOLD


class ListingPlanner(models.AbstractModel):
    _name = "integration.listing.planner"
    _description = "Plan of Listings"

    # What one job sends: each listing takes some calls of its own on most platforms.
    _listings_per_job = 25
    # What it looks at for that: most of what is due has often not really changed.
    _looked_at = 500
    _prices_per_job = 500

    # -- content --

    def _plan(self, connection, is_new, wish, only_these=None):
        """Of what is due: ``rows`` to send, ``refused`` by the check, all ``due``."""
        domain = Domain("external_ref", "=" if is_new else "!=", False)
        listings = self._due(
            connection, "content_due", domain, self._looked_at, only_these
        )
        plan = {"rows": [], "refused": {}, "hints": {}, "due": {}}
        for part in split_every(self._listings_per_job, listings.ids, listings.browse):
            if len(plan["rows"]) < self._listings_per_job:
                self._look_at(part, plan, wish)
        return plan

    def _look_at(self, listings, plan, wish):
        listings.fetch(["sent"])
        products = self.env["integration.listing.composer"]._compose(listings)
        findings = listings._lint(products)
        for listing in listings:
            errors = [f.text for f in findings[listing.id] if f.is_error]
            others = [f.text for f in findings[listing.id] if not f.is_error]
            plan["due"][listing.id] = listing.content_due
            plan["hints"][listing.id] = "\n".join(others)
            if errors:
                plan["refused"][listing.id] = "\n".join(errors)
            elif row := self._row(listing, products[listing.id], wish):
                plan["rows"].append(row)

    def _due(self, connection, column, domain, limit, only_these):
        domain &= Domain("connection_id", "=", connection.id)
        listings = self.env["integration.product.binding"]
        if only_these is not None:
            return listings.search(domain & Domain("id", "in", only_these))
        due = domain & TOLD & Domain(column, ">", 0)
        return listings.search(due, order=column, limit=limit)

    def _row(self, listing, product, wish):
        """What to tell about one listing, or nothing where nothing has changed."""
        later = listing.profile_id._owned_fields(is_new=False) - PRICES
        before = listing._sent_before()
        # An empty field is sent where it once said something, and nowhere else.
        codes = given(product, later)
        codes |= given(before, later) if before else frozenset()
        digest = content_hash(product, codes)
        gone = self._gone(listing, product)
        is_new = not listing.external_ref
        if not is_new and not gone and digest == listing.sent_hash:
            return None
        if is_new:
            codes = given(product, listing.profile_id._owned_fields(is_new=True))
        key = f"{wish}:{listing.id}:{listing.content_due}"
        return {
            "listing": listing.id,
            "hash": digest,
            "command": UpsertProduct(
                named(product, images(before) if before else {}),
                codes,
                before,
                gone,
                # A draft is created once, however many jobs try it.
                f"create:{listing.create_key}" if is_new else key,
            ),
        }

    def _gone(self, listing, product):
        """Variants of ours that are there and that we no longer offer."""
        kept = {variant.ref for variant in product.variants}
        ours = listing.variant_ids.filtered("product_id")
        return tuple(sorted(set(ours.mapped("external_ref")) - kept))

    # -- prices --

    def _count_due(self, connection):
        """How many listings wait for their prices to be sent."""
        due = Domain("connection_id", "=", connection.id) & Domain("price_due", ">", 0)
        return self.env["integration.product.binding"].search_count(due & TOLD)

    def _plan_prices(self, connection, wish, only_these=None, limit=None):
        domain = Domain("external_ref", "!=", False)
        limit = limit or self._prices_per_job
        listings = self._due(connection, "price_due", domain, limit, only_these)
        bound = {listing: listing.variant_ids.product_id for listing in listings}
        prices = self.env["integration.listing.prices"]._of(bound)
        refused, rows = {}, []
        for listing in listings:
            codes = listing._owned_fields() & PRICES
            if "variants.price" not in codes:
                continue
            for binding in listing.variant_ids.filtered("product_id"):
                price, compare_at = prices[listing.id, binding.product_id.id]
                if not price:
                    refused[listing.id] = self.env._(
                        "“%s” would be sold for nothing: give it a price.",
                        binding.product_id.display_name,
                    )
                    continue
                row = self._price_row(binding, price, compare_at, codes, wish)
                if row["told"] != binding.price_told:
                    rows.append(row)
        return {
            "rows": rows,
            "refused": refused,
            "due": {listing.id: listing.price_due for listing in listings},
        }

    def _price_row(self, binding, price, compare_at, codes, wish):
        listing = binding.product_binding_id
        keeps = "variants.compare_at" not in codes
        shown = None if keeps else compare_at
        return {
            "listing": listing.id,
            "binding": binding.id,
            "told": f"{price} / {shown}" if shown else str(price),
            "command": SetPrice(
                listing.external_ref,
                binding.external_ref,
                price,
                shown,
                keeps,
                f"{wish}:{binding.id}:{listing.price_due}",
            ),
        }

    # -- ends --

    def _plan_ends(self, connection, wish):
        listings = self.env["integration.product.binding"].search(
            [
                ("connection_id", "=", connection.id),
                ("end_how", "!=", False),
                ("external_ref", "!=", False),
            ],
            limit=self._looked_at,
        )
        rows = [
            {
                "listing": listing.id,
                "command": EndProduct(
                    listing.external_ref,
                    Ending(listing.end_how),
                    f"{wish}:{listing.id}:{listing.end_how}",
                ),
            }
            for listing in listings
        ]
        return {"rows": rows, "refused": {}, "due": {}}
