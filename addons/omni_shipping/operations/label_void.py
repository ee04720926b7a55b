"""Give a label back. Asking twice does no harm: it is void already."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class LabelVoid(Operation):
    platform = "*"
    name = "label_void"
    title = _lt("Void label")
    priority = 30

    def prepare(self, env, jobs):
        return [job.record(env).sudo().remote_ref for job in jobs]

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, remote_ref in zip(jobs, plan, strict=True):
            answer = client.void(remote_ref)
            if answer.approved:
                outcome.results[job.id] = answer.message
            else:
                outcome.errors[job.id] = RejectedError(
                    _lt(
                        "The label was not taken back: %(message)s",
                        message=answer.message,
                    ),
                    code="not_voided",
                )
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            job.record(env).sudo()._note_voided()
