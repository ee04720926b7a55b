"""Many jobs that a person started together, with one progress."""

from odoo import api, fields, models
from odoo.fields import Domain

# Every job is in one of these; a batch is over when none is in the first two.
_OPEN = ("pending", "processing")


class SyncBatch(models.Model):
    _name = "sync.batch"
    _description = "Batch of Jobs"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    job_ids = fields.One2many("sync.job", "batch_id", readonly=True)
    total = fields.Integer(compute="_compute_progress")
    done = fields.Integer(compute="_compute_progress")
    failed = fields.Integer(compute="_compute_progress")
    waiting = fields.Integer(
        compute="_compute_progress",
        help="For a person, another job or the platform.",
    )
    held = fields.Integer(
        "Wait for a Person",
        compute="_compute_progress",
        help="Those of the waiting that go on when somebody has decided something.",
    )
    progress = fields.Float(compute="_compute_progress", help="Per cent of all jobs.")

    @api.depends("job_ids.status", "job_ids.cause")
    def _compute_progress(self):
        counts = self._count_jobs()
        held = self._count_jobs(Domain("cause", "!=", False))
        for batch in self:
            by_status = counts[batch.id]
            batch.total = sum(by_status.values())
            batch.done = by_status.get("done", 0) + by_status.get("cancelled", 0)
            batch.failed = by_status.get("failed", 0)
            batch.waiting = sum(by_status.get(status, 0) for status in _OPEN)
            batch.held = held[batch.id].get("pending", 0)
            over = batch.total - batch.waiting
            batch.progress = 100.0 * over / batch.total if batch.total else 0.0

    def _count_jobs(self, condition=Domain.TRUE):
        """{batch id: {status: jobs}}"""
        counts = {batch.id: {} for batch in self}
        for batch, status, count in self.env["sync.job"]._read_group(
            Domain("batch_id", "in", self.ids) & condition,
            ["batch_id", "status"],
            ["__count"],
        ):
            counts[batch.id][status] = count
        return counts

    @api.model
    def _begin(self, name, company=None):
        """A batch of whoever asks; sudo: people start them by way of buttons alone."""
        company = company or self.env.company
        return self.sudo().create({"name": name, "company_id": company.id})

    def _send_progress(self):
        """Move the progress bars of everybody who watches."""
        viewers = self.env.ref("omni_core.group_viewer")
        for batch in self.exists():
            viewers._bus_send(
                "omni_core/progress",
                {
                    "batch_id": batch.id,
                    "name": batch.name,
                    "total": batch.total,
                    "done": batch.done,
                    "failed": batch.failed,
                    "held": batch.held,
                    "progress": batch.progress,
                },
            )
