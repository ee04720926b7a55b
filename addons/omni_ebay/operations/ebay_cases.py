"""Read returns and payment disputes; answer them."""

from __future__ import annotations

from odoo.addons.omni_commerce.operations.common import connection_of
from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.engine.platform import JobRequest
from odoo.addons.omni_core.lib.errors import ConflictError
from odoo.addons.omni_core.lib.words import _lt

from .. import cases


@register_operation
class EbayCasePoll(Operation):
    platform = "ebay"
    name = "ebay_case_poll"
    title = _lt("Read returns and disputes")
    calls = 2
    budgets = ("fulfillment", "postorder")

    def exchange(self, client, jobs, plan):
        return Outcome({job.id: cases.read(client.client) for job in jobs})

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            env["ebay.case"].sudo()._take(connection, outcome.results[job.id])


@register_operation
class EbayCaseAnswer(Operation):
    """Then it is read again: a case that changed meanwhile says so there."""

    platform = "ebay"
    name = "ebay_case_answer"
    title = _lt("Answer a return or dispute")
    lane = "realtime"
    budgets = ("fulfillment", "postorder")

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job in jobs:
            try:
                cases.answer(client.client, job.payload)
                outcome.results[job.id] = ""
            except ConflictError as error:
                outcome.results[job.id] = error.message
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            case = env["ebay.case"].sudo().browse(job.payload["case"])
            case.problem = tell(env.lang, outcome.results[job.id]) or False
        return [JobRequest("ebay_case_poll", identity_key="cases", lane="realtime")]
