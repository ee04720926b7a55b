"""How fast a connection may talk: one row per connection and limit of the platform."""

from datetime import datetime, timezone

from odoo import fields, models


class IntegrationBudget(models.Model):
    """Written by the gate's SQL alone (``engine/gate.py``). Times are epoch seconds,
    which is what the arithmetic in ``lib/budget.py`` works with."""

    _name = "integration.budget"
    _description = "Integration Budget"
    _log_access = False
    _order = "connection_id, name"

    name = fields.Char("Limit", required=True, readonly=True)
    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id")
    level = fields.Float("Left", readonly=True, help="Calls or points left to spend.")
    capacity = fields.Float(readonly=True, help="As the platform last reported it.")
    rate = fields.Float("Restored per Second", readonly=True)
    outstanding = fields.Float("Under Way", readonly=True)
    outstanding_before = fields.Float(readonly=True)
    updated_at = fields.Float(readonly=True)
    window_started_at = fields.Float(readonly=True)
    blocked_until = fields.Float(readonly=True)
    rests_until = fields.Datetime(compute="_compute_rests_until")

    _connection_name_uniq = models.UniqueIndex("(connection_id, name)")

    def _compute_rests_until(self):
        now = datetime.now(timezone.utc).timestamp()
        for budget in self:
            until = budget.blocked_until
            budget.rests_until = (
                datetime.fromtimestamp(until, timezone.utc).replace(tzinfo=None)
                if until > now
                else False
            )
