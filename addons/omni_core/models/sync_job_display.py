"""A job in words: its name, its record, why it waits, what to do when it failed."""

import json

from odoo import api, fields, models

from ..engine.language import tell
from ..engine.operation import find_operation
from ..lib.pretty import pretty
from .display_redaction import redactor_of


class SyncJob(models.Model):
    _inherit = "sync.job"

    operation_title = fields.Char("What", compute="_compute_operation_title")
    record_name = fields.Char("About", compute="_compute_record_name")
    payload_text = fields.Text("Payload as Text", compute="_compute_payload_text")
    duration = fields.Float("Seconds", compute="_compute_duration", aggregator=None)
    wait_reason = fields.Char("Why It Waits", compute="_compute_wait_reason")
    explanation = fields.Char(
        compute="_compute_explanation", help="Why it waits, or why it failed."
    )
    advice = fields.Char("What to Do", compute="_compute_advice")

    @api.depends("platform", "operation")
    def _compute_operation_title(self):
        for job in self:
            job.operation_title = self._title_of(job.platform, job.operation)

    @api.model
    def _title_of(self, platform, operation):
        found = find_operation(platform, operation)
        if found and found.title:
            return tell(self.env.lang, found.title)
        return (operation or "").replace("_", " ")

    @api.depends("operation_title")
    def _compute_display_name(self):
        for job in self:
            job.display_name = f"#{job.id} {job.operation_title}"

    @api.depends("model", "record_id")
    def _compute_record_name(self):
        self.record_name = False
        for model, jobs in self.filtered("record_id").grouped("model").items():
            if model not in self.env:
                continue
            # The name of a record that the reader may not open stays hidden.
            records = self.env[model].browse(jobs.mapped("record_id")).exists()
            names = {r.id: r.display_name for r in records._filtered_access("read")}
            for job in jobs:
                job.record_name = names.get(job.record_id)

    @api.depends("payload")
    def _compute_payload_text(self):
        for job in self:
            text = json.dumps(job.payload or {}, ensure_ascii=False, sort_keys=True)
            shown = redactor_of(job.connection_id.sudo()).body(text)
            job.payload_text = pretty(shown)

    @api.depends("started_at", "finished_at")
    def _compute_duration(self):
        for job in self:
            ends = job.started_at and job.finished_at
            span = job.finished_at - job.started_at if ends else None
            job.duration = span.total_seconds() if span else 0.0

    @api.depends("status", "cause", "eta", "connection_id.state")
    def _compute_wait_reason(self):
        self.env["sync.job.waiting"]._explain(self)

    @api.depends("status", "last_error", "wait_reason")
    def _compute_explanation(self):
        for job in self:
            job.explanation = {
                "pending": job.wait_reason,
                "failed": job.last_error,
            }.get(job.status, False)

    @api.depends("error_kind", "status")
    def _compute_advice(self):
        advice = self._advice_by_kind()
        for job in self:
            failed = job.status == "failed"
            job.advice = advice.get(job.error_kind, False) if failed else False

    @api.model
    def _advice_by_kind(self):
        """What to do about an error, in the words of whoever has to."""
        return {
            "auth": self.env._(
                "Open the connection, enter its secrets again and connect it. "
                "All its jobs go on by themselves."
            ),
            "mapping": self.env._(
                "Say once what the platform's value means here. All jobs that wait for "
                "it go on by themselves."
            ),
            "transient": self.env._(
                "The platform did not answer well, several times. Look whether it has "
                "an outage, then run the job again."
            ),
            "rejected": self.env._(
                "Correct the data that is named above, then run the job again."
            ),
            "conflict": self.env._(
                "The data kept changing while it was sent. Run the job again."
            ),
            "lost": self.env._(
                "Workers died while they ran this job. Look at the server log for the "
                "reason, often it is too little memory, then run the job again."
            ),
            "bug": self.env._(
                "This is a mistake of the software. Report it with the text under "
                "“For Developers”."
            ),
        }
