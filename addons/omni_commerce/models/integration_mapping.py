from odoo import api, models
from odoo.fields import Domain

from odoo.addons.omni_core.engine.mapping import mapping_model


class IntegrationMapping(models.Model):
    _inherit = "integration.mapping"

    @api.model
    def _known(self, connection, kind, keys):
        """{key: record, empty if ignored} of those that somebody has decided about."""
        model = mapping_model(kind)
        if not keys or model not in self.env:
            return {}
        mappings = self.sudo().search(
            Domain("connection_id", "=", connection.id)
            & Domain("kind", "=", kind)
            & Domain("external_key", "in", list(keys))
            & Domain("state", "!=", "unmapped")
        )
        records = self.env[model].browse(mappings.mapped("res_id")).exists()
        return {
            m.external_key: records.browse(m.res_id or ())
            for m in mappings
            if m.ignored or m.res_id in records._ids
        }
