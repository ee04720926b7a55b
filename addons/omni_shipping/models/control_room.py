"""What labels add to the control room."""

from odoo import api, models


class IntegrationDashboard(models.AbstractModel):
    _inherit = "integration.dashboard"

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
        text = self.env._("orphaned or refused") if count else self.env._("none")
        return [
            *cards,
            {
                "key": "labels",
                "icon": "fa-barcode",
                "title": self.env._("Problem Labels"),
                "value": f"{count:,}",
                "text": text,
                "tone": "warning" if count else "",
                "open": self._open(
                    labels._name, domain, self.env._("Labels to Look At")
                ),
            },
        ]
