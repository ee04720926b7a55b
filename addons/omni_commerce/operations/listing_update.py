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
from odoo.addons.omni_core.engine.preview import Change, Effect
from odoo.addons.omni_core.lib.errors import TransientError
from odoo.addons.omni_core.lib.words import _lt

from ..codec import load
from ..documents import Product
from ..listing_preview import differences
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
        # A preview names the listings it is about, and is there before the switch.
        if not connection.listing_push and "listings" not in job.payload:
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

    def preview(self, env, jobs, plan):
        listings = env["integration.product.binding"]
        return [
            change
            for wish in plan
            for change in (*self._changes(listings, wish), *_refused(listings, wish))
        ]

    def _changes(self, listings, wish):
        raise NotImplementedError


def _refused(listings, wish):
    for listing in listings.browse(wish["refused"]):
        yield Change(
            listing.display_name,
            listing.env._("The check"),
            after=wish["refused"][listing.id],
            effect=Effect.REFUSED,
            model=listing._name,
            record_id=listing.id,
        )


class ContentOperation(ListingOperation):
    is_new = False

    def _plan(self, connection, job):
        planner = connection.env["integration.listing.planner"]
        only_these = job.payload.get("listings")
        return planner._plan(connection, self.is_new, job.trace_id, only_these)

    def _write_down(self, connection, plan, results):
        book = connection.env["integration.listing.book"]
        book._write_down(connection, plan, results)

    def _changes(self, listings, wish):
        for row in wish["rows"]:
            listing = listings.browse(row["listing"])
            there = load(Product, listing.there) if listing.there else None
            for what, before, after in differences(row["command"], there):
                yield Change(
                    listing.display_name,
                    what,
                    before,
                    after,
                    Effect.CREATE if self.is_new else Effect.CHANGE,
                    listing._name,
                    listing.id,
                )


@register_operation
class ProductCreate(ContentOperation):
    """Lists what is queued. The draft's own key keeps a repeated try from doubling."""

    name = "product_create"
    title = _lt("Create listings")
    is_new = True


@register_operation
class ProductUpdate(ContentOperation):
    """Sends listings whose content is another than was sent last."""

    name = "product_update"
    title = _lt("Update listings")


@register_operation
class PriceUpdate(ListingOperation):
    """Sends prices that are others than were sent last."""

    name = "price_update"
    title = _lt("Send prices")
    priority = 20

    def _plan(self, connection, job):
        planner = connection.env["integration.listing.planner"]
        only_these = job.payload.get("listings")
        return planner._plan_prices(connection, job.trace_id, only_these)

    def _write_down(self, connection, plan, results):
        book = connection.env["integration.listing.book"]
        book._write_down_prices(connection, plan, results)

    def _changes(self, listings, wish):
        bindings = listings.env["integration.variant.binding"]
        for row in wish["rows"]:
            binding = bindings.browse(row["binding"])
            yield Change(
                binding.title or binding.sku or "",
                listings.env._("Price"),
                binding.price_there or "",
                row["told"],
                model=listings._name,
                record_id=row["listing"],
            )


@register_operation
class ProductDelete(ListingOperation):
    """Takes listings off that are to be ended: hidden, archived or deleted."""

    name = "product_delete"
    title = _lt("End listings")
    priority = 20

    def _plan(self, connection, job):
        planner = connection.env["integration.listing.planner"]
        return planner._plan_ends(connection, job.trace_id)

    def _write_down(self, connection, plan, results):
        book = connection.env["integration.listing.book"]
        book._write_down_ends(connection, plan, results)

    def _changes(self, listings, wish):
        for row in wish["rows"]:
            listing = listings.browse(row["listing"])
            yield Change(
                listing.display_name,
                listings.env._("Listing"),
                listing.status or "",
                row["command"].how.value,
                Effect.REMOVE,
                listing._name,
                listing.id,
            )


@register_operation
class ListingSweep(LocalOperation):
    """Prices whose day has come: nobody writes anything then."""

    platform = "*"
    name = "listing_sweep"
    title = _lt("Look for dated prices")
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
    title = _lt("Compare all listings")
    lane = "bulk"

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection_of(env, job)._all_listings_due()
