"""What labels add to the control room."""

from odoo import api, models


class IntegrationDashboard(models.AbstractModel):
    _inherit = "integration.dashboard"

    @api.model
    def _late_card(self):
        pickings = self.env["stock.picking"]
        if not pickings.has_access("read"):
            return []
        domain = pickings._omni_late()
        count = pickings.search_count(domain, limit=10_000)
        return [
            {
                "key": "late",
                "icon": "fa-clock-o",
                "title": self.env._("Late to Ship"),
                **self._to_look_at(
                    count, self.env._("should have left"), self.env._("none")
                ),
                "open": self._open(
                    pickings._name, list(domain), self.env._("Late to Ship")
                ),
            }
        ]

    @api.model
    def _cards(self, connections, sums, since):
        cards = super()._cards(connections, sums, since)
        labels = self.env["integration.label"]
        if not labels.has_access("read"):
            return cards
        domain = [
            ("connection_id", "in", connections.ids),
            ("state", "in", ("orphan", "failed")),
        ]
        count = labels.search_count(domain)
        return [
            *cards,
            *self._late_card(),
            {
                "key": "labels",
                "icon": "fa-barcode",
                "title": self.env._("Problem Labels"),
                **self._to_look_at(
                    count, self.env._("orphaned or refused"), self.env._("none")
                ),
                "open": self._open(
                    labels._name, domain, self.env._("Labels to Look At")
                ),
            },
        ]
