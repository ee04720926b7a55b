"""What was packed in a hub, and whether both sides still agree."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import partial

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.paging import items
from odoo.addons.omni_core.lib.words import _lt

OVERLAP = timedelta(minutes=30)  # what is read twice costs nothing
FIRST_LOOK = timedelta(days=3)


@register_operation
class HubPoll(Operation):
    """Page by page, its place kept after each."""

    platform = "*"
    name = "hub_poll"
    title = _lt("Read what was packed")

    def prepare(self, env, jobs):
        [job] = jobs
        if job.checkpoint:
            return job.checkpoint
        connection = env["integration.connection"].sudo().browse(job.connection_id)
        if connection.hub_export == "never" and not connection.hub_open_count:
            return None
        now = datetime.now(timezone.utc).replace(microsecond=0)
        until = connection._hub_poll_since()
        since = until.replace(tzinfo=timezone.utc) if until else now - FIRST_LOOK
        if days := job.payload.get("days"):
            since = now - timedelta(days=days)
        since -= OVERLAP
        return {"cursor": None, "since": since.isoformat(), "started": now.isoformat()}

    def exchange(self, client, jobs, plan):
        [job] = jobs
        if plan is None or client.cannot_pack():
            return Outcome({job.id: None})
        since = datetime.fromisoformat(plan["since"])
        page = client.shipments(since, plan["cursor"])
        outcome = Outcome({job.id: (plan["started"], page.items)})
        if page.has_more:
            outcome.checkpoints[job.id] = {**plan, "cursor": page.cursor}
        return outcome

    def apply(self, env, jobs, outcome):
        [job] = jobs
        if outcome.results[job.id] is None:
            return
        connection = env["integration.connection"].sudo().browse(job.connection_id)
        connection = connection.with_company(connection.company_id)
        started, shipments = outcome.results[job.id]
        connection.env["integration.hub.intake"]._take(connection, shipments)
        if job.id not in outcome.checkpoints:
            until = datetime.fromisoformat(started).replace(tzinfo=None)
            connection.hub_polled_until = until


@register_operation
class HubReference(Operation):
    platform = "*"
    name = "hub_reference"
    title = _lt("Read the hub's stores")

    def exchange(self, client, jobs, plan):
        able = not client.cannot_pack()
        stores = list(client.stores()) if able else []
        warehouses = list(client.warehouses()) if able else []
        return Outcome({job.id: (stores, warehouses) for job in jobs})

    def apply(self, env, jobs, outcome):
        for job in jobs:
            found, places = outcome.results[job.id]
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            connection.env["integration.hub.store"]._import(connection, found)
            connection.env["integration.hub.warehouse"]._import(connection, places)


@register_operation
class HubAudit(Operation):
    """Every order that should be there is looked for, and twins of it as well."""

    platform = "*"
    name = "hub_audit"
    title = _lt("Compare with the hub")
    lane = "bulk"
    calls = 4

    def prepare(self, env, jobs):
        [job] = jobs
        orders = env["integration.hub.order"].sudo()
        return orders._audit_plan(job.connection_id)

    def exchange(self, client, jobs, plan):
        [job] = jobs
        if plan is None or client.cannot_pack():
            return Outcome({job.id: None})
        since, sent = plan
        known = items(partial(client.orders, datetime.fromisoformat(since)))
        return Outcome({job.id: (list(known), list(client.stores()), sent)})

    def apply(self, env, jobs, outcome):
        [job] = jobs
        if found := outcome.results[job.id]:
            orders = env["integration.hub.order"].sudo()
            orders._compare(job.connection_id, *found)
