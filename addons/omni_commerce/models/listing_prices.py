"""What listings cost on their channels: read in groups, no query per product."""

from decimal import Decimal

from odoo import models

from odoo.addons.omni_core.lib.money import Money

from ..price_rules import offered


class ListingPrices(models.AbstractModel):
    _name = "integration.listing.prices"
    _description = "Prices of Listings"

    def _of(self, wanted):
        """{(listing id, product id): (price, compare-at or None)}, as ``Money``.

        ``wanted`` are the products of each listing: {listing: products}.
        """
        by_rule = {}
        for listing in wanted:
            by_rule.setdefault(listing._term("price_rule_id"), []).append(listing)
        found = {}
        for rule, listings in by_rule.items():
            products = self.env["product.product"].union(*(wanted[x] for x in listings))
            prices = self._by_rule(rule, products)
            for listing in listings:
                for product in wanted[listing]:
                    found[listing.id, product.id] = prices[product.id]
        return found

    def _by_rule(self, rule, products):
        """{product id: (price, compare-at or None)}"""
        currency = rule.pricelist_id.currency_id or self.env.company.currency_id
        base = self._base(rule.pricelist_id, products, currency)
        others = self._others(rule, products, currency)
        terms, found = rule._rule(), {}
        for product in products:
            price = self._taxed(rule, product, base[product.id], currency)
            price = self._money(offered(terms, _decimal(price)), currency)
            other = None
            if product.id in others:
                other = self._taxed(rule, product, others[product.id], currency)
                other = self._money(_decimal(other), currency)
            is_higher = other and other.amount > price.amount
            found[product.id] = (price, other if is_higher else None)
        return found

    def _base(self, pricelist, products, currency):
        if pricelist:
            return pricelist._get_products_price(products, 1.0, currency=currency)
        return products._price_compute("list_price", currency=currency)

    def _others(self, rule, products, currency):
        """What the price is compared with, as far as the rule wants that at all."""
        if rule.compare_at == "list_price":
            return self._base(rule.env["product.pricelist"], products, currency)
        if rule.compare_at == "pricelist" and rule.compare_pricelist_id:
            return self._base(rule.compare_pricelist_id, products, currency)
        return {}

    def _taxed(self, rule, product, price, currency):
        """With or without taxes, whichever way the price is entered here."""
        if rule.tax_mode not in ("included", "excluded"):
            return price
        taxes = product.taxes_id._filter_taxes_by_company(self.env.company)
        if not taxes:
            return price
        totals = taxes.compute_all(price, currency=currency, product=product)
        return totals[f"total_{rule.tax_mode}"]

    def _money(self, amount, currency):
        places = Decimal(1).scaleb(-currency.decimal_places)
        return Money(amount.quantize(places), currency.name)


def _decimal(value):
    """A float of Odoo is meant to the digits that people see, not to the last bit."""
    return Decimal(f"{value:.6f}")
