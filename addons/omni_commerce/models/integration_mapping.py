from odoo import api, models
from odoo.fields import Domain

from odoo.addons.omni_core.engine.mapping import mapping_model

from .order_taxes import wider_keys


class IntegrationMapping(models.Model):
    _inherit = "integration.mapping"

    @api.model
    def _known(self, connection, kind, keys):
        """{key: record or text, empty if ignored} of what somebody has decided."""
        model = mapping_model(kind)
        if not keys or (model and model not in self.env):
            return {}
        mappings = self.sudo().search(
            Domain("connection_id", "=", connection.id)
            & Domain("kind", "=", kind)
            & Domain("external_key", "in", list(keys))
            & Domain("state", "!=", "unmapped")
        )
        if not model:
            return {m.external_key: m.value or "" for m in mappings}
        records = self.env[model].browse(mappings.mapped("res_id")).exists()
        return {
            m.external_key: records.browse(m.res_id or ())
            for m in mappings
            if m.ignored or m.res_id in records._ids
        }

    def _release(self):
        """A tax for a whole country lets go of what waits for one of its names."""
        result = super()._release()
        for mapping in self.filtered(_is_catch_all):
            waiting = self.sudo().search(
                Domain("connection_id", "=", mapping.connection_id.id)
                & Domain("kind", "=", "tax")
                & Domain("state", "=", "unmapped")
            )
            for caught in waiting:
                if mapping.external_key in _wider(caught):
                    self.env["sync.job"].sudo()._release_cause(caught._cause())
        return result


def _is_catch_all(mapping):
    catches = mapping.kind == "tax" and "*" in mapping.external_key
    return catches and mapping.state != "unmapped"


def _wider(mapping):
    """None for what a person typed and is no key of ours."""
    key = mapping.external_key
    return wider_keys(key) if key.count("/") == 4 else ()
