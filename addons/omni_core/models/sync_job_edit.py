"""Correct what a failed job was told and run it again; the change stays on record."""

import json

from odoo import api, fields, models
from odoo.exceptions import UserError

EDITABLE_STATUSES = ("pending", "failed", "cancelled")


class SyncJobEdit(models.Model):
    """One change of a payload. Nobody changes or deletes it; it goes with its job."""

    _name = "sync.job.edit"
    _description = "Change of a Job"
    _order = "id desc"
    _rec_name = "reason"

    job_id = fields.Many2one(
        "sync.job", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="job_id.company_id")
    user_id = fields.Many2one("res.users", "By", readonly=True)
    create_date = fields.Datetime("When", readonly=True)
    reason = fields.Char(readonly=True)
    before = fields.Json(readonly=True)
    after = fields.Json(readonly=True)
    summary = fields.Text("What Changed", compute="_compute_summary")

    @api.depends("before", "after")
    def _compute_summary(self):
        for edit in self:
            edit.summary = "\n".join(_differences(edit.before or {}, edit.after or {}))


class SyncJob(models.Model):
    _inherit = "sync.job"

    edit_ids = fields.One2many("sync.job.edit", "job_id", "Changes", readonly=True)

    def write(self, vals):
        """However a person changes a payload, by screen or by RPC: it is on record."""
        if self.env.su or "payload" not in vals:
            return super().write(vals)
        before = {job: job.payload or {} for job in self}
        result = super().write(vals)
        self._note_edits(before, self.env.context.get("omni_edit_reason"))
        return result

    def _note_edits(self, before, reason):
        self.env["sync.job.edit"].sudo().create(
            [
                {
                    "job_id": job.id,
                    "user_id": self.env.uid,
                    "reason": reason or self.env._("no reason given"),
                    "before": old,
                    "after": job.payload or {},
                }
                for job, old in before.items()
                if old != (job.payload or {})
            ]
        )

    def action_edit_and_retry(self, payload, reason=None):
        """Give the job another payload and run it again."""
        self.ensure_one()
        job = self._as_operator()
        if job.status not in EDITABLE_STATUSES:
            job._forbid((job.status,), self.env._("changed"))
        if not isinstance(payload, dict):
            raise UserError(self.env._("The payload of a job must be a JSON object."))
        before = {job: job.payload or {}}
        job.payload = payload
        self.with_env(self.env)._note_edits(before, reason)
        return self.action_requeue()


def _differences(before, after):
    """One line per member that is new, gone or other than before."""
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            yield f"− {key}: {_shown(before[key])}"
        elif key not in before:
            yield f"+ {key}: {_shown(after[key])}"
        elif before[key] != after[key]:
            yield f"{key}: {_shown(before[key])} → {_shown(after[key])}"


def _shown(value):
    return json.dumps(value, ensure_ascii=False)
