"""Stock to the channels: what changed is swept together, then sent in batches."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    LocalOperation,
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.engine.preview import Change
from odoo.addons.omni_core.lib.errors import TransientError
from odoo.addons.omni_core.lib.words import _lt

from ..stock_sender import send
from .common import connection_of


@register_operation
class StockSweep(LocalOperation):
    """From changed products to listings that are due; one job for all connections."""

    platform = "*"
    name = "stock_sweep"
    title = _lt("Gather stock changes")
    lane = "realtime"
    priority = 30

    def apply(self, env, jobs, outcome):
        env["integration.stock.change"].sudo()._sweep()


@register_operation
class StockRelease(LocalOperation):
    """The time is over for which pieces were kept for an order that was held."""

    platform = "*"
    name = "stock_release"
    title = _lt("Offer pieces again")
    batch_size = 100

    def apply(self, env, jobs, outcome):
        ids = {id_ for job in jobs for id_ in job.payload["products"]}
        products = env["product.product"].sudo().browse(ids).exists()
        env["integration.variant.binding"].sudo()._mark_due_of(products)


@register_operation
class InventoryUpdate(Operation):
    """Sends the levels that differ from what the channel has, as far as we know."""

    platform = "*"
    name = "inventory_update"
    title = _lt("Send stock")
    lane = "realtime"
    priority = 30

    def prepare(self, env, jobs):
        return [self._plan(env, job) for job in jobs]

    def _plan(self, env, job):
        connection = connection_of(env, job)
        if not connection.stock_push:
            return {"rows": [], "loops": [], "due": []}
        return connection.env["integration.stock.planner"]._plan(
            connection, job.trace_id
        )

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, wish in zip(jobs, plan, strict=True):
            rows = send(client, wish["rows"]) if wish["rows"] else []
            if rows and all(row["end"] == "left" for row in rows):
                error = next((row["error"] for row in rows if "error" in row), "")
                outcome.errors[job.id] = TransientError(
                    error or _lt("The stock kept changing over there while it was set.")
                )
            else:
                outcome.results[job.id] = wish | {"rows": rows}
        return outcome

    def preview(self, env, jobs, plan):
        bindings = env["integration.variant.binding"]
        locations = env["integration.location"]
        return [
            Change(
                bindings.browse(row["binding"]).title or "",
                locations.browse(row["location"]).name,
                "" if row["believed"] is None else str(row["believed"]),
                str(row["wanted"]),
                model=bindings._name,
                record_id=row["binding"],
            )
            for wish in plan
            for row in wish["rows"]
        ]

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            book = connection.env["integration.stock.book"]
            book._write_down(connection, outcome.results[job.id])
