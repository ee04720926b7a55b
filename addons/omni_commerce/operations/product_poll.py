"""Products from a channel: all that changed, or those that an event named."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from functools import partial

from odoo.addons.omni_core.engine.operation import (
    LocalOperation,
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.paging import pages
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from .common import connection_of

# Clocks differ, and a change may be committed over there after a later one.
OVERLAP = timedelta(minutes=10)
ENOUGH_S = 12.0


@register_operation
class ProductPoll(Operation):
    """Reads page after page, and goes on from there after each portion."""

    platform = "*"
    name = "product_poll"
    title = _lt("Read changed products")
    lane = "bulk"

    def prepare(self, env, jobs):
        return [self._from_where(env, job) for job in jobs]

    def _from_where(self, env, job):
        if job.checkpoint:
            return job.checkpoint
        until = connection_of(env, job).products_polled_until
        since = None
        if until and not job.payload.get("all"):
            since = (until - OVERLAP).replace(tzinfo=timezone.utc).isoformat()
        now = datetime.now(timezone.utc).isoformat()
        return {"cursor": None, "since": since, "until": now}

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, start in zip(jobs, plan, strict=True):
            products, cursor = _read(client, start)
            outcome.results[job.id] = {"products": products, "until": start["until"]}
            if cursor is not None:
                outcome.checkpoints[job.id] = start | {"cursor": cursor}
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            result = outcome.results[job.id]
            importer = connection.env["integration.product.importer"]
            importer._import(connection, result["products"])
            if job.id not in outcome.checkpoints:
                until = datetime.fromisoformat(result["until"])
                connection.products_polled_until = until.replace(tzinfo=None)


def _read(client, start):
    """(products, where to go on, or None at the proven end)."""
    since = start["since"] and datetime.fromisoformat(start["since"])
    stop_at = time.monotonic() + ENOUGH_S
    products = []
    fetch = partial(client.fetch, Kind.PRODUCT, since=since)
    for page in pages(fetch, start["cursor"]):
        products += page.items
        if page.has_more and time.monotonic() > stop_at:
            return products, page.cursor
    return products, None


@register_operation
class ProductImport(Operation):
    """Reads again what an event was about."""

    platform = "*"
    name = "product_import"
    title = _lt("Read product")
    batch_size = 50

    def exchange(self, client, jobs, plan):
        refs = sorted({payload["ref"] for payload in plan})
        found = client.get(Kind.PRODUCT, refs)
        return Outcome({job.id: found.get(job.payload["ref"]) for job in jobs})

    def apply(self, env, jobs, outcome):
        connection = connection_of(env, jobs[0])
        products = [outcome.results[job.id] for job in jobs]
        importer = connection.env["integration.product.importer"]
        importer._import(connection, [product for product in products if product])
        gone = [job.payload["ref"] for job in jobs if not outcome.results[job.id]]
        connection.env["integration.product.binding"]._gone(connection, gone)


@register_operation
class ProductMatch(LocalOperation):
    """Looks again for the products of listings that are still open."""

    platform = "*"
    name = "product_match"
    title = _lt("Match listings to products")

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            bindings = connection.env["integration.variant.binding"].search(
                [
                    ("connection_id", "=", connection.id),
                    ("match_state", "in", ("unmatched", "ambiguous")),
                ]
            )
            connection.env["integration.product.matcher"]._match(connection, bindings)
            bindings.filtered("suggested_at").suggested_at = False
            connection._request_suggestions()


@register_operation
class MatchSuggest(LocalOperation):
    """A portion at a time: what is not certain gets suggestions."""

    platform = "*"
    name = "match_suggest"
    title = _lt("Suggest products")
    lane = "bulk"

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            if connection.env["integration.match.suggester"]._suggest(connection):
                connection._request_suggestions()
