"""Asks why connections are paused, so that others need not guess."""

from odoo import fields, models


class IntegrationPause(models.TransientModel):
    _name = "integration.pause"
    _description = "Pause Connections"

    connection_ids = fields.Many2many(
        "integration.connection",
        default=lambda self: self.env.context.get("active_ids", []),
    )
    reason = fields.Char(help="Shown to everybody who wonders why nothing runs.")

    def action_pause(self):
        self.connection_ids.action_pause(self.reason)
        return {"type": "ir.actions.act_window_close"}
