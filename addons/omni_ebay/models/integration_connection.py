"""An eBay seller as a connection: which site, which application."""

from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import ValidationError

from ..client.sites import SITES
from ..keys import server_keys


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    ebay_marketplace = fields.Selection(
        selection=[(site.marketplace, site.label) for site in SITES.values()],
        string="Site",
        default="EBAY_US",
        tracking=True,
        help="Where your eBay account was opened. Parts that you also sell in other "
        "countries: see Other Sites below.",
    )
    ebay_ru_name = fields.Char(
        "RuName",
        tracking=True,
        help="developer.ebay.com, User Tokens, “Your eBay Sign-in Settings”: the name "
        "that eBay gives to the address it sends sellers back to.",
    )
    ebay_vat_percent = fields.Float(
        "VAT in Prices (%)",
        help="Of the seller's home country. eBay does not say which VAT a price "
        "contains; without it here, orders come without tax.",
    )

    def _settings(self):
        """The server's keys, where the connection has none of its own."""
        settings = super()._settings()
        if settings.platform != "ebay":
            return settings
        keys = server_keys(settings.environment)
        return replace(settings, secrets={**keys, **settings.secrets})

    def write(self, vals):
        """An account lives in one environment: its ids mean nothing in the other."""
        if "environment" in vals:
            for connection in self.filtered(lambda c: c.platform == "ebay"):
                changes = connection.environment != vals["environment"]
                if changes and connection.account_ref:
                    raise ValidationError(
                        self.env._(
                            "“%(name)s” belongs to %(account)s. Make a connection of "
                            "its own for the other environment: eBay's numbers of "
                            "orders and listings mean something else there.",
                            name=connection.name,
                            account=connection.account,
                        )
                    )
        return super().write(vals)
