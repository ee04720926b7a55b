"""All numbers of the dashboard in one answer.

Whatever the size of the queue: sums come from the metrics, the rest from indexes.
Add-ons put in their own numbers by extending ``_cards`` (``docs/control-room.md``).
"""

from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .integration_metric import Sums
from .sync_job import ERROR_KINDS

# period: (how far back, width of a point of the chart)
PERIODS = {
    "hour": (timedelta(hours=1), timedelta(minutes=5)),
    "day": (timedelta(days=1), timedelta(hours=1)),
    "week": (timedelta(days=7), timedelta(hours=6)),
    "month": (timedelta(days=30), timedelta(days=1)),
}
_LIST = [[False, "list"], [False, "form"]]
_EPOCH = datetime(2000, 1, 1)


class IntegrationDashboard(models.AbstractModel):
    _name = "integration.dashboard"
    _description = "Integration Dashboard"

    @api.model
    @api.readonly
    def get_data(self, period="day"):
        if not self.env.user.has_group("omni_core.group_viewer"):
            raise AccessError(self.env._("The dashboard is for users of Integrations."))
        if period not in PERIODS:
            period = "day"
        span, step = PERIODS[period]
        since = _floor(fields.Datetime.now() - span, step) + step
        connections = self.env["integration.connection"].search([("active", "=", True)])
        sums = self.env["integration.metric"]._sums(connections.ids, since)
        return {
            "period": period,
            "is_stopped": self.env["integration.connection"]._all_stopped(),
            "connections": self._connections(connections, sums, since),
            "queue": self._queue(connections),
            "chart": self._chart(connections, since, step),
            "errors": self._errors(sums, since),
            "cards": self._cards(connections, sums, since),
            "issues": self._issues(),
        }

    # -- the list behind a number ------------------------------------------------------

    @api.model
    def _open(self, model, domain, name=None, **context):
        """An action that shows the records a number stands for."""
        return {
            "type": "ir.actions.act_window",
            "name": name or self.env[model]._description,
            "res_model": model,
            "domain": domain,
            "views": _LIST,
            "context": context,
        }

    def _open_jobs(self, domain):
        return self._open("sync.job", domain, self.env._("Jobs"))

    def _open_calls(self, since, *more):
        domain = [("create_date", ">=", str(since)), *more]
        return self._open("integration.call", domain, self.env._("Calls"))

    def _open_sums(self, since, measure, *more):
        domain = [("measure", "=", measure), ("slot", ">=", str(since)), *more]
        return self._open("integration.metric", domain, self.env._("Figures"))

    # -- connections -------------------------------------------------------------------

    @api.model
    def _connections(self, connections, sums, since):
        platforms = dict(
            connections._fields["platform"]._description_selection(self.env)
        )
        budgets = self._budgets(connections)
        failed = dict(self._failed_jobs(connections))
        return [
            self._connection(connection, Sums(sums, connection.ids), since)
            | {
                "platform": platforms.get(connection.platform, connection.platform),
                "budgets": budgets.get(connection, []),
                "failed": failed.get(connection.id, 0),
                "open_failed": self._open_jobs(
                    [
                        ("status", "=", "failed"),
                        ("solved_by_id", "=", False),
                        ("connection_id", "=", connection.id),
                    ]
                ),
            }
            for connection in connections
        ]

    def _failed_jobs(self, connections):
        """By the small index of what nobody has made good yet."""
        return self.env.execute_query(
            SQL(
                """SELECT connection_id, count(*)
                     FROM sync_job
                    WHERE connection_id = ANY(%s) AND status = 'failed'
                      AND issue_id IS NOT NULL AND solved_by_id IS NULL
                    GROUP BY connection_id""",
                connections.ids,
            )
        )

    def _connection(self, connection, sums, since):
        mine = ("connection_id", "=", connection.id)
        return {
            "id": connection.id,
            "name": connection.name,
            "environment": connection.environment,
            "light": connection.light,
            "text": connection.health_text or "",
            "last_success_at": _iso(connection.last_success_at),
            "last_event_at": _iso(connection.last_event_at),
            "waits_for_events": bool(connection.events_expected_since),
            "calls": sums.calls,
            "open_calls": self._open_sums(since, "calls", mine),
            "error_rate": sums.error_rate,
            "open_errors": self._open_calls(since, mine, ("error_kind", "!=", False)),
            "p50": sums.percentile(0.5),
            "p95": sums.percentile(0.95),
            "unmapped": connection.unmapped_count,
            "open_unmapped": self._open(
                "integration.mapping",
                [mine, ("state", "=", "unmapped")],
                self.env._("Unmapped Values"),
            ),
        }

    def _budgets(self, connections):
        found = self.env["integration.budget"].search(
            [("connection_id", "in", connections.ids)]
        )
        return {
            connection: [
                {
                    "name": budget.name,
                    "left": round(budget.left_now),
                    "of": round(budget.capacity_now),
                    "share": round(budget.share_left),
                }
                for budget in budgets
            ]
            for connection, budgets in found.grouped("connection_id").items()
        }

    # -- over time ---------------------------------------------------------------------

    @api.model
    def _chart(self, connections, since, step):
        series = self.env["integration.metric"]._series(
            connections.ids, since, int(step.total_seconds())
        )
        points, moment, end = [], since, fields.Datetime.now()
        while moment <= end:
            of_step = series.get(len(points), {})
            sums = Sums({(0, *key): n for key, n in of_step.items()}, [0])
            points.append(
                {
                    "at": _iso(moment),
                    "calls": sums.calls - sums.failed_calls,
                    "failed_calls": sums.failed_calls,
                    "jobs": sums.of("jobs", "done"),
                    "failed_jobs": sums.of("jobs", "failed"),
                }
            )
            moment += step
        return points

    def _errors(self, sums, since):
        """Failed calls by kind, most first."""
        labels = dict(ERROR_KINDS) | dict(
            self.env["sync.job"]._fields["error_kind"]._description_selection(self.env)
        )
        counts = {}
        for (_connection, measure, key), number in sums.items():
            if measure == "calls" and key != "ok":
                counts[key] = counts.get(key, 0) + number
        return [
            {
                "kind": kind,
                "label": labels.get(kind, kind),
                "count": count,
                "open": self._open_calls(since, ("error_kind", "=", kind)),
            }
            for kind, count in sorted(counts.items(), key=lambda item: -item[1])
        ]

    # -- what needs a person -----------------------------------------------------------

    @api.model
    def _issues(self):
        issues = self.env["integration.issue"]
        found = issues.search(issues._needing_attention(), limit=5)
        return {
            "count": issues.search_count(issues._needing_attention()),
            "top": [
                {
                    "id": issue.id,
                    "name": issue.display_name,
                    "connection": issue.connection_id.name or "",
                    "kind": issue.kind,
                    "count": issue.job_count,
                    "stake": issue.stake or "",
                    "last_seen_at": _iso(issue.last_seen_at),
                }
                for issue in found
            ],
        }


def _floor(moment, step):
    return moment - (moment - _EPOCH) % step


def _iso(moment):
    return fields.Datetime.to_string(moment) if moment else False
