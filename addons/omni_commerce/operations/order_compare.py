"""Compare an order that people changed here with the channel's."""

from odoo.addons.omni_core.engine.operation import LocalOperation, register_operation
from odoo.addons.omni_core.lib.words import _lt

from .order_process import bindings_of


@register_operation
class OrderCompare(LocalOperation):
    platform = "*"
    name = "order_compare"
    title = _lt("Compare a changed order")

    def apply(self, env, jobs, outcome):
        binding = bindings_of(env, jobs)
        if binding.order_id:
            env["integration.order.difference"].sudo()._attend(binding)
