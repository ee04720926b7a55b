"""The record of what was said: one row per HTTP call, redacted before it comes here."""

import json
from dataclasses import asdict
from datetime import timezone

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..lib.pretty import pretty
from ..lib.text import clean_deep
from .retention import delete_old
from .sync_job import ERROR_KINDS

_INSERT = """
    INSERT INTO integration_call
           (connection_id, company_id, job_refs, trace_id, platform, operation, method,
            url, host, status, request_headers, request_body, response_headers,
            response_body, duration_ms, bytes_out, bytes_in, error_kind, error,
            create_date)
    SELECT call.connection_id, connection.company_id, job_ids, trace_id, call.platform,
           operation, method, url, host, status, request_headers, request_body,
           response_headers, response_body, duration_ms, bytes_out, bytes_in,
           error_kind, error, started_at
      FROM json_to_recordset(%s) AS call (
           connection_id int, job_ids int[], trace_id text, platform text,
           operation text, method text, url text, host text, status int,
           request_headers text, request_body text, response_headers text,
           response_body text, duration_ms int, bytes_out int, bytes_in int,
           error_kind text, error text, started_at timestamp)
      JOIN integration_connection connection ON connection.id = call.connection_id
"""


class IntegrationCall(models.Model):
    _name = "integration.call"
    _description = "Integration Call"
    _order = "id desc"
    _rec_name = "url"

    connection_id = fields.Many2one(
        "integration.connection", readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", related="connection_id.company_id", store=True, index=False
    )
    job_ids = fields.Many2many(
        "sync.job",
        string="Jobs",
        compute="_compute_job_ids",
        search="_search_job_ids",
        help="What this call was made for.",
    )
    trace_id = fields.Char(
        readonly=True, help="Same for an event, its jobs and their calls."
    )
    platform = fields.Char(readonly=True)
    operation = fields.Char(readonly=True)
    method = fields.Char(readonly=True)
    url = fields.Char("Address", readonly=True)
    host = fields.Char(readonly=True)
    status = fields.Integer(readonly=True, aggregator=None)
    request_headers = fields.Text(readonly=True)
    request_body = fields.Text(readonly=True)
    response_headers = fields.Text("Answer Headers", readonly=True)
    response_body = fields.Text("Answer Body", readonly=True)
    request_pretty = fields.Text("Request", compute="_compute_pretty")
    response_pretty = fields.Text("Answer", compute="_compute_pretty")
    duration_ms = fields.Integer("Duration (ms)", readonly=True, aggregator="avg")
    bytes_out = fields.Integer("Bytes Sent", readonly=True)
    bytes_in = fields.Integer("Bytes Received", readonly=True)
    error_kind = fields.Selection(ERROR_KINDS, "Kind of Error", readonly=True)
    error = fields.Text(readonly=True)
    create_date = fields.Datetime("Time", readonly=True)

    # The lists that people open, newest first, at a million rows.
    _connection_idx = models.Index("(connection_id, id DESC)")
    _failed_idx = models.Index(
        "(connection_id, id DESC) INCLUDE (company_id) WHERE error_kind IS NOT NULL"
    )
    _trace_idx = models.Index("(trace_id) WHERE trace_id IS NOT NULL")
    _create_date_idx = models.Index("(create_date)")

    def init(self):
        # A call serves a whole batch of jobs. An array finds it from each of them
        # without a relation table of a row per job, and without locking their rows.
        self.env.cr.execute(
            """ALTER TABLE integration_call ADD COLUMN IF NOT EXISTS job_refs integer[];
               CREATE INDEX IF NOT EXISTS integration_call_job_refs_idx
                   ON integration_call USING gin (job_refs)"""
        )

    # -- writing ---------------------------------------------------------------------

    @api.model
    def _record(self, calls):
        """Store ``(connection id, CallRecord)`` pairs in one statement.

        The caller commits at once: a call that was made is on record even if all that
        followed from it is rolled back.
        """
        self.env.cr.execute(self._record_query(calls))

    @api.model
    def _record_query(self, calls):
        # A connection that was deleted meanwhile takes its calls along.
        rows = [_row(connection_id, call) for connection_id, call in calls]
        return SQL(_INSERT, json.dumps(rows))

    # -- reading ---------------------------------------------------------------------

    def _compute_job_ids(self):
        self.env.cr.execute(
            SQL(
                "SELECT id, job_refs FROM integration_call WHERE id = ANY(%s)", self.ids
            )
        )
        refs = {id_: jobs or [] for id_, jobs in self.env.cr.fetchall()}
        known = self.env["sync.job"].search(
            Domain("id", "in", [job for jobs in refs.values() for job in jobs])
        )
        for call in self:
            call.job_ids = known.browse(refs.get(call.id, ())) & known

    def _search_job_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        jobs = [id_ for id_ in value if isinstance(id_, int)]
        # Through ARRAY the index is asked first. As a plain condition PostgreSQL takes
        # it for frequent, and walks a million rows from the newest on.
        found = SQL(
            "ARRAY(SELECT id FROM integration_call WHERE job_refs && %s::int[])", jobs
        )
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s = ANY(%s)", SQL.identifier(alias, "id"), found
            )
        )

    @api.depends("request_body", "response_body")
    def _compute_pretty(self):
        for call in self:
            call.request_pretty = pretty(call.request_body or "")
            call.response_pretty = pretty(call.response_body or "")

    @api.depends("method", "url", "status")
    def _compute_display_name(self):
        for call in self:
            status = call.status or self.env._("no answer")
            call.display_name = f"{call.method} {call.host}: {status}"

    def action_open_jobs(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Jobs"),
            "res_model": "sync.job",
            "view_mode": "list,form",
            "domain": [("id", "in", self.job_ids.ids)],
        }

    # -- retention -------------------------------------------------------------------

    @api.autovacuum
    def _gc_calls(self):
        return delete_old(self, "omni_core.call_days", SQL("create_date"))


def _row(connection_id, call):
    row = asdict(call)
    for name in ("request_headers", "response_headers"):
        row[name] = "\n".join(f"{key}: {value}" for key, value in row[name].items())
    moment = call.started_at.astimezone(timezone.utc).replace(tzinfo=None)
    row |= {"connection_id": connection_id, "started_at": moment.isoformat()}
    row["error_kind"] = row["error_kind"] or None
    return clean_deep(row)
