"""The inbox of errors: one row per cause, whatever number of jobs it hits.

Fed by SQL where jobs fail (``engine/issues.py``). An issue is over when no job of it
is open any more: run again with success, done by hand, cancelled, or made good by a
later job about the same thing.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .retention import delete_old
from .sync_job import ERROR_KINDS

_OPEN_JOBS = SQL(
    """job.solved_by_id IS NULL AND job.issue_id IS NOT NULL
       AND job.status IN ('pending', 'processing', 'failed')"""
)
MODULE = "omni_core"
_REQUEUE_AT_ONCE = 10_000
# What a person may write; all else is the engine's, and behind buttons.
_EDITABLE = {"user_id"}


class IntegrationIssue(models.Model):
    _name = "integration.issue"
    _description = "Integration Issue"
    _inherit = ("mail.thread", "mail.activity.mixin")
    _order = "last_seen_at desc, id desc"

    name = fields.Text("What Happened", readonly=True, help="As it was met last.")
    connection_id = fields.Many2one(
        "integration.connection", readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", readonly=True)
    platform = fields.Char(readonly=True)
    operation = fields.Char(readonly=True)
    operation_title = fields.Char("What", compute="_compute_operation_title")
    kind = fields.Selection(ERROR_KINDS, "Kind of Error", readonly=True)
    cause = fields.Char(readonly=True, help="What its jobs wait for.")
    fingerprint = fields.Char(
        readonly=True, help="Errors with the same fingerprint are one issue."
    )
    state = fields.Selection(
        [("open", "Open"), ("closed", "Solved")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
        help="Closes by itself when none of its jobs is open any more.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Assigned To",
        tracking=True,
        domain=lambda self: [
            ("all_group_ids", "in", self.env.ref("omni_core.group_viewer").ids)
        ],
        help="Who takes care of it.",
    )
    snoozed_until = fields.Datetime(
        tracking=True, readonly=True, help="Until then it does not ask for attention."
    )
    is_snoozed = fields.Boolean(compute="_compute_is_snoozed")
    first_seen_at = fields.Datetime("First Seen", readonly=True)
    last_seen_at = fields.Datetime("Last Seen", readonly=True)
    opened_at = fields.Datetime("Open Since", readonly=True)
    closed_at = fields.Datetime("Solved On", readonly=True)
    job_count = fields.Integer(
        "Jobs", compute="_compute_job_count", help="Its jobs that are still open."
    )
    retrying_count = fields.Integer(
        "Trying Again", compute="_compute_job_count", help="Of these, on their way now."
    )
    stake = fields.Char(
        "At Stake", compute="_compute_stake", help="What the business behind is worth."
    )
    advice = fields.Char("What to Do", compute="_compute_remedy")
    remedy = fields.Selection(
        [("requeue", "Run Again"), ("mapping", "Map Values"), ("reauth", "Sign In")],
        compute="_compute_remedy",
    )

    _fingerprint_uniq = models.UniqueIndex("(COALESCE(connection_id, 0), fingerprint)")
    _open_idx = models.Index("(last_seen_at DESC, id DESC) WHERE state = 'open'")

    # -- in words ----------------------------------------------------------------------

    @api.depends("name")
    def _compute_display_name(self):
        for issue in self:
            text = (issue.name or "").partition("\n")[0]
            issue.display_name = text if len(text) <= 80 else f"{text[:79]}…"

    @api.depends("platform", "operation")
    def _compute_operation_title(self):
        for issue in self:
            issue.operation_title = self.env["sync.job"]._title_of(
                issue.platform, issue.operation
            )

    @api.depends("snoozed_until")
    def _compute_is_snoozed(self):
        now = fields.Datetime.now()
        for issue in self:
            issue.is_snoozed = bool(issue.snoozed_until and issue.snoozed_until > now)

    def _compute_job_count(self):
        counts = {
            id_: numbers
            for id_, *numbers in self.env.execute_query(
                SQL(
                    """SELECT job.issue_id, count(*), count(*) FILTER (
                              WHERE job.status <> 'failed' AND job.cause IS NULL)
                         FROM sync_job job
                        WHERE job.issue_id = ANY(%s) AND %s
                        GROUP BY job.issue_id""",
                    self.ids,
                    _OPEN_JOBS,
                )
            )
        }
        for issue in self:
            total, retrying = counts.get(issue.id, (0, 0))
            issue.job_count, issue.retrying_count = total, retrying

    def _compute_stake(self):
        stakes = self._stakes()
        for issue in self:
            issue.stake = stakes.get(issue.id, False)

    def _stakes(self):
        """{issue id: what is at stake, in words}; add-ons that know documents say."""
        return {}

    @api.depends("kind", "cause")
    def _compute_remedy(self):
        advice = self.env["sync.job"]._advice_by_kind()
        for issue in self:
            issue.remedy = {"mapping": "mapping", "auth": "reauth"}.get(
                issue.kind, "requeue"
            )
            issue.advice = advice.get(issue.kind, False)

    # -- what people do ----------------------------------------------------------------

    def write(self, vals):
        ours = {name for name, field in self._fields.items() if field._module == MODULE}
        if not self.env.su and (wrong := set(vals) & ours - _EDITABLE):
            raise AccessError(
                self.env._(
                    "These fields of an issue are the engine's: %s. Use its buttons.",
                    ", ".join(sorted(wrong)),
                )
            )
        return super().write(vals)

    def _as_operator(self):
        self.connection_id._demand("operator")
        self.check_access("write")
        return self.sudo()  # the role is checked

    def action_fix(self):
        """The button that does what the advice says."""
        self.ensure_one()
        return {
            "requeue": self.action_requeue,
            "mapping": self.action_open_mappings,
            "reauth": self.action_open_connection,
        }[self.remedy]()

    def action_requeue(self):
        """Run all failed jobs of these issues again."""
        self._as_operator()
        jobs = self.env["sync.job"]
        failed = jobs.search(
            Domain("issue_id", "in", self.ids)
            & Domain("status", "=", "failed")
            & Domain("solved_by_id", "=", False),
            limit=_REQUEUE_AT_ONCE,
            order="id",
        )
        if not failed:
            raise UserError(
                self.env._("No failed job is left: there is nothing to do.")
            )
        failed.action_requeue()
        return self._notify(
            self.env._("%s jobs run again. It closes when they succeed.", len(failed))
        )

    def _notify(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_open_mappings(self):
        self.ensure_one()
        action = self.connection_id.action_open_unmapped()
        return action | {"context": {"search_default_unmapped": 1}}

    def action_open_connection(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "integration.connection",
            "res_id": self.connection_id.id,
            "view_mode": "form",
        }

    def action_open_jobs(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Jobs"),
            "res_model": "sync.job",
            "view_mode": "list,form",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("issue_id", "=", self.id), ("solved_by_id", "=", False)],
        }

    def action_take(self):
        """I take care of it."""
        self._as_operator().user_id = self.env.user
        self.env["integration.metric"]._pulse()
        return True

    def action_snooze(self):
        """Not now: leave me alone for some hours, a day by default."""
        hours = int(self.env.context.get("snooze_hours", 24))
        until = fields.Datetime.add(fields.Datetime.now(), hours=hours)
        self._as_operator().snoozed_until = until
        self.env["integration.metric"]._pulse()
        return True

    def action_wake(self):
        self._as_operator().snoozed_until = False
        self.env["integration.metric"]._pulse()
        return True

    # -- its end -----------------------------------------------------------------------

    def _settle(self):
        """Close those of these that have no open job left."""
        if not self:
            return self
        rows = self.env.execute_query(
            SQL(
                """UPDATE integration_issue issue
                      SET state = 'closed', closed_at = now() AT TIME ZONE 'UTC',
                          snoozed_until = NULL
                    WHERE id IN (
                          SELECT id FROM integration_issue
                           WHERE id = ANY(%s) AND state = 'open'
                             FOR UPDATE SKIP LOCKED)
                      AND NOT EXISTS (
                          SELECT 1 FROM sync_job job
                           WHERE job.issue_id = issue.id AND %s)
                RETURNING id""",
                self.ids,
                _OPEN_JOBS,
            )
        )
        closed = self.browse(id_ for (id_,) in rows)
        self.invalidate_recordset()
        closed._message_log_batch(
            bodies={
                issue.id: self.env._("Solved: none of its jobs is open any more.")
                for issue in closed
            }
        )
        closed.activity_unlink(["omni_core.mail_activity_issue"])
        return closed

    @api.model
    def _settle_all(self):
        """What a worker that was killed could not close any more."""
        return self.search([("state", "=", "open")])._settle()

    # -- who needs to look -------------------------------------------------------------

    @api.model
    def _needing_attention(self):
        now = fields.Datetime.now()
        return Domain("state", "=", "open") & (
            Domain("snoozed_until", "=", False) | Domain("snoozed_until", "<=", now)
        )

    @api.model
    def get_attention(self):
        """For the systray: [{key, label, count, tone, action}]; empty: all is well."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        groups = self._read_group(self._needing_attention(), ["kind"], ["__count"])
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_core.integration_issue_action"
        )
        return [
            {
                "key": kind,
                "label": kinds.get(kind, kind),
                "count": count,
                "tone": "danger" if kind in ("auth", "bug", "lost") else "warning",
                "action": action
                | {"domain": [("kind", "=", kind)], "views": _LIST_AND_FORM},
            }
            for kind, count in groups
        ]

    @api.autovacuum
    def _gc_closed(self):
        return delete_old(
            self,
            "omni_core.keep_failed_days",
            SQL("closed_at"),
            SQL("state = 'closed'"),
        )


_LIST_AND_FORM = [[False, "list"], [False, "form"]]
