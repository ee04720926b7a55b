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
        """Keep what eBay has; policies that are gone are archived."""
        known = self.with_context(active_test=False)
        found = known._upsert(connection, [row | {"active": True} for row in rows])
        present = self.union(*found.values())
        mine = self.search([("connection_id", "=", connection.id)])
        (mine - present).action_archive()
        return present

    @api.model
    def _only(self, connection, kind):
        """The policy that goes without saying: the default one, or the only one."""
        mine = self.search([("connection_id", "=", connection.id), ("kind", "=", kind)])
        default = mine.filtered("is_default")
        for choice in (default, mine):
            if len(choice) == 1:
                return choice
        return self.browse()
