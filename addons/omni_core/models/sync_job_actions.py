"""What people do with jobs. Every button is checked here, whoever calls it."""

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.operation import get_operation
from ..engine.plain import as_user_error


class SyncJob(models.Model):
    _inherit = "sync.job"

    def _as_operator(self):
        if not self.env.user.has_group("omni_core.group_operator") and not self.env.su:
            raise AccessError(self.env._("Only operators may change jobs."))
        self.check_access("write")
        return self.sudo()  # the role is checked; the fields are the engine's own

    def _change(self, assignments, statuses):
        """Change the jobs that are still in one of ``statuses``; return those."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE sync_job SET %s WHERE id = ANY(%s) AND status = ANY(%s) "
                "RETURNING id",
                assignments,
                self.ids,
                list(statuses),
            )
        )
        self.invalidate_recordset()
        changed = self.browse(row[0] for row in self.env.cr.fetchall())
        changed.issue_id._settle()
        return changed

    def action_requeue(self):
        """Run again now, as the person who asks, with the tries counted anew."""
        jobs = self._as_operator()
        jobs._forbid_forgotten()
        with as_user_error(self.env):
            for platform, operation in {(job.platform, job.operation) for job in jobs}:
                get_operation(platform, operation)
        jobs._drop_requeued_twins()
        changed = jobs._change(
            SQL(
                """status = 'pending', retry_count = 0, lost_count = 0, eta = NULL,
                   cause = NULL, worker = NULL, finished_at = NULL, user_id = %s""",
                self.env.uid,
            ),
            ("failed", "cancelled", "done", "pending"),
        )
        if changed:
            self._wake(len(changed))
        return True

    def _forbid_forgotten(self):
        for job in self:
            if (job.payload or {}).get("omni_forgotten"):
                raise UserError(
                    self.env._(
                        "Job %s cannot run again: what it was about was deleted when "
                        "a person asked to be forgotten.",
                        job.id,
                    )
                )

    def _drop_requeued_twins(self):
        """An identity can be pending once: older jobs let go of theirs."""
        self.env.cr.execute(
            SQL(
                """UPDATE sync_job SET identity_key = NULL
                    WHERE id = ANY(%(ids)s) AND status <> 'pending'
                      AND identity_key IS NOT NULL
                      AND EXISTS (
                        SELECT 1 FROM sync_job twin
                         WHERE twin.identity_key = sync_job.identity_key
                           AND twin.id <> sync_job.id
                           AND (twin.status = 'pending' OR twin.id > sync_job.id
                                AND twin.id = ANY(%(ids)s)))""",
                ids=self.ids,
            )
        )

    def action_cancel(self):
        """Never run these. What runs at this moment cannot be called back."""
        jobs = self._as_operator()
        cancelled = jobs._change(
            SQL("status = 'cancelled', finished_at = now() AT TIME ZONE 'UTC'"),
            ("pending", "failed"),
        )
        if len(jobs) == 1 and not cancelled:
            jobs._forbid((jobs.status,), self.env._("cancelled"))
        cancelled._cancel_dependents()
        return True

    def _cancel_dependents(self):
        """What needs a cancelled job can never run."""
        if not self:
            return
        dependents = self.sudo().search(
            Domain("needs_ids", "in", self.ids) & Domain("status", "=", "pending")
        )
        dependents._change(
            SQL("status = 'cancelled', finished_at = now() AT TIME ZONE 'UTC'"),
            ("pending",),
        )._cancel_dependents()

    def action_set_done(self, reason=None):
        """Somebody did by hand what the job was to do; the reason stays on record."""
        jobs = self._as_operator()
        note = self.env._(
            "Set to done by %(user)s: %(reason)s",
            user=self.env.user.name,
            reason=reason or self.env._("no reason given"),
        )
        jobs._change(
            SQL(
                """status = 'done', finished_at = now() AT TIME ZONE 'UTC',
                   cause = NULL, last_error = %s""",
                note,
            ),
            ("pending", "failed", "cancelled"),
        )
        return True

    def action_set_priority(self, priority):
        jobs = self._as_operator()
        jobs._change(SQL("priority = %s", int(priority)), ("pending",))
        return True

    def action_run_first(self):
        return self.action_set_priority(100)

    def action_open_record(self):
        self.ensure_one()
        if not self.model or not self.record_id:
            raise UserError(self.env._("This job is not about one record."))
        return {
            "type": "ir.actions.act_window",
            "res_model": self.model,
            "res_id": self.record_id,
            "view_mode": "form",
        }

    def action_open_journey(self):
        return self.env["integration.journey"]._open(self)

    def action_open_trace(self):
        """All jobs that followed from the same beginning."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Whole Story"),
            "res_model": "sync.job",
            "domain": [("trace_id", "=", self.trace_id)],
            "view_mode": "list,form",
        }

    def action_open_calls(self):
        """What was said on the network for this job."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Calls"),
            "res_model": "integration.call",
            "domain": [("job_ids", "in", self.ids)],
            "view_mode": "list,form",
        }
