"""The inbox: what platforms told us, raw, each delivery once."""

import base64
import json
import logging
from collections import Counter
from dataclasses import replace
from itertools import accumulate, chain

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine.enqueue import Asker, insert_jobs
from ..engine.platform import StoredEvent, get_platform
from ..engine.transaction import read_committed
from ..lib.errors import IntegrationError
from ..lib.pretty import pretty
from ..lib.text import clean
from .display_redaction import redactor_of
from .retention import delete_old, scrub_old

_logger = logging.getLogger(__name__)

_BYTES_AT_ONCE = 32 * 1024 * 1024

_CLAIM = """
    SELECT event.id, connection.id, connection.company_id, connection.platform,
           event.topic, event.headers, event.trace_id, event.late, event.size
      FROM integration_connection connection
      LEFT JOIN integration_health flow
        ON flow.connection_id = connection.id AND flow.direction = 'in'
       AND flow.minute_began_at > now() AT TIME ZONE 'UTC' - interval '1 minute'
     CROSS JOIN LATERAL (
           SELECT id, topic, headers, trace_id, size,
                  received_at - triggered_at > interval '5 minutes' AS late
             FROM integration_event
            WHERE connection_id = connection.id AND status = 'received'
            ORDER BY id
            LIMIT CASE WHEN connection.event_cap > 0
                       THEN LEAST(%(limit)s, GREATEST(
                            connection.event_cap - COALESCE(flow.minute_count, 0), 0))
                       ELSE %(limit)s END
              FOR UPDATE SKIP LOCKED) event
     ORDER BY event.id
"""
_FINISH = """
    UPDATE integration_event
       SET status = fate.status, error = fate.error, job_count = fate.jobs,
           object_ref = fate.object, processed_at = now() AT TIME ZONE 'UTC'
      FROM json_to_recordset(%s)
           AS fate (id int, status text, error text, jobs int, object text)
     WHERE integration_event.id = fate.id
"""


def _portion(rows):
    """As many of the claimed events as fit into memory together; at least one."""
    sizes = accumulate(row[-1] or 0 for row in rows)
    fitting = sum(1 for total in sizes if total <= _BYTES_AT_ONCE)
    return rows[: max(fitting, 1)]


def _read(platform, stored, trace):
    """What an event asks for: (its fate, job requests)."""
    try:
        wishes = get_platform(platform).jobs_for(stored)
        requests = [replace(wish, trace_id=trace) for wish in wishes]
    except IntegrationError as error:
        return _failure(error), []
    except Exception as error:
        _logger.exception("an event of %s could not be understood", platform)
        return _failure(error), []
    keys = [wish.order_key or wish.identity_key for wish in requests]
    return {
        "status": "processed" if requests else "ignored",
        "error": None,
        "jobs": len(requests),
        "object": clean(next(filter(None, keys), "")) or None,
    }, requests


def _failure(error):
    if isinstance(error, IntegrationError):
        text = str(error)
    else:
        text = (
            f"This event could not be understood ({type(error).__name__}). Nothing was "
            "done with it, and its content is kept: replay it when the cause is solved."
        )
    return {"status": "failed", "error": clean(text), "jobs": 0, "object": None}


