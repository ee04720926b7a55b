"""Many new prices at once go by one bulk mutation, which costs no points.

The plan is kept in the job with the number of the bulk operation, so that whoever goes
on after a killed worker writes down what was sent, and not what would be sent by now.
"""

from __future__ import annotations

from typing import Any

from odoo.addons.omni_commerce import codec
from odoo.addons.omni_commerce.adapter import SetPrice
from odoo.addons.omni_commerce.operations import listing_update
from odoo.addons.omni_core.engine.operation import Outcome, register_operation
from odoo.addons.omni_core.lib.errors import ConflictError

from ..client import bulk
from ..client.rehearsal import Prompter, Scribe
from ..commands.prices import set_prices
from .in_bulk import FULL_S, LOOK_AGAIN_S, bulk_from

MUTATION = "prices_set"
# Listings of one bulk mutation: what is sent has to wait in the job for its answer.
MOST = 5000

Plan = dict[str, Any]


@register_operation
class PriceUpdate(listing_update.PriceUpdate):
    platform = "shopify"

    def _prepare(self, env, job):
        return (
            _unpacked(job.checkpoint) if job.checkpoint else super()._prepare(env, job)
        )

    def _plan(self, connection, job):
        planner = connection.env["integration.listing.planner"]
        limit, due = bulk_from(connection.env), planner._count_due(connection)
        if due < limit or "listings" in job.payload:
            return super()._plan(connection, job)
        return planner._plan_prices(connection, job.trace_id, limit=MOST) | {"bulk": ""}

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, wish in zip(jobs, plan, strict=True):
            if not self._in_bulk(client, job, wish, outcome):
                by_calls = super().exchange(client, [job], [wish])
                outcome.results |= by_calls.results
                outcome.errors |= by_calls.errors
        return outcome

    def apply(self, env, jobs, outcome):
        ended = [job for job in jobs if job.id in outcome.results]
        super().apply(env, ended, outcome)

    def _in_bulk(self, client, job, wish, outcome):
        """Whether this is the way for it, or was."""
        if not wish.get("bulk"):
            if is_great := "bulk" in wish and bool(wish["rows"]):
                self._begin(client, job, wish, outcome)
            return is_great
        done = bulk.look(client.client, wish["bulk"])
        if done.is_running:
            self._wait(job, _packed(wish), outcome, LOOK_AGAIN_S)
        elif done.is_complete:
            said = bulk.answers(client.client, done)
            prompter = Prompter(client.client, MUTATION, said)
            outcome.results[job.id] = (wish, set_prices(prompter, _commands(wish)))
        return done.is_running or done.is_complete  # cut short: again, call by call

    def _begin(self, client, job, wish, outcome):
        scribe = Scribe(client.client, MUTATION)
        set_prices(scribe, _commands(wish))
        try:
            ref = bulk.start_mutation(client.client, MUTATION, job.id, scribe.lines)
        except ConflictError:
            self._wait(job, {}, outcome, FULL_S)  # with a plan of that moment
        else:
            self._wait(job, _packed(wish | {"bulk": ref}), outcome, LOOK_AGAIN_S)

    def _wait(self, job, checkpoint, outcome, seconds):
        outcome.checkpoints[job.id] = checkpoint
        outcome.pauses[job.id] = seconds


def _commands(wish: Plan) -> list[SetPrice]:
    return [row["command"] for row in wish["rows"]]


def _packed(wish: Plan) -> Plan:
    """As JSON; its numbers would come back as text where they are keys."""
    rows = [row | {"command": codec.dump(row["command"])} for row in wish["rows"]]
    pairs = {key: list(wish[key].items()) for key in ("due", "refused")}
    return wish | pairs | {"rows": rows}


def _unpacked(kept: Plan) -> Plan:
    rows = [
        row | {"command": codec.load(SetPrice, row["command"])} for row in kept["rows"]
    ]
    pairs = {key: dict(kept[key]) for key in ("due", "refused")}
    return kept | pairs | {"rows": rows}
