"""The stores of a hub: where orders come from over there."""

from odoo import api, fields, models


class IntegrationHubStore(models.Model):
    _name = "integration.hub.store"
    _description = "Store of a Hub"
    _inherit = ("integration.binding.mixin",)
    _order = "connection_id, name"
    _rec_name = "name"

    name = fields.Char(required=True)
    marketplace = fields.Char()
    feeds_itself = fields.Boolean(help="Its shop brings orders there without Odoo.")

    @api.model
    def _import(self, connection, stores):
        rows = [
            {
                "external_ref": store.ref,
                "name": store.name,
                "marketplace": store.marketplace,
                "feeds_itself": store.feeds_itself,
            }
            for store in stores
        ]
        return self._take_all(connection, rows)
