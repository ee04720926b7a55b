from odoo import fields, models

from odoo.addons.omni_core.engine.platform import known_platforms

from ..adapter import CarrierPlatform


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    ships_parcels = fields.Boolean(
        compute="_compute_ships_parcels", search="_search_ships_parcels"
    )

    def _compute_ships_parcels(self):
        codes = _carrier_platforms()
        for connection in self:
            connection.ships_parcels = connection.platform in codes

    def _search_ships_parcels(self, operator, value):
        return [("platform", operator if value else "not in", _carrier_platforms())]

    def action_fetch_services(self):
        """Read carriers and services again, as a job."""
        self._demand("operator")
        for connection in self.filtered("ships_parcels"):
            self.env["sync.job"].enqueue(
                connection, "service_fetch", identity_key="services"
            )

    def action_open_services(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Carrier Services"),
            "res_model": "integration.carrier.service",
            "view_mode": "list",
            "domain": [("connection_id", "=", self.id)],
        }


def _carrier_platforms():
    return [p.code for p in known_platforms() if isinstance(p, CarrierPlatform)]