class IntegrationEvent(models.Model):
    _name = "integration.event"
    _description = "Integration Event"
    _order = "id desc"
    _rec_name = "topic"
    _log_access = False  # written by the webhook controller in one statement

    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", related="connection_id.company_id", store=True
    )
    topic = fields.Char(readonly=True)
    delivery_ref = fields.Char(
        "Delivery",
        required=True,
        readonly=True,
        help="The platform's own number of this delivery: a second arrival is ignored.",
    )
    object_ref = fields.Char("About", readonly=True, help="What the event is about.")
    status = fields.Selection(
        [
            ("received", "Received"),
            ("processed", "Processed"),
            ("ignored", "Ignored"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        default="received",
        help="Ignored: nothing had to be done. Failed: it could not be understood.",
    )
    headers = fields.Json(readonly=True)
    headers_text = fields.Text("Message Headers", compute="_compute_content")
    body = fields.Binary(
        compute="_compute_content",
        groups="omni_core.group_administrator",
        help="Every byte as it came, personal data included.",
    )
    body_name = fields.Char(compute="_compute_content")
    body_text = fields.Text("Content", compute="_compute_content")
    is_forgotten = fields.Boolean("Content Deleted", compute="_compute_content")
    size = fields.Integer("Bytes", readonly=True)
    triggered_at = fields.Datetime(
        "Happened", readonly=True, help="When it happened, by the platform's clock."
    )
    received_at = fields.Datetime("Received", readonly=True)
    processed_at = fields.Datetime("Processed", readonly=True)
    trace_id = fields.Char(readonly=True)
    error = fields.Text(readonly=True)
    job_count = fields.Integer("Jobs", readonly=True)
    replay_count = fields.Integer("Replays", readonly=True)

    _delivery_uniq = models.UniqueIndex("(connection_id, delivery_ref)")
    _received_idx = models.Index("(connection_id, id) WHERE status = 'received'")
    _failed_idx = models.Index("(connection_id, id DESC) WHERE status = 'failed'")
    _connection_idx = models.Index("(connection_id, id DESC)")
    _trace_idx = models.Index("(trace_id)")
    _received_at_idx = models.Index("(received_at)")

    def init(self):
        # The bytes as they came. A Binary field would store them as base64.
        self.env.cr.execute(
            """ALTER TABLE integration_event ADD COLUMN IF NOT EXISTS raw bytea;
               CREATE INDEX IF NOT EXISTS integration_event_kept_idx
                   ON integration_event (processed_at)
                WHERE raw IS NOT NULL AND processed_at IS NOT NULL"""
        )

    # -- reading ---------------------------------------------------------------------

    def _raw(self):
        """{event id: bytes, None where the content was deleted}"""
        self.env.cr.execute(
            SQL("SELECT id, raw FROM integration_event WHERE id = ANY(%s)", self.ids)
        )
        return {
            id_: None if raw is None else bytes(raw)
            for id_, raw in self.env.cr.fetchall()
        }

    @api.depends("headers")
    def _compute_content(self):
        raw = self._raw()
        for event in self:
            body = raw.get(event.id)
            event.is_forgotten = body is None
            body = body or b""
            event.body = base64.b64encode(body)
            event.body_name = f"event-{event.id}"
            shown = redactor_of(event.connection_id.sudo()).body(body)
            event.body_text = pretty(clean(shown))
            lines = (f"{key}: {value}" for key, value in (event.headers or {}).items())
            event.headers_text = "\n".join(lines)

    def action_open_journey(self):
        return self.env["integration.journey"]._open(self)

    def action_open_jobs(self):
        """What followed from the event, jobs of jobs included."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Jobs"),
            "res_model": "sync.job",
            "view_mode": "list,form",
            "domain": [("trace_id", "=", self.trace_id)],
        }

    def action_open_calls(self):
        """What was said because of the event, as far as it was recorded."""
        self.ensure_one()
        jobs = self.env["sync.job"].search([("trace_id", "=", self.trace_id)])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Calls"),
            "res_model": "integration.call",
            "view_mode": "list,form",
            "domain": [("job_ids", "in", jobs.ids)],
        }

    # -- replay ----------------------------------------------------------------------

    def action_replay(self):
        """Take these in once more, as if they had just come."""
        self.connection_id._demand("operator")
        if len(self) == 1 and self.is_forgotten:
            raise UserError(
                self.env._(
                    "The content of this event was deleted: there is nothing left to "
                    "replay. What it told can be read from the platform again."
                )
            )
        self.env.cr.execute(
            SQL(
                """UPDATE integration_event
                      SET status = 'received', error = NULL,
                          replay_count = replay_count + 1
                    WHERE id = ANY(%s) AND status <> 'received'
                      AND raw IS NOT NULL""",
                self.ids,
            )
        )
        self.invalidate_recordset()
        self.env["sync.job"].sudo()._wake()
        return True

    # -- from events to jobs ---------------------------------------------------------

    @api.model
    def _sweep(self, limit, tally=None):
        """Turn received events into jobs; the number of events taken.

        At most ``limit`` of each connection, so that one that is flooded never holds up
        the others, and no more in a minute than the connection is to take; what is
        over waits in the inbox. In a transaction of its own, which other sweeps cannot
        spoil.
        """
        with read_committed(self.env.registry) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            return env["integration.event"]._sweep_here(limit, tally)

    @api.model
    def _sweep_here(self, limit, tally=None):
        self.env.cr.execute(_CLAIM, {"limit": limit})
        rows = _portion(self.env.cr.fetchall())
        raw = self.browse(row[0] for row in rows)._raw()
        wishes: dict[Asker, dict[int, list]] = {}
        fates = {}
        for id_, connection, company, platform, topic, headers, trace, late, _ in rows:
            stored = StoredEvent(topic or "", headers or {}, raw[id_])
            fates[id_], requests = _read(platform, stored, trace)
            if tally is not None:
                tally.event(connection, fates[id_]["status"], late)
            if requests:
                asker = Asker(platform, connection, company, SUPERUSER_ID)
                wishes.setdefault(asker, {})[id_] = requests
        for asker, requests in wishes.items():
            self._enqueue(asker, requests, fates)
        if fates:
            taken = Counter(connection for _id, connection, *_rest in rows)
            self.env["integration.health"]._note_events(taken)
            ends = [{"id": id_, **fate} for id_, fate in fates.items()]
            self.env.cr.execute(_FINISH, [json.dumps(ends)])
            self.invalidate_model(flush=False)
        return len(fates)

    def _enqueue(self, asker, wishes, fates):
        """All at once; if that fails one by one: only the guilty event fails."""
        error = self._try_enqueue(asker, list(chain(*wishes.values())))
        if error is None:
            return
        for id_, requests in wishes.items():
            if len(wishes) > 1:
                error = self._try_enqueue(asker, requests)
            if error:
                fates[id_] = _failure(error)

    def _try_enqueue(self, asker, requests):
        """Nobody is woken: who sweeps is a worker, and takes the jobs itself."""
        try:
            with self.env.cr.savepoint(flush=False):
                insert_jobs(self.env.cr, asker, requests)
        except (IntegrationError, psycopg2.DataError, psycopg2.IntegrityError) as error:
            return error
        return None

    # -- retention -------------------------------------------------------------------

    @api.autovacuum
    def _gc_events(self):
        return delete_old(
            self,
            "omni_core.event_days",
            SQL("received_at"),
            SQL("status <> 'received'"),
        )

    @api.autovacuum
    def _gc_bodies(self):
        """What was said is deleted sooner than the fact that something was said.

        Failed events keep theirs: somebody may still want to replay them.
        """
        return scrub_old(
            self,
            "omni_core.event_body_days",
            SQL("processed_at"),
            SQL("status IN ('processed', 'ignored') AND raw IS NOT NULL"),
            SQL("raw = NULL, headers = NULL"),
        )
