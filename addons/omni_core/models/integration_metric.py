"""What happened, in numbers: small sums that a dashboard can read whatever the size of
the queue. Five minutes each at first, whole hours after two days."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.tally import BOUNDS_MS
from .retention import delete_old

_FINE_DAYS = 2

_ROLL_UP = """
    WITH fine AS (
        DELETE FROM integration_metric
         WHERE slot < date_trunc('hour', now() AT TIME ZONE 'UTC') - %s
           AND slot <> date_trunc('hour', slot)
     RETURNING connection_id, company_id, date_trunc('hour', slot) AS hour,
               measure, key, value
    )
    INSERT INTO integration_metric AS m
           (connection_id, company_id, slot, measure, key, value)
    SELECT connection_id, company_id, hour, measure, key, sum(value)
      FROM fine
     GROUP BY connection_id, company_id, hour, measure, key
        ON CONFLICT (connection_id, slot, measure, key)
        DO UPDATE SET value = m.value + EXCLUDED.value
"""


class IntegrationMetric(models.Model):
    """Written by SQL alone (``engine/tally.py``)."""

    _name = "integration.metric"
    _description = "Integration Metric"
    _log_access = False
    _order = "slot desc, connection_id, measure, key"
    _rec_name = "measure"

    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", readonly=True)
    slot = fields.Datetime(
        "From", required=True, readonly=True, help="The five minutes, later the hour."
    )
    measure = fields.Selection(
        [
            ("calls", "Calls"),
            ("times", "Response Times"),
            ("records", "Records"),
            ("jobs", "Jobs"),
            ("errors", "Tries That Failed"),
            ("events", "Webhooks"),
        ],
        "What",
        required=True,
        readonly=True,
    )
    key = fields.Char(
        "Which",
        required=True,
        readonly=True,
        help="How it went, or the upper end of a class of response times in ms.",
    )
    value = fields.Integer("Number", required=True, readonly=True, aggregator="sum")

    _sum_uniq = models.UniqueIndex("(connection_id, slot, measure, key)")
    _slot_idx = models.Index("(slot)")

    @api.model
    def _pulse(self):
        """Tell open screens that there is something new; they ask for it themselves."""
        self.env.ref("omni_core.group_viewer")._bus_send("omni_core/pulse", {})

    @api.model
    def _sums(self, connection_ids, since):
        """{(connection id, measure, key): number} since a moment."""
        rows = self.env.execute_query(
            SQL(
                """SELECT connection_id, measure, key, sum(value)::bigint
                     FROM integration_metric
                    WHERE slot >= %s AND connection_id = ANY(%s)
                    GROUP BY connection_id, measure, key""",
                since,
                list(connection_ids),
            )
        )
        return {tuple(row[:3]): row[3] for row in rows}

    @api.model
    def _series(self, connection_ids, since, step):
        """{number of the step: {(measure, key): number}} for calls and jobs.

        :param step: in seconds
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT floor(extract(epoch FROM slot - %(since)s) / %(step)s)::int,
                          measure, key, sum(value)::bigint
                     FROM integration_metric
                    WHERE slot >= %(since)s AND connection_id = ANY(%(connections)s)
                      AND measure IN ('calls', 'jobs')
                    GROUP BY 1, measure, key""",
                step=step,
                since=since,
                connections=list(connection_ids),
            )
        )
        series = {}
        for place, measure, key, value in rows:
            series.setdefault(place, {})[measure, key] = value
        return series

    @api.autovacuum
    def _gc_metrics(self):
        self.env.cr.execute(SQL(_ROLL_UP, SQL("make_interval(days => %s)", _FINE_DAYS)))
        return delete_old(self, "omni_core.metric_days", SQL("slot"))


def percentile(times, share):
    """The response time in ms below which ``share`` of the calls lie.

    :param times: {upper end of a class: calls in it}; spread evenly within a class
    """
    wanted = share * sum(times.values())
    if not wanted:
        return None
    lower = passed = 0
    for upper in BOUNDS_MS:
        number = times.get(upper, 0)
        if number and passed + number >= wanted:
            return round(lower + (upper - lower) * (wanted - passed) / number)
        passed += number
        lower = upper
    return lower


class Sums:
    """Sums of some connections, by what they are asked for."""

    def __init__(self, sums, connection_ids):
        wanted = set(connection_ids)
        self._sums = {}
        for (connection_id, *key), number in sums.items():
            if connection_id in wanted:
                self._sums[tuple(key)] = self._sums.get(tuple(key), 0) + number

    def of(self, measure, key):
        return self._sums.get((measure, key), 0)

    def _all(self, measure):
        return {key: n for (what, key), n in self._sums.items() if what == measure}

    @property
    def calls(self):
        return sum(self._all("calls").values())

    @property
    def failed_calls(self):
        return self.calls - self.of("calls", "ok")

    @property
    def error_rate(self):
        return self.failed_calls / self.calls if self.calls else 0.0

    def percentile(self, share):
        times = {int(upper): n for upper, n in self._all("times").items()}
        return percentile(times, share)
