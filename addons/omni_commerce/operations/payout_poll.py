"""What the channel transferred to the bank: read it, then book it."""

from datetime import datetime, timedelta, timezone

from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.operation import LocalOperation, register_operation
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from ..models.integration_payout import payout_job
from .common import connection_of
from .page_poll import PagePoll

FIRST_LOOK = timedelta(days=60)


@register_operation
class PayoutPoll(PagePoll):
    name = "payout_poll"
    title = _lt("Read payouts")
    kind = Kind.PAYOUT
    polled_until = "payouts_polled_until"
    # A payout is announced days before it arrives, and changes until then.
    overlap = timedelta(days=14)

    def _is_wanted(self, connection):
        return connection.payout_policy != "off"

    def _since(self, connection):
        return super()._since(connection) or datetime.now(timezone.utc) - FIRST_LOOK

    def _keep(self, connection, documents):
        payouts = connection.env["integration.payout"]._import(connection, documents)
        if connection.payout_policy != "book":
            return []
        ready = payouts.filtered(lambda payout: payout.state == "open")
        return [payout_job(payout.external_ref) for payout in ready]

    def _end(self, connection):
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
