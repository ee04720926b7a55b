"""Business policies: how a seller ships, is paid and takes back, kept at eBay."""

from odoo import api, fields, models

KINDS = [("fulfillment", "Shipping"), ("payment", "Payment"), ("return", "Returns")]


class EbayPolicy(models.Model):
    _name = "ebay.policy"
    _description = "eBay Business Policy"
    _inherit = ("integration.binding.mixin",)
    _rec_name = "name"
    _order = "connection_id, kind, name"

    name = fields.Char(required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    site_id = fields.Many2one(
        "ebay.site", readonly=True, index="btree_not_null", help="Empty: the home site."
    )
    is_default = fields.Boolean(
        readonly=True, help="The seller's default at eBay for this kind."
    )
    is_calculated = fields.Boolean(
        "By Weight",
        readonly=True,
        help="The postage is reckoned from the weight: each item needs one.",
    )
    summary = fields.Char(readonly=True)

    @api.model
    def _import(self, connection, rows):
        return self._take_all(connection, self._vals_of(connection, rows))

    @api.model
    def _vals_of(self, connection, rows):
        sites = {site.marketplace: site.id for site in connection.ebay_site_ids}
        return [
            {k: v for k, v in row.items() if k != "marketplace"}
            | {"site_id": sites.get(row["marketplace"], False)}
            for row in rows
        ]

    @api.model
    def _only(self, connection, kind, site=None):
        """The policy that goes without saying: the default one, or the only one.

        :param site: another site of the seller; None: the home site
        """
        mine = self.search(
            [
                ("connection_id", "=", connection.id),
                ("site_id", "=", site.id if site else False),
                ("kind", "=", kind),
            ]
        )
        default = mine.filtered("is_default")
        for choice in (default, mine):
            if len(choice) == 1:
                return choice
        return self.browse()
