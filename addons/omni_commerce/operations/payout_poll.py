"""What the channel transferred to the bank: read it, then book it."""

from datetime import datetime, timedelta, timezone

from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.operation import (
    LocalOperation,
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from ..models.integration_payout import payout_job
from .common import connection_of

# A payout is announced days before it arrives, and changes until then.
OVERLAP = timedelta(days=14)
FIRST_LOOK = timedelta(days=60)


@register_operation
class PayoutPoll(Operation):
    """Walks through pages of payouts, its place kept after each of them."""

    platform = "*"
    name = "payout_poll"
    title = _lt("Read payouts")
    lane = "bulk"

    def prepare(self, env, jobs):
        return [self._wish(env, job) for job in jobs]

    def _wish(self, env, job):
        if job.checkpoint:
            return job.checkpoint
        connection = connection_of(env, job)
        if connection.payout_policy == "off":
            return None
        now = datetime.now(timezone.utc)
        until = connection.payouts_polled_until
        since = until.replace(tzinfo=timezone.utc) if until else now - FIRST_LOOK
        since -= OVERLAP
        return {"cursor": None, "since": since.isoformat(), "started": now.isoformat()}

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, wish in zip(jobs, plan, strict=True):
            outcome.results[job.id] = None
            if wish:
                since = datetime.fromisoformat(wish["since"])
                page = client.fetch(Kind.PAYOUT, wish["cursor"], since=since)
                outcome.results[job.id] = {**wish, "payouts": page.items}
                if page.has_more:
                    outcome.checkpoints[job.id] = {**wish, "cursor": page.cursor}
        return outcome

    def apply(self, env, jobs, outcome):
        follow_up = []
        for job in jobs:
            if result := outcome.results[job.id]:
                connection = connection_of(env, job)
                follow_up += self._keep(connection, result["payouts"])
                if job.id not in outcome.checkpoints:
                    self._close(connection, result["started"])
        return follow_up

    def _keep(self, connection, documents):
        payouts = connection.env["integration.payout"]._import(connection, documents)
        if connection.payout_policy != "book":
            return []
        ready = payouts.filtered(lambda payout: payout.state == "open")
        return [payout_job(payout.external_ref) for payout in ready]

    def _close(self, connection, started):
        moment = datetime.fromisoformat(started)
        connection.payouts_polled_until = moment.replace(tzinfo=None)
        connection.env["integration.payout.line"]._link_orders(connection)


@register_operation
class PayoutBook(LocalOperation):
    platform = "*"
    name = "payout_book"
    title = _lt("Book payout")

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            payout = connection.env["integration.payout"].search(
                [
                    ("connection_id", "=", connection.id),
                    ("external_ref", "=", job.payload["ref"]),
                ]
            )
            try:
                connection.env["integration.payout.booker"]._book(payout)
            except UserError as error:  # a closed period, a blocked account
                raise RejectedError(str(error), code="books") from error
