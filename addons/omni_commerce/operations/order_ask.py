"""Ask a channel to cancel, refund, capture or take back: once, whatever dies."""

from __future__ import annotations

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..asking import came_of, command_of
from ..documents import Kind


@register_operation
class OrderAsk(Operation):
    platform = "*"
    name = "order_ask"
    title = _lt("Ask the channel")
    lane = "realtime"
    priority = 30
    calls = 2
    repeatable = False

    def prepare(self, env, jobs):
        [job] = jobs
        step = job.record(env).sudo()
        if step.state != "asked":
            return None  # answered by an earlier try
        return {
            "kind": step.kind,
            "order": step.binding_id.external_ref,
            "key": step.key,
            **step.wish,
        }

    def preview(self, env, jobs, plan):
        return jobs[0].record(env).sudo()._changes() if plan else []

    def intent(self, jobs, plan):
        return {job.id: {"ref": plan["key"] if plan else ""} for job in jobs}

    def lookup(self, client, jobs, plan):
        command = plan and command_of(plan["kind"], plan["command"])
        if not plan or type(command) in client.repeats_safely:
            return None
        order = client.get(Kind.ORDER, [plan["order"]]).get(plan["order"])
        ref = order and came_of(command, plan["before"], order)
        return Outcome(results={jobs[0].id: {"ref": ref}}) if ref else None

    def exchange(self, client, jobs, plan):
        [job] = jobs
        if not plan:
            return Outcome(results={job.id: {}})
        [result] = client.push([command_of(plan["kind"], plan["command"])])
        if result.ok:
            return Outcome(results={job.id: {"ref": result.ref}})
        if isinstance(result.error, (RejectedError, GoneError)):
            # An answer as well: nothing was done, and trying again is of no use.
            return Outcome(results={job.id: {"refused": result.error.message}})
        return Outcome(errors={job.id: result.error})

    def apply(self, env, jobs, outcome):
        [job] = jobs
        answer = outcome.results[job.id]
        step = job.record(env).sudo()
        if "ref" in answer:
            step._note_answer(answer["ref"])
        elif "refused" in answer:
            step._note_refused(tell(env.lang, answer["refused"]))
        return [step._read_again()]
