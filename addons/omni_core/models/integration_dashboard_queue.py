"""What waits in the queue, how long, and why: one statement for all of it."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .sync_job import LANES

# Nobody reads a number beyond this exactly, and counting has to end.
_COUNT_AT_MOST = 200_000
AGES = (("now", 0), ("quarter", 15), ("hour", 60), ("day", 1440))  # minutes

# From the indexes of the queue alone (``sync_job_claim_idx``, ``sync_job_cause_idx``).
_WAITING = """
    WITH waiting AS (
        (SELECT connection_id, lane, create_date, NULL AS cause, eta, retry_count
           FROM sync_job
          WHERE status = 'pending' AND cause IS NULL
            AND COALESCE(connection_id, 0) = ANY(%(connections)s::int[] || 0)
          LIMIT %(most)s)
        UNION ALL
        (SELECT connection_id, lane, create_date, cause, NULL, 0
           FROM sync_job
          WHERE status = 'pending' AND cause IS NOT NULL
            AND (connection_id = ANY(%(connections)s) OR connection_id IS NULL)
          LIMIT %(most)s)
    )
    SELECT waiting.lane,
           CASE WHEN cause LIKE 'mapping:%%' THEN 'mapping'
                WHEN cause LIKE 'reauth:%%' THEN 'reauth'
                WHEN cause LIKE 'hold:%%' THEN 'hold'
                WHEN cause IS NOT NULL THEN 'token'
                WHEN connection.state <> 'connected' THEN 'connection'
                WHEN health.breaker_until > %(now)s THEN 'breaker'
                WHEN eta > %(now)s AND retry_count > 0 THEN 'retry'
                WHEN eta > %(now)s THEN 'later'
                ELSE 'line' END AS why,
           width_bucket(extract(epoch FROM %(now)s - waiting.create_date) / 60,
                        ARRAY[15, 60, 1440]::numeric[]) AS age,
           count(*)
      FROM waiting
      LEFT JOIN integration_connection connection
        ON connection.id = waiting.connection_id
      LEFT JOIN integration_health health
        ON health.connection_id = waiting.connection_id AND health.direction = 'out'
     GROUP BY 1, 2, 3
"""


class IntegrationDashboard(models.AbstractModel):
    _inherit = "integration.dashboard"

    @api.model
    def _queue(self, connections):
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                _WAITING,
                connections=connections.ids,
                most=_COUNT_AT_MOST,
                now=now,
            )
        )
        running = dict(
            self.env["sync.job"]._read_group(
                [("status", "=", "processing")], ["lane"], ["__count"]
            )
        )
        total = sum(count for *_key, count in rows)
        return {
            "total": total,
            "is_more": total >= _COUNT_AT_MOST,
            "lanes": [self._lane(lane, rows, running, now) for lane in LANES],
            "why": self._why(rows, now),
        }

    def _lane(self, lane, rows, running, now):
        code, name = lane
        ages = [0] * len(AGES)
        for row_lane, _why, age, count in rows:
            if row_lane == code:
                ages[age] += count
        domain = [("status", "=", "pending"), ("lane", "=", code)]
        return {
            "code": code,
            "name": self._selection_label("lane", code) or name,
            "running": running.get(code, 0),
            "open_running": self._open_jobs(
                [("status", "=", "processing"), ("lane", "=", code)]
            ),
            "waiting": sum(ages),
            "open": self._open_jobs(domain),
            "ages": [
                {
                    "label": label,
                    "count": count,
                    "open": self._open_jobs(domain + self._age_domain(place, now)),
                }
                for place, (label, count) in enumerate(
                    zip(self._age_labels(), ages, strict=True)
                )
            ],
        }

    def _selection_label(self, field, value):
        field = self.env["sync.job"]._fields[field]
        return dict(field._description_selection(self.env)).get(value)

    def _age_labels(self):
        return (
            self.env._("under 15 min"),
            self.env._("15 to 60 min"),
            self.env._("1 to 24 hours"),
            self.env._("over a day"),
        )

    @staticmethod
    def _age_domain(place, now):
        domain = []
        if place:
            oldest = now - timedelta(minutes=AGES[place][1])
            domain.append(("create_date", "<=", str(oldest)))
        if place + 1 < len(AGES):
            newest = now - timedelta(minutes=AGES[place + 1][1])
            domain.append(("create_date", ">", str(newest)))
        return domain

    def _why(self, rows, now):
        """Why jobs wait: [{code, text, count, open}], most first."""
        counts = {}
        for _lane, why, _age, count in rows:
            counts[why] = counts.get(why, 0) + count
        reasons = self._reasons(str(now))
        return [
            {
                "code": why,
                "text": reasons[why][0],
                "count": count,
                "open": self._open_jobs([("status", "=", "pending"), *reasons[why][1]]),
            }
            for why, count in sorted(counts.items(), key=lambda item: -item[1])
        ]

    def _reasons(self, now):
        """{code: (in words, domain of these jobs)}"""
        free = [("cause", "=", False)]
        return {
            "mapping": (
                self.env._("a value is not mapped"),
                [("cause", "=like", "mapping:%")],
            ),
            "reauth": (
                self.env._("somebody has to sign in again"),
                [("cause", "=like", "reauth:%")],
            ),
            "hold": (
                self.env._("this kind of work is on hold"),
                [("cause", "=like", "hold:%")],
            ),
            "token": (
                self.env._("a new access token is on its way"),
                [("cause", "=like", "token:%")],
            ),
            "connection": (
                self.env._("the connection is not running"),
                [
                    *free,
                    ("connection_id", "!=", False),
                    ("connection_id.state", "!=", "connected"),
                ],
            ),
            "breaker": (
                self.env._("the platform does not answer"),
                [*free, ("connection_id.health_ids.breaker_until", ">", now)],
            ),
            "retry": (
                self.env._("a try failed, the next one is planned"),
                [*free, ("eta", ">", now), ("retry_count", ">", 0)],
            ),
            "later": (
                self.env._("planned for later"),
                [*free, ("eta", ">", now), ("retry_count", "=", 0)],
            ),
            "line": (
                self.env._("next in line"),
                [*free, "|", ("eta", "=", False), ("eta", "<=", now)],
            ),
        }
