"""How a connection is doing, per direction. Written by SQL alone, beside the work.

The row of a connection is hot: every exchange touches it. So it is no part of anybody's
transaction, and a run of good news is not written down more than every few seconds.
"""

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.queries import BREAKER_FAILURES
from ..engine.transaction import read_committed
from ..lib.text import excerpt

BREAKER_FIRST_S = 30
BREAKER_CAP_S = 15 * 60
GOOD_NEWS_EVERY_S = 5


class IntegrationHealth(models.Model):
    _name = "integration.health"
    _description = "Integration Health"
    _log_access = False
    _rec_name = "direction"

    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id")
    direction = fields.Selection(
        [("out", "We call the platform"), ("in", "The platform calls us")],
        required=True,
        readonly=True,
    )
    last_success_at = fields.Datetime(readonly=True)
    last_failure_at = fields.Datetime(readonly=True)
    failures_in_row = fields.Integer(readonly=True, default=0)
    breaker_until = fields.Datetime(
        readonly=True, help="Until then no job runs; afterwards one tries."
    )
    probe_until = fields.Datetime(
        readonly=True, help="Until then one job tries, and the others wait for it."
    )
    last_error = fields.Char(readonly=True)
    minute_began_at = fields.Datetime(
        readonly=True, help="Of the webhooks that are counted against the cap."
    )
    minute_count = fields.Integer("Webhooks in That Minute", readonly=True)

    _connection_direction_uniq = models.UniqueIndex("(connection_id, direction)")

    @api.model
    def _note(self, connection_id, direction, ok, error_text=""):
        """One exchange ended. ``ok`` is False for transient failures only.

        A platform that rejects our data is alive: that is a success here. Commits in a
        transaction of its own.
        """
        with read_committed(self.env.registry) as cr:
            cr.execute(self._note_query(connection_id, direction, ok, error_text))

    @api.model
    def _note_query(self, connection_id, direction, ok, error_text=""):
        """The same as one statement, for whoever has a cursor that fits."""
        return SQL(
            _NOTE_SUCCESS if ok else _NOTE_FAILURE,
            connection=connection_id,
            direction=direction,
            error=excerpt(error_text or "", 500),
            fresh=GOOD_NEWS_EVERY_S,
            limit=BREAKER_FAILURES,
            first=BREAKER_FIRST_S,
            cap=BREAKER_CAP_S,
        )

    @api.model
    def _note_events(self, counts):
        """So many events of each connection were taken in; in the caller's transaction.

        :param counts: {connection id: number}
        """
        ids = sorted(counts)  # two sweeps lock them in the same order
        numbers = [counts[id_] for id_ in ids]
        self.env.cr.execute(_NOTE_EVENTS, {"connections": ids, "counts": numbers})

    @api.model
    def _reset(self, connection_ids):
        """Close the breaker of these connections."""
        with read_committed(self.env.registry) as cr:
            cr.execute(
                SQL(
                    """
                    UPDATE integration_health
                       SET failures_in_row = 0, breaker_until = NULL,
                           probe_until = NULL
                     WHERE connection_id = ANY(%s)
                    """,
                    list(connection_ids),
                )
            )
        self.invalidate_model()


# A connection deleted meanwhile has no row to hold its news: insert by selecting it.
_NOTE_SUCCESS = """
    INSERT INTO integration_health AS h (connection_id, direction, last_success_at,
                                         failures_in_row)
    SELECT id, %(direction)s, now() AT TIME ZONE 'UTC', 0
      FROM integration_connection WHERE id = %(connection)s
    ON CONFLICT (connection_id, direction) DO UPDATE
       SET last_success_at = EXCLUDED.last_success_at, failures_in_row = 0,
           breaker_until = NULL, probe_until = NULL
     WHERE h.failures_in_row > 0 OR h.last_success_at IS NULL
        OR h.last_success_at
           < EXCLUDED.last_success_at - %(fresh)s * interval '1 second'
"""

# Failures that arrive while the breaker is open are of exchanges that were under way:
# they must not make the wait longer. Each failed probe doubles it.
_NOTE_FAILURE = """
    INSERT INTO integration_health AS h (connection_id, direction, last_failure_at,
                                         failures_in_row, last_error)
    SELECT id, %(direction)s, now() AT TIME ZONE 'UTC', 1, %(error)s
      FROM integration_connection WHERE id = %(connection)s
    ON CONFLICT (connection_id, direction) DO UPDATE
       SET last_failure_at = EXCLUDED.last_failure_at, last_error = EXCLUDED.last_error,
           probe_until = NULL,
           failures_in_row = CASE WHEN h.breaker_until > EXCLUDED.last_failure_at
                                  THEN h.failures_in_row ELSE h.failures_in_row + 1 END,
           breaker_until = CASE
               WHEN h.breaker_until > EXCLUDED.last_failure_at THEN h.breaker_until
               WHEN h.failures_in_row + 1 >= %(limit)s
               THEN EXCLUDED.last_failure_at + interval '1 second'
                    * LEAST(%(cap)s, %(first)s
                            * 2.0 ^ LEAST(h.failures_in_row + 1 - %(limit)s, 10))
           END
"""

_NOTE_EVENTS = """
    INSERT INTO integration_health AS h (connection_id, direction, last_success_at,
                                         failures_in_row, minute_began_at, minute_count)
    SELECT taken.connection, 'in', now() AT TIME ZONE 'UTC', 0,
           now() AT TIME ZONE 'UTC', taken.number
      FROM unnest(%(connections)s, %(counts)s) AS taken(connection, number)
    ON CONFLICT (connection_id, direction) DO UPDATE
       SET last_success_at = EXCLUDED.last_success_at,
           minute_began_at = CASE
               WHEN h.minute_began_at > EXCLUDED.minute_began_at - interval '1 minute'
               THEN h.minute_began_at ELSE EXCLUDED.minute_began_at END,
           minute_count = EXCLUDED.minute_count + CASE
               WHEN h.minute_began_at > EXCLUDED.minute_began_at - interval '1 minute'
               THEN h.minute_count ELSE 0 END
"""
