"""Agree to a buyer's wish to cancel, or refuse it; then look what became of it."""

from odoo.addons.omni_commerce.models.integration_order_binding import order_job
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt

from ..commands.cancellation import answer_request


@register_operation
class CancelAnswer(Operation):
    platform = "ebay"
    name = "cancel_answer"
    title = _lt("Answer a cancel request")
    lane = "realtime"
    budgets = ("postorder",)

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job in jobs:
            wish = job.payload
            answer_request(client.client, wish["cancel"], agree=wish["agree"])
            outcome.results[job.id] = None
        return outcome

    def apply(self, env, jobs, outcome):
        return [order_job("order_import", job.payload["ref"]) for job in jobs]
