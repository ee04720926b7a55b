"""Write Odoo's numbers onto an order of a channel, and close one that is done.

Both say how it shall be, so that a second try changes nothing.
"""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..adapter import CloseOrder, WriteNumbers
from .order_process import bindings_of


@register_operation
class OrderWriteBack(Operation):
    platform = "*"
    name = "order_write_back"
    title = _lt("Write numbers back")
    lane = "bulk"
    batch_size = 20

    def prepare(self, env, jobs):
        wishes = env["integration.order.write.back"]._wishes(bindings_of(env, jobs))
        return [wishes.get(job.payload["ref"], {}) for job in jobs]

    def exchange(self, client, jobs, plan):
        rows = [
            (job.id, command)
            for job, wish in zip(jobs, plan, strict=True)
            for command in _commands(job.payload["ref"], wish)
        ]
        results = client.push([command for _id, command in rows]) if rows else ()
        outcome = Outcome({job.id: wish for job, wish in zip(jobs, plan, strict=True)})
        for (job_id, _command), result in zip(rows, results, strict=True):
            if not result.ok:
                outcome.results.pop(job_id, None)
                outcome.errors[job_id] = result.error
        return outcome

    def apply(self, env, jobs, outcome):
        bindings = {one.external_ref: one for one in bindings_of(env, jobs)}
        for job in jobs:
            if told := outcome.results[job.id]:
                bindings[job.payload["ref"]].write({"told": told})


def _commands(ref, wish):
    if numbers := wish.get("numbers"):
        yield WriteNumbers(ref, tuple((kind, number) for kind, number in numbers))
    if wish.get("close"):
        yield CloseOrder(ref)
