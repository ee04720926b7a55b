"""Make of a stored order what the policy of its connection says."""

from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.operation import LocalOperation, register_operation
from odoo.addons.omni_core.lib.words import _lt

from ..models.integration_order_binding import order_job


def bindings_of(env, jobs):
    connection = env["integration.connection"].sudo().browse(jobs[0].connection_id)
    bindings = env["integration.order.binding"].sudo()
    found = bindings._find(connection, [job.payload["ref"] for job in jobs])
    return bindings.union(*found.values())


@register_operation
class OrderProcess(LocalOperation):
    """In batches; what Odoo refuses is found by halving and marked on the order."""

    platform = "*"
    name = "order_process"
    title = _lt("Import order")
    batch_size = 100

    def apply(self, env, jobs, outcome):
        bindings = bindings_of(env, jobs)
        intake = env["integration.order.intake"]
        if len(bindings) > 1:
            return intake._process(bindings)
        try:
            with env.cr.savepoint():
                return intake._process(bindings)
        except UserError as error:
            bindings.write({"state": "failed", "hold_text": str(error)})


@register_operation
class OrderWait(LocalOperation):
    """Holds the place of an order in the inbox of unmapped values."""

    platform = "*"
    name = "order_wait"
    title = _lt("Wait for mapping")

    def apply(self, env, jobs, outcome):
        binding = bindings_of(env, jobs)
        if binding.state == "held":
            env["integration.order.intake"].sudo()._require_mappings(binding)
            return [order_job("order_process", binding.external_ref)]
