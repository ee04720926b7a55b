"""How a connection looks from a distance: one light, one sentence."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..engine.queries import BREAKER_FAILURES
from .integration_connection_expiry import EXPIRY_WARN_DAYS

ERROR_RATE_WARN = 0.05
QUIET_IS_STALE_H = 24


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    health_ids = fields.One2many(
        "integration.health", "connection_id", "Health per Direction", readonly=True
    )
    light = fields.Selection(
        [("ok", "Healthy"), ("warn", "Look Here"), ("down", "Down"), ("off", "Off")],
        "Health",
        compute="_compute_health",
        help="Green: all is well. Yellow: something is late or fails now and then. "
        "Red: it does not work. Grey: paused, or not connected.",
    )
    health_text = fields.Char("Situation", compute="_compute_health")
    last_success_at = fields.Datetime("Last Success", compute="_compute_health")
    error_rate = fields.Float("Failed, Last Hour", compute="_compute_health")
    unmapped_count = fields.Integer(
        "Unmapped Values",
        compute="_compute_unmapped_count",
        help="Values of the platform that nobody has mapped to Odoo yet. Jobs wait "
        "for them.",
    )

    @api.depends("state", "health_ids")
    def _compute_health(self):
        rates = self._error_rates()
        now = fields.Datetime.now()
        for connection in self:
            out = connection.health_ids.filtered(lambda h: h.direction == "out")
            successes = connection.health_ids.filtered("last_success_at")
            connection.last_success_at = max(
                successes.mapped("last_success_at"), default=False
            )
            connection.error_rate = rates.get(connection.id, 0.0)
            connection.light, connection.health_text = connection._health(out, now)

    def _health(self, out, now):
        """(light, sentence) of one connection; ``out`` is the row of our own calls."""
        if self.state != "connected":
            return self._health_of_stopped()
        if out.failures_in_row >= BREAKER_FAILURES:
            return "down", self._breaker_text(out, now)
        warning = self._warning(out, now)
        if warning:
            return "warn", warning
        return "ok", "" if self.last_success_at else self.env._("No call yet.")

    def _health_of_stopped(self):
        if self.state == "reauth":
            return "down", self.env._("Sign in again to go on.")
        return "off", self.state_reason or ""

    def _breaker_text(self, out, now):
        wait = (out.breaker_until - now).total_seconds() if out.breaker_until else 0
        text = self.env._("No answer %s times in a row.", out.failures_in_row)
        if wait <= 0:
            return f"{text} {self.env._('Trying again.')}"
        minutes = -(-int(wait) // 60)
        return f"{text} {self.env._('Next try in %s min.', minutes)}"

    def _warning(self, out, now):
        """The most urgent thing to look at while it works; empty if there is none."""
        if self.error_rate > ERROR_RATE_WARN:
            share = round(self.error_rate * 100)
            return self.env._("%s %% of the jobs of the last hour failed.", share)
        if out.failures_in_row:
            return self.env._("The last call got no answer.")
        if self._is_flooded(now):
            return self.env._(
                "More than %s webhooks a minute. The others wait their turn.",
                self.event_cap,
            )
        ends, last = self.secrets_expire_at, self.last_success_at
        if ends and (ends - now).days < EXPIRY_WARN_DAYS:
            return self.env._("Secrets expire in %s days.", max((ends - now).days, 0))
        if last and (now - last).total_seconds() > QUIET_IS_STALE_H * 3600:
            return self.env._("Quiet since %s.", format_date(self.env, last))
        return ""

    def _is_flooded(self, now):
        flow = self.health_ids.filtered(lambda h: h.direction == "in")
        return bool(
            self.event_cap > 0
            and flow.minute_count >= self.event_cap
            and now - flow.minute_began_at < timedelta(minutes=1)
        )

    def _error_rates(self):
        """{connection id: share of its jobs of the last hour that failed}.

        Not of its calls: by default only those that failed are on record.
        """
        rows = self.env.execute_query(
            SQL(
                """
                SELECT connection_id, avg((status = 'failed')::int)::float
                  FROM sync_job
                 WHERE connection_id = ANY(%s)
                   AND status IN ('done', 'failed')
                   AND finished_at > now() AT TIME ZONE 'UTC' - interval '1 hour'
                 GROUP BY connection_id
                """,
                self.ids,
            )
        )
        return dict(rows)

    def _compute_unmapped_count(self):
        rows = self.env["integration.mapping"]._read_group(
            Domain("connection_id", "in", self.ids) & Domain("state", "=", "unmapped"),
            ["connection_id"],
            ["__count"],
        )
        counts = {connection.id: count for connection, count in rows}
        for connection in self:
            connection.unmapped_count = counts.get(connection.id, 0)

    def action_open_unmapped(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_core.integration_mapping_action"
        )
        action["domain"] = [("connection_id", "=", self.id)]
        return action
