"""Read orders and store what the channel says; what becomes of them is another job."""

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.engine.preview import Change, Effect
from odoo.addons.omni_core.lib.errors import GoneError
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from ..models.integration_order_binding import order_job
from .order_process import bindings_of


@register_operation
class OrderImport(Operation):
    """A hundred orders in one question, whatever asked for each of them."""

    platform = "*"
    name = "order_import"
    title = _lt("Read order")
    batch_size = 100

    def preview(self, env, jobs, plan):
        return [
            Change(
                binding.display_name,
                env._("Read order"),
                env._("As of %s UTC", binding.remote_updated_at or "?"),
                env._("As it is there now"),
                Effect.RUN,
                binding._name,
                binding.id,
            )
            for binding in bindings_of(env, jobs)
        ]

    def exchange(self, client, jobs, plan):
        refs = [payload["ref"] for payload in plan]
        found = client.get(Kind.ORDER, refs)
        outcome = Outcome()
        for job, ref in zip(jobs, refs, strict=True):
            if ref in found:
                outcome.results[job.id] = found[ref]
            else:
                outcome.errors[job.id] = GoneError(
                    _lt(
                        "The channel has no order %(ref)s (any more). If it should, "
                        "look there whether it was deleted or archived.",
                        ref=ref.rpartition("/")[2],  # as the shop's own pages say
                    )
                )
        return outcome

    def apply(self, env, jobs, outcome):
        connection = env["integration.connection"].sudo().browse(jobs[0].connection_id)
        bindings = env["integration.order.binding"].sudo()
        arrivals = [(outcome.results[job.id], job.id) for job in jobs]
        fresh = bindings._stage(connection, arrivals)
        urgent = "realtime" if jobs[0].lane == "realtime" else None
        return [
            order_job("order_process", binding.external_ref, urgent)
            for binding in fresh
        ]
