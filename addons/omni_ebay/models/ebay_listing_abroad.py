"""The terms of listings on other sites, for many of them at a time."""

from odoo import models

from ..client.sites import SITES


class EbayListingAbroad(models.AbstractModel):
    _name = "ebay.listing.abroad"
    _description = "Terms of eBay Listings on Other Sites"

    def _terms(self, variants):
        """{listing id: [terms of each other site]} for {listing: products}."""
        found = {listing.id: [] for listing in variants}
        for site in self._sites(variants):
            mine = {
                listing: products
                for listing, products in variants.items()
                if site in listing.profile_id.ebay_site_ids
            }
            policies = {k: p.external_ref for k, p in site._policies().items() if p}
            categories = self._categories(site, mine)
            prices = self._prices(site, mine)
            for listing in mine:
                found[listing.id].append(
                    {
                        "marketplace": site.marketplace,
                        "category": categories[listing.id].ref or "",
                        "policies": policies,
                        "prices": prices[listing.id],
                    }
                )
        return found

    def _left(self, listing):
        """Where it still is, and should not be any more."""
        wanted = listing.profile_id.ebay_site_ids
        gone = listing.ebay_offer_ids.filtered(
            lambda offer: offer.number and offer.site_id not in wanted
        )
        return sorted(gone.site_id.mapped("marketplace"))

    def _sites(self, variants):
        listings = self.env["integration.product.binding"].union(*variants)
        return listings.profile_id.ebay_site_ids

    def _categories(self, site, variants):
        """{listing id: its category there}: its own, or as mapped for that site."""
        listings = self.env["integration.product.binding"].union(*variants)
        mapped = self.env["ebay.category.mapping"]._category_of(
            listings.product_tmpl_id, site._trees()
        )
        own = {
            offer.listing_id.id: offer.category_id
            for offer in listings.ebay_offer_ids
            if offer.site_id == site
        }
        nothing = self.env["ebay.category"]
        return {
            listing.id: own.get(listing.id)
            or mapped.get(listing.product_tmpl_id.id, nothing)
            for listing in listings
        }

    def _prices(self, site, variants):
        """{listing id: {SKU: price}}; none where the price is in another currency."""
        products = self.env["product.product"].union(*variants.values())
        prices = self.env["integration.listing.prices"]._by_rule(
            site.price_rule_id, products
        )
        currency = SITES[site.marketplace].currency
        found = {}
        for listing, mine in variants.items():
            amounts = {p.default_code or "": prices[p.id][0] for p in mine}
            is_whole = all(
                x.currency == currency and x.amount for x in amounts.values()
            )
            found[listing.id] = (
                {sku: str(price.amount) for sku, price in amounts.items()}
                if is_whole
                else {}
            )
        return found
