"""Listings to the channels: created, brought up to date, priced, ended.

A change only marks listings as due (``models/listing_changes.py``); one job per
connection then takes what is due, in portions, and asks for the next where more is.
"""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    LocalOperation,
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.errors import TransientError

from ..listing_sender import is_left, send
from .common import connection_of


class ListingOperation(Operation):
    """What they share: a plan of rows with a command each, and a book for the ends."""

    platform = "*"
    calls = 10
    nothing = {"rows": [], "refused": {}, "hints": {}, "due": {}}  # noqa: RUF012

    def prepare(self, env, jobs):
        return [self._prepare(env, job) for job in jobs]

    def _prepare(self, env, job):
        connection = connection_of(env, job)
        if not connection.listing_push:
            return self.nothing
        return self._plan(connection, job)

    def _plan(self, connection, job):
        raise NotImplementedError

    def _write_down(self, connection, plan, results):
        raise NotImplementedError

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, wish in zip(jobs, plan, strict=True):
            results = send(client, [row["command"] for row in wish["rows"]])
            if results and all(map(is_left, results)) and not wish["refused"]:
                outcome.errors[job.id] = TransientError(results[0].error.message)
            else:
                outcome.results[job.id] = (wish, results)
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            self._write_down(connection_of(env, job), *outcome.results[job.id])


class ContentOperation(ListingOperation):
    is_new = False

    def _plan(self, connection, job):
        planner = connection.env["integration.listing.planner"]
        only_these = job.payload.get("listings")
        return planner._plan(connection, self.is_new, job.trace_id, only_these)

    def _write_down(self, connection, plan, results):
        book = connection.env["integration.listing.book"]
        book._write_down(connection, plan, results)


@register_operation
class ProductCreate(ContentOperation):
    """Lists what is queued. The draft's own key keeps a repeated try from doubling."""

    name = "product_create"
    title = "Create listings"
    is_new = True


@register_operation
class ProductUpdate(ContentOperation):
    """Sends listings whose content is another than was sent last."""

    name = "product_update"
    title = "Update listings"


@register_operation
class PriceUpdate(ListingOperation):
    """Sends prices that are others than were sent last."""

    name = "price_update"
    title = "Send prices"
    priority = 20

    def _plan(self, connection, job):
        planner = connection.env["integration.listing.planner"]
        only_these = job.payload.get("listings")
        return planner._plan_prices(connection, job.trace_id, only_these)

    def _write_down(self, connection, plan, results):
        book = connection.env["integration.listing.book"]
        book._write_down_prices(connection, plan, results)


@register_operation
class ProductDelete(ListingOperation):
    """Takes listings off that are to be ended: hidden, archived or deleted."""

    name = "product_delete"
    title = "End listings"
    priority = 20

    def _plan(self, connection, job):
        planner = connection.env["integration.listing.planner"]
        return planner._plan_ends(connection, job.trace_id)

    def _write_down(self, connection, plan, results):
        book = connection.env["integration.listing.book"]
        book._write_down_ends(connection, plan, results)


@register_operation
class ListingSweep(LocalOperation):
    """Prices whose day has come: nobody writes anything then."""

    platform = "*"
    name = "listing_sweep"
    title = "Look for dated prices"
    lane = "bulk"

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection_of(env, job)._sweep_prices()


@register_operation
class ListingCompare(LocalOperation):
    """Looks at every listing again: rates, renamed categories, what nothing tells of.

    Nothing is sent where nothing turns out to be different.
    """

    platform = "*"
    name = "listing_compare"
    title = "Compare all listings"
    lane = "bulk"

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection_of(env, job)._all_listings_due()
