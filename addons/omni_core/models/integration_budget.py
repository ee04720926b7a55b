"""How fast a connection may talk: one row per connection and limit of the platform."""

from dataclasses import fields as columns
from datetime import datetime, timezone

from odoo import fields, models

from ..engine.platform import find_platform
from ..lib.budget import BudgetState, take

_STATE = [column.name for column in columns(BudgetState)]


class IntegrationBudget(models.Model):
    """Written by the gate's SQL alone (``engine/gate.py``). Times are epoch seconds,
    which is what the arithmetic in ``lib/budget.py`` works with."""

    _name = "integration.budget"
    _description = "Integration Budget"
    _log_access = False
    _order = "connection_id, name"

    name = fields.Char(
        "Limit",
        required=True,
        readonly=True,
        help="Which of the platform's limits it is.",
    )
    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id")
    level = fields.Float(readonly=True, help="Calls or points left when last touched.")
    capacity = fields.Float(readonly=True, help="As the platform last reported it.")
    rate = fields.Float("Restored per Second", readonly=True)
    outstanding = fields.Float(
        "Under Way",
        readonly=True,
        help="Taken by jobs that run now; what they do not use comes back.",
    )
    outstanding_before = fields.Float(readonly=True)
    updated_at = fields.Float(readonly=True)
    window_started_at = fields.Float(readonly=True)
    blocked_until = fields.Float(readonly=True)
    opens_at = fields.Float(readonly=True, help="Until then nobody is woken for it.")
    costs = fields.Json("Usual Costs", readonly=True, help="Learned, by operation.")
    left_now = fields.Float("Left", compute="_compute_now")
    capacity_now = fields.Float(
        "Of",
        compute="_compute_now",
        help="What there is when nothing was used.",
    )
    share_left = fields.Float("Left (%)", compute="_compute_now")
    rests_until = fields.Datetime(
        compute="_compute_now",
        help="The platform asked us to wait so long.",
    )

    _connection_name_uniq = models.UniqueIndex("(connection_id, name)")

    def _compute_now(self):
        now = datetime.now(timezone.utc).timestamp()
        for budget in self:
            spec = budget._spec()
            state = BudgetState(**{name: budget[name] for name in _STATE})
            if spec:  # taking nothing brings the state up to date
                state, _wait = take(state, spec, 0, now, realtime=True)
            capacity = state.capacity or (spec.capacity if spec else 0.0)
            budget.left_now = max(state.level, 0.0)
            budget.capacity_now = capacity
            budget.share_left = 100 * budget.left_now / capacity if capacity else 0.0
            until = state.blocked_until
            budget.rests_until = (
                datetime.fromtimestamp(until, timezone.utc).replace(tzinfo=None)
                if until > now
                else False
            )

    def _spec(self):
        """What the platform declares; None once it is uninstalled."""
        self.ensure_one()
        platform = find_platform(self.sudo().connection_id.platform)
        specs = {spec.name: spec for spec in platform.budgets} if platform else {}
        return specs.get(self.name)
