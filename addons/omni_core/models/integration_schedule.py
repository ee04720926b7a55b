"""Recurring operations of a connection, each visible with its last and next run."""

import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..engine.platform import JobRequest
from ..lib.errors import IntegrationError
from ..lib.quiet import quiet_until
from .sync_job import LANES

_logger = logging.getLogger(__name__)


class IntegrationSchedule(models.Model):
    _name = "integration.schedule"
    _description = "Recurring Operation"
    _order = "connection_id, operation"
    _rec_name = "operation"

    connection_id = fields.Many2one(
        "integration.connection", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="connection_id.company_id")
    operation = fields.Char(
        required=True,
        help="What is done, as shown in the queue.",
    )
    active = fields.Boolean(default=True)
    interval_minutes = fields.Integer("Every (minutes)", default=15, required=True)
    lane = fields.Selection(
        LANES,
        default="normal",
        required=True,
        help="How urgent it is. Realtime goes first, bulk never holds up others.",
    )
    payload = fields.Json(
        help="What the job is told to do, as JSON. Empty: the usual.",
    )
    quiet_from = fields.Float(
        help="Local time of the company from when on this does not run, 22:00 as 22.0."
    )
    quiet_to = fields.Float(
        "Quiet Until",
        help="Local time of the company, 06:30 as 6.5.",
    )
    last_run = fields.Datetime(readonly=True)
    next_run = fields.Datetime(default=fields.Datetime.now, index=True)
    last_job_id = fields.Many2one("sync.job", readonly=True, ondelete="set null")
    last_status = fields.Selection(related="last_job_id.status", string="Last Result")

    _interval_positive = models.Constraint(
        "CHECK(interval_minutes > 0)", "The interval must be at least one minute."
    )
    _operation_uniq = models.UniqueIndex(
        "(connection_id, operation)",
        "This operation is scheduled for the connection already.",
    )

    @api.constrains("operation", "connection_id")
    def _check_operation(self):
        for schedule in self:
            schedule.connection_id._demand_operation(schedule.operation)

    @api.constrains("payload")
    def _check_payload(self):
        if any(not isinstance(one.payload or {}, dict) for one in self):
            raise ValidationError(
                self.env._("The payload of a job must be a JSON object.")
            )

    @api.model
    def _cron_run_due(self):
        """Put the due operations into the queue; late ones run once, not often."""
        connections = self.env["integration.connection"]
        connections.search([("state", "=", "connected")])._add_missing_schedules()
        connections._renew_expiring()
        self.env["integration.hold"]._release_forgotten()
        self.env["integration.mapping"]._release_forgotten()
        now = fields.Datetime.now()
        due = self.search(
            Domain("next_run", "<=", now)
            & Domain("connection_id.state", "=", "connected")
            & Domain("connection_id.active", "=", True)
        )
        # Another host may have just done it; never wait for one that is doing it.
        due = due.try_lock_for_update().filtered(lambda s: s.next_run <= now)
        for schedule in due:
            pause = schedule._quiet_until(now)
            if pause:
                schedule.next_run = pause
            else:
                schedule._try_to_run(now)

    def _try_to_run(self, now):
        """One that cannot be asked for (its add-on is gone) stops no other."""
        try:
            self._run(now)
        except IntegrationError:
            self.next_run = now + timedelta(minutes=self.interval_minutes)
            _logger.exception("%s was not scheduled", self.operation)

    def _run(self, now):
        """Enqueue one run; a run that is still pending takes this one in."""
        self.ensure_one()
        # Without a payload of its own it is the same work as when a person presses the
        # button: one at a time, and one makes good where the other failed.
        key = f"schedule:{self.id}" if self.payload else self.operation
        request = JobRequest(
            self.operation,
            payload=dict(self.payload or {}),
            identity_key=key,
            order_key=key,
            lane=self.lane,
        )
        job = self.env["sync.job"].enqueue_many(self.connection_id, [request])
        step = timedelta(minutes=self.interval_minutes)
        planned = (self.next_run or now) + step
        self.write(
            {
                "last_run": now,
                "last_job_id": job.id,
                # Keep the rhythm, unless it was missed: then begin a new one.
                "next_run": planned if planned > now else now + step,
            }
        )
        return job

    def _quiet_until(self, now):
        """When the quiet hours end that ``now`` lies in; False outside of them."""
        self.ensure_one()
        zone = self.connection_id._zone()
        return quiet_until(now, self.quiet_from, self.quiet_to, zone) or False

    def action_run_now(self):
        """Run at once, whatever the time; the rhythm starts anew from here."""
        if not self.env.su and not self.env.user.has_group("omni_core.group_operator"):
            raise AccessError(self.env._("Only operators may start an operation."))
        self.check_access("read")
        for schedule in self.sudo():  # the role is checked
            schedule._run(fields.Datetime.now())
        return True
