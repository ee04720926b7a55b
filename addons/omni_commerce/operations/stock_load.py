"""Read all stock that a channel has, to be looked at before it is counted here."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from .stock_audit import PORTION


@register_operation
class StockLoad(Operation):
    """Goes on where it was after each portion."""

    platform = "*"
    name = "stock_load"
    title = _lt("Read first stock")
    lane = "bulk"

    def prepare(self, env, jobs):
        [job] = jobs
        after = (job.checkpoint or {}).get("after", 0)
        bindings = _load(env, job)._portion(after, PORTION)
        return {
            "refs": {binding.stock_ref: binding.id for binding in bindings},
            "last": bindings[-1:].id if len(bindings) == PORTION else None,
        }

    def exchange(self, client, jobs, plan):
        [job] = jobs
        refs = list(plan["refs"])
        found = client.get(Kind.STOCK, refs) if refs else {}
        outcome = Outcome({job.id: (plan["refs"], found)})
        if plan["last"]:
            outcome.checkpoints[job.id] = {"after": plan["last"]}
        return outcome

    def apply(self, env, jobs, outcome):
        [job] = jobs
        load = _load(env, job)
        if load.state != "reading":
            return  # given up meanwhile
        load._take_in(*outcome.results[job.id])
        if job.id not in outcome.checkpoints:
            load._finish_reading()


def _load(env, job):
    return env["integration.stock.load"].sudo().browse(job.payload["load"])
