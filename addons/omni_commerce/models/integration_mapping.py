from odoo import models
from odoo.fields import Domain

from .order_taxes import wider_keys


class IntegrationMapping(models.Model):
    _inherit = "integration.mapping"

    def _release(self):
        """A tax for a whole country lets go of what waits for one of its names."""
        result = super()._release()
        caught = self._caught()
        self.env["sync.job"].sudo()._release_causes(one._cause() for one in caught)
        return result

    def _caught(self):
        """The unmapped values that one of these answers as well."""
        keys = {
            (mapping.connection_id, mapping.external_key)
            for mapping in self.filtered(_is_catch_all)
        }
        waiting = self.sudo().search(
            Domain("connection_id", "in", [connection.id for connection, _key in keys])
            & Domain("kind", "=", "tax")
            & Domain("state", "=", "unmapped")
        )
        return waiting.filtered(
            lambda one: any((one.connection_id, key) in keys for key in _wider(one))
        )


def _is_catch_all(mapping):
    catches = mapping.kind == "tax" and "*" in mapping.external_key
    return catches and mapping.state != "unmapped"


def _wider(mapping):
    """None for what a person typed and is no key of ours."""
    key = mapping.external_key
    return wider_keys(key) if key.count("/") == 4 else ()
