from odoo import fields, models

from odoo.addons.omni_core.engine.platform import known_platforms
from odoo.addons.omni_core.engine.setup import SetupStep

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

    def _setup_steps(self):
        steps = super()._setup_steps()
        return steps + self._setup_shipping() if self.ships_parcels else steps

    def _setup_shipping(self):
        here = [("connection_id", "=", self.id)]
        services = self.env["integration.carrier.service"].search_count(here, limit=1)
        methods = self.env["delivery.carrier"].search(
            [("omni_connection_id", "=", self.id)]
        )
        return [
            SetupStep(
                "services",
                self.env._("Read the carriers and their services"),
                bool(services),
                "",
                "action_open_services" if services else "action_fetch_services",
                self.env._("Services") if services else self.env._("Read"),
                sequence=40,
            ),
            SetupStep(
                "methods",
                self.env._("Offer it as a delivery method"),
                bool(methods),
                ", ".join(methods.mapped("name")),
                "action_open_methods",
                self.env._("Delivery Methods"),
                sequence=45,
            ),
        ]

    def action_open_methods(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Delivery Methods"),
            "res_model": "delivery.carrier",
            "view_mode": "list,form",
            "domain": [("omni_connection_id", "=", self.id)],
            "context": {
                "default_delivery_type": "omni",
                "default_omni_connection_id": self.id,
            },
        }

    def action_fetch_services(self):
        """Read carriers and services again, as a job."""
        self._demand("operator")
        for connection in self.filtered("ships_parcels"):
            self.env["sync.job"].enqueue(
                connection, "service_fetch", identity_key="services"
            )
        return True

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
