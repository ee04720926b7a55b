"""A second account that shall work as the first one does."""

from odoo import models


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def copy_data(self, default=None):
        """Another account: its address is asked for anew, as its secrets are."""
        vals_list = super().copy_data(default)
        for connection, vals in zip(self, vals_list, strict=True):
            if "name" not in (default or {}):
                vals["name"] = self.env._("%s (copy)", connection.name)
        return vals_list

    def copy(self, default=None):
        copies = super().copy(default)
        for connection, twin in zip(self, copies, strict=True):
            connection._copy_configuration(twin)
        return copies

    def _copy_configuration(self, twin):
        """What belongs to a connection and says how it works. Never a secret, nor
        what it has exchanged. An add-on copies its own."""
        mappings = self.env["integration.mapping"].search(
            [("connection_id", "=", self.id), ("state", "!=", "unmapped")]
        )
        mappings.copy({"connection_id": twin.id})
