"""Orders of the past: those of some days, or one by its number."""

from odoo.addons.omni_core.engine.operation import register_operation
from odoo.addons.omni_core.lib.words import _lt

from ..models.integration_order_binding import order_job
from .order_poll import OrderReading

WISHES = ("created_since", "created_until", "name")


@register_operation
class OrderHistory(OrderReading):
    name = "order_history"
    title = _lt("Read past orders")
    lane = "bulk"

    def prepare(self, env, jobs):
        return [job.checkpoint or self._wish(job) for job in jobs]

    def _wish(self, job):
        wanted = {key: job.payload[key] for key in WISHES if key in job.payload}
        return {"cursor": None, "wanted": wanted}

    def apply(self, env, jobs, outcome):
        follow_up = []
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            orders = outcome.results[job.id]["orders"]
            unknown = self._unknown(env, connection, orders)
            lane = None if "name" in job.payload else "bulk"
            follow_up += [order_job("order_import", o.ref, lane) for o in unknown]
        return follow_up
