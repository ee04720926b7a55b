"""The stores of a hub: where orders come from over there."""

from odoo import api, fields, models


class IntegrationHubStore(models.Model):
    _name = "integration.hub.store"
    _description = "Store of a Hub"
    _order = "connection_id, name"

    connection_id = fields.Many2one(
        "integration.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    external_ref = fields.Char("Reference There", required=True)
    name = fields.Char(required=True)
    marketplace = fields.Char()
    feeds_itself = fields.Boolean(help="Its shop brings orders there without Odoo.")
    active = fields.Boolean(default=True)

    _ref_uniq = models.UniqueIndex(
        "(connection_id, external_ref)", "This store is known already."
    )

    @api.model
    def _update(self, connection_id, stores):
        known = self.with_context(active_test=False).search(
            [("connection_id", "=", connection_id)]
        )
        by_ref = {one.external_ref: one for one in known}
        for store in stores:
            vals = {
                "name": store.name,
                "marketplace": store.marketplace,
                "feeds_itself": store.feeds_itself,
                "active": True,
            }
            if mine := by_ref.pop(store.ref, None):
                mine.write(vals)
            else:
                ids = {"connection_id": connection_id, "external_ref": store.ref}
                self.create({**vals, **ids})
        for gone in by_ref.values():
            gone.active = False
