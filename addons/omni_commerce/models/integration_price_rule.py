"""How a price on a channel follows from the price here."""

from decimal import Decimal

from odoo import api, fields, models
from odoo.fields import Domain

from ..price_rules import Rule, offered


class IntegrationPriceRule(models.Model):
    _name = "integration.price.rule"
    _description = "Price Rule of Listings"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        check_company=True,
        help="Its prices, in its currency. None: the sales price of the product.",
    )
    tax_mode = fields.Selection(
        [
            ("as_is", "As the price is entered in Odoo"),
            ("included", "With taxes"),
            ("excluded", "Without taxes"),
        ],
        "Taxes",
        default="as_is",
        required=True,
        help="Whether the channel shows prices with taxes. They are added or taken out "
        "by the sales taxes of the product.",
    )
    percent = fields.Float("Plus (%)", help="Negative: cheaper than here.")
    fixed = fields.Float("Plus Amount", help="After the percentage.")
    round_to = fields.Float(help="0.05: to five cents. 0: not at all.")
    has_ending = fields.Boolean(
        "Has an Ending",
        help="Let every price end alike, such as 9.99.",
    )
    ending = fields.Float(
        "Ends With",
        help="0.99 with “Round To” 1: the price goes up to the next that ends so.",
    )
    compare_at = fields.Selection(
        [
            ("none", "No other price"),
            ("list_price", "The sales price, where it is higher"),
            ("pricelist", "The price of another pricelist, where it is higher"),
        ],
        "Compare With",
        default="none",
        required=True,
        help="The price that is struck through beside the real one.",
    )
    compare_pricelist_id = fields.Many2one(
        "product.pricelist",
        check_company=True,
        help="Its price is struck through beside the real one.",
    )

    example = fields.Char(compute="_compute_example")

    @api.depends("percent", "fixed", "round_to", "has_ending", "ending")
    def _compute_example(self):
        for rule in self:
            price = offered(rule._rule(), Decimal(100)).quantize(Decimal("0.01"))
            rule.example = self.env._("100.00 becomes %s", price)

    def _rule(self):
        return Rule(
            percent=_decimal(self.percent),
            fixed=_decimal(self.fixed),
            step=_decimal(self.round_to),
            ending=_decimal(self.ending) if self.has_ending else None,
        )

    def _pricelists(self):
        return self.pricelist_id | self.compare_pricelist_id

    def write(self, vals):
        result = super().write(vals)
        self._mark_listings()
        return result

    def _mark_listings(self):
        """What every listing with these rules costs may be another number now."""
        profiles = self.env["integration.listing.profile"].sudo()
        using = profiles.search([("price_rule_id", "in", self.ids)])
        self.env["integration.product.binding"].sudo()._set_due(
            "price_due",
            Domain("price_rule_id", "in", self.ids)
            | (Domain("price_rule_id", "=", False) & using._listings_domain()),
        )


def _decimal(value):
    return Decimal(str(value or 0))
