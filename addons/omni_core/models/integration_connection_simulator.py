"""Try a platform without an account: the simulator's data in one click."""

import requests

from odoo import fields, models
from odoo.exceptions import UserError

from .integration_connection import is_loopback

SIMULATOR_URL = "omni_core.simulator_url"
PATIENCE_S = 10


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    can_simulate = fields.Boolean(compute="_compute_can_simulate")

    def _compute_can_simulate(self):
        there = bool(self._simulator_url())
        for connection in self:
            connection.can_simulate = (
                there
                and connection.state == "draft"
                and connection.environment == "sandbox"
            )

    def action_use_simulator(self):
        """Fill in what the simulated platform told, and connect."""
        self.ensure_one()
        self._demand("administrator")
        if not self.can_simulate:
            raise UserError(
                self.env._(
                    "The simulator is for a new sandbox connection, and only while "
                    "“./omni demo” or “./omni sandbox” runs on this machine."
                )
            )
        platform, url = self.platform, self._simulator_url()
        # Nobody waits for the network with a transaction open.
        self.env.cr.commit()  # pylint: disable=invalid-commit
        self._take_simulated(f"{url}/{platform}", self._ask_simulator(url, platform))
        return self.action_connect()

    def _take_simulated(self, address, keys):
        """What is a field of the platform's is a setting, the rest are secrets."""
        prefix, secrets = f"{self.platform}_", self._secret_specs()
        options = {
            prefix + key: value
            for key, value in keys.items()
            if prefix + key in self._fields
        }
        self.write({"base_url": address, **options})
        entered = {
            key: (value, None)
            for key, value in keys.items()
            # What the platform renews by itself it hands out when we connect.
            if key in secrets and not secrets[key].renewed
        }
        self.env["integration.credential"].sudo()._store_many(self, entered)

    def _ask_simulator(self, url, platform):
        try:
            answer = requests.get(f"{url}/control/state", timeout=PATIENCE_S)
            answer.raise_for_status()
            return dict(answer.json()["credentials"][platform])
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise UserError(
                self.env._(
                    "No simulator of this platform answers at %s. Start it with "
                    "“./omni sandbox”.",
                    url,
                )
            ) from error

    def _simulator_url(self):
        """Only on this machine: secrets would go to whoever answers there."""
        url = self.env["ir.config_parameter"].sudo().get_param(SIMULATOR_URL) or ""
        return url.rstrip("/") if is_loopback(url) else ""
