"""Forgetting a person: what was said about them goes, that it was said stays.

``connection._forget_person`` is the one place for it. Whoever keeps more of a person
extends ``_forget`` and ``_traces``.
"""

import hashlib
import hmac

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..lib.person import Person

FORGOTTEN = "[forgotten]"

# Bytes as text: what is beyond ASCII is escaped, so that no body is unreadable.
_EVENT_TEXT = """concat_ws(' ', encode(raw, 'escape'), headers::text, object_ref,
                           error)"""
_JOB_TEXT = """concat_ws(' ', payload::text, checkpoint::text, intent::text,
                         last_error, error_detail, identity_key, order_key, cause)"""
_CALL_TEXT = """concat_ws(' ', url, request_headers, request_body, response_headers,
                          response_body, error)"""
_SCRUB_EVENTS = f"""
    UPDATE integration_event
       SET raw = NULL, headers = NULL, object_ref = NULL,
           error = CASE WHEN error IS NOT NULL THEN %(forgotten)s END
     WHERE connection_id = ANY(%(connections)s) AND status <> 'received'
       AND {_EVENT_TEXT} ~* %(pattern)s
"""
_SCRUB_JOBS = f"""
    UPDATE sync_job
       SET payload = '{{"omni_forgotten": true}}', checkpoint = NULL, intent = NULL,
           identity_key = NULL, order_key = NULL, error_detail = NULL,
           last_error = CASE WHEN last_error IS NOT NULL THEN %(forgotten)s END
     WHERE connection_id = ANY(%(connections)s)
       AND status IN ('done', 'failed', 'cancelled')
       AND {_JOB_TEXT} ~* %(pattern)s
"""
_SCRUB_CALLS = f"""
    UPDATE integration_call
       SET url = host || '/' || %(forgotten)s, request_headers = NULL,
           request_body = %(forgotten)s, response_headers = NULL,
           response_body = %(forgotten)s,
           error = CASE WHEN error IS NOT NULL THEN %(forgotten)s END
     WHERE connection_id = ANY(%(connections)s)
       AND {_CALL_TEXT} ~* %(pattern)s
"""
# What stands beside the jobs: how people corrected them, what they failed of.
_SCRUB_BESIDE = """
    WITH edits AS (
        UPDATE sync_job_edit edit
           SET before = NULL, after = NULL, reason = %(forgotten)s
          FROM sync_job job
         WHERE job.id = edit.job_id AND job.connection_id = ANY(%(connections)s)
           AND concat_ws(' ', edit.before::text, edit.after::text, edit.reason)
               ~* %(pattern)s
    ), health AS (
        UPDATE integration_health
           SET last_error = %(forgotten)s
         WHERE connection_id = ANY(%(connections)s) AND last_error ~* %(pattern)s
    )
    UPDATE integration_issue
       SET name = %(forgotten)s
     WHERE connection_id = ANY(%(connections)s) AND name ~* %(pattern)s
"""
_COUNT_EVENTS = f"""
    SELECT count(*) FROM integration_event
     WHERE connection_id = ANY(%(connections)s) AND {_EVENT_TEXT} ~* %(pattern)s
"""
_COUNT_CALLS = f"""
    SELECT count(*) FROM integration_call
     WHERE connection_id = ANY(%(connections)s) AND {_CALL_TEXT} ~* %(pattern)s
"""
_COUNT_JOBS = f"""
    SELECT count(*) FROM sync_job
     WHERE connection_id = ANY(%(connections)s) AND {_JOB_TEXT} ~* %(pattern)s
"""
_COUNT_OPEN = f"""
    SELECT (SELECT count(*) FROM sync_job
             WHERE connection_id = ANY(%(connections)s)
               AND status IN ('pending', 'processing')
               AND {_JOB_TEXT} ~* %(pattern)s)
         + (SELECT count(*) FROM integration_event
             WHERE connection_id = ANY(%(connections)s) AND status = 'received'
               AND {_EVENT_TEXT} ~* %(pattern)s)
"""


class IntegrationErasure(models.Model):
    """The evidence. It names nobody: the fingerprint proves, to whoever can name the
    person, that it was them."""

    _name = "integration.erasure"
    _description = "Forgotten Person"
    _order = "id desc"
    _rec_name = "reason"

    company_id = fields.Many2one("res.company", required=True, readonly=True)
    connection_ids = fields.Many2many(
        "integration.connection", string="Connections", readonly=True
    )
    reason = fields.Char(readonly=True, help="Who asked for it, and under what number.")
    fingerprint = fields.Char(
        readonly=True,
        index=True,
        help="Proves later whose data they were, without telling it.",
    )
    create_date = fields.Datetime("Forgotten", readonly=True)
    create_uid = fields.Many2one("res.users", "By", readonly=True)
    event_count = fields.Integer("Events", readonly=True)
    call_count = fields.Integer("Calls", readonly=True)
    job_count = fields.Integer("Jobs", readonly=True)
    open_count = fields.Integer(
        "Still Needed",
        readonly=True,
        help="Jobs and events that were still under way and kept their content. "
        "Forget the person again when they have ended.",
    )


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def _forget_person(self, *, emails=(), phones=(), refs=(), reason=""):
        """Scrub a person from all that we keep of these connections; return the
        evidence, a record for each company.

        Work that is still to be done keeps what it needs: see ``open_count``.

        :param refs: what identifies the person over there, as a customer's number
        """
        person = Person(*(tuple(map(str, given)) for given in (emails, phones, refs)))
        try:
            person.pattern()
        except ValueError as error:
            raise UserError(str(error)) from None
        self.env.flush_all()
        evidence = self.env["integration.erasure"].sudo()  # not written by hand
        for company, connections in self.grouped("company_id").items():
            evidence += evidence.create(
                {
                    **connections._forget(person),
                    "company_id": company.id,
                    "connection_ids": connections.ids,
                    "reason": reason,
                    "fingerprint": self._fingerprint(person),
                }
            )
        self.env.invalidate_all()
        return evidence

    def _forget(self, person):
        """Do it; the counts for the evidence. Add-ons extend it with what they keep."""
        values = self._search_of(person)
        self._scrub(_SCRUB_BESIDE, values)
        return {
            "event_count": self._scrub(_SCRUB_EVENTS, values),
            "call_count": self._scrub(_SCRUB_CALLS, values),
            "job_count": self._scrub(_SCRUB_JOBS, values),
            "open_count": self._traced(_COUNT_OPEN, values),
        }

    def _traces(self, person):
        """[(what, how many)]: what ``_forget`` would find. Add-ons extend it."""
        values = self._search_of(person)
        return [
            (self.env._("Events"), self._traced(_COUNT_EVENTS, values)),
            (self.env._("Calls"), self._traced(_COUNT_CALLS, values)),
            (self.env._("Jobs"), self._traced(_COUNT_JOBS, values)),
        ]

    def _search_of(self, person):
        return {
            "connections": self.ids,
            "pattern": person.pattern(),
            "forgotten": FORGOTTEN,
        }

    def _traced(self, query, values):
        [(count,)] = self.env.execute_query(SQL(query, **values))
        return count

    def _scrub(self, query, values):
        self.env.cr.execute(SQL(query, **values))
        return self.env.cr.rowcount

    def _fingerprint(self, person):
        """Without the database's secret nobody can try names until one fits."""
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        given = (*person.emails, *person.phones, *person.refs)
        named = sorted({one.strip().lower() for one in given})
        text = "\n".join(filter(None, named))
        return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
