"""The dialog behind "Edit and Run Again"."""

import json

from odoo import api, fields, models
from odoo.exceptions import UserError


class SyncJobChange(models.TransientModel):
    _name = "sync.job.change"
    _description = "Edit a Job and Run It Again"

    job_id = fields.Many2one("sync.job", required=True, ondelete="cascade")
    last_error = fields.Text(related="job_id.last_error")
    payload = fields.Text(
        "What It Is Told", required=True, help="JSON, as the operation expects it."
    )
    reason = fields.Char(required=True, help="Stays on record with your name.")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        job = self.env["sync.job"].browse(values.get("job_id"))
        if job:
            values["payload"] = json.dumps(
                job.payload or {}, indent=2, ensure_ascii=False, sort_keys=True
            )
        return values

    def action_run(self):
        self.ensure_one()
        try:
            payload = json.loads(self.payload)
        except ValueError as error:
            raise UserError(self.env._("This is not valid JSON: %s", error)) from None
        self.job_id.action_edit_and_retry(payload, self.reason)
        return {"type": "ir.actions.act_window_close"}
