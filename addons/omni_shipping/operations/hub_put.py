"""Orders to a hub: made, changed, held and cancelled there, a batch in one call.

Made again under the same reference they are changed, so a lost answer does no harm.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.operation import (
    LocalOperation,
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.engine.preview import Change, Effect
from odoo.addons.omni_core.lib.errors import IntegrationError, RejectedError
from odoo.addons.omni_core.lib.paging import items
from odoo.addons.omni_core.lib.words import _lt

from ..hub import Placed, find_twins


@register_operation
class HubPut(Operation):
    platform = "*"
    name = "hub_put"
    title = _lt("Send to the hub")
    batch_size = 50
    calls = 3

    def prepare(self, env, jobs):
        return [_document(env, job) for job in jobs]

    def preview(self, env, jobs, plan):
        return [
            _change(job.record(env).sudo(), document)
            for job, document in zip(jobs, plan, strict=True)
            if document
        ]

    def exchange(self, client, jobs, plan):
        wanted = [one for one in plan if not isinstance(one, (str, type(None)))]
        placed = _put(client, wanted)
        outcome = Outcome()
        for job, document in zip(jobs, plan, strict=True):
            if isinstance(document, str):
                ended = Placed(error=RejectedError(document))
            else:
                ended = document and placed[document.ref]
            if ended and ended.error and not isinstance(ended.error, RejectedError):
                outcome.errors[job.id] = ended.error
            else:
                outcome.results[job.id] = (document, ended)
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            document, ended = outcome.results[job.id]
            if ended:
                job.record(env).sudo()._note_placed(document, ended)


def _change(record, document):
    name, what = record.picking_id.name, record.env._("Order to pack")
    if isinstance(document, str):
        return Change(name, what, after=document, effect=Effect.REFUSED)
    pieces = [
        f"{one.quantity.normalize():f} × {one.name or one.sku}"
        for one in document.lines
    ]
    effect = Effect.CHANGE if document.remote_ref else Effect.CREATE
    return Change(name, what, after="\n".join(pieces), effect=effect)


def _document(env, job):
    """What to send, nothing, or the words that say why it cannot be sent."""
    try:
        return job.record(env).sudo()._document()
    except (UserError, IntegrationError) as error:
        return str(error)


def _put(client, wanted):
    """{ref: how it fared}; what a shop has brought there itself is not sent."""
    if why := client.cannot_pack():
        return {one.ref: Placed(error=RejectedError(why)) for one in wanted}
    twins = _twins(client, [one for one in wanted if not one.remote_ref])
    sent = [one for one in wanted if one.ref not in twins]
    placed = dict.fromkeys(twins)
    for ref, store in twins.items():
        placed[ref] = Placed(twin_in=store.name)
    answers = client.put_orders(sent) if sent else []
    return placed | {one.ref: answer for one, answer in zip(sent, answers, strict=True)}


def _twins(client, new):
    """Looked for before the order is there twice, not after."""
    feeding = [store for store in client.stores() if store.feeds_itself] if new else []
    if not feeding:
        return {}
    since = min(one.ordered_at for one in new) - timedelta(days=1)
    known = items(partial(client.orders, since))
    numbers = {one.ref: (one.number, *one.aliases) for one in new}
    return find_twins(numbers, list(known), feeding)


@register_operation
class HubExport(LocalOperation):
    """What has become ready, and what has changed since it was sent."""

    platform = "*"
    name = "hub_export"
    title = _lt("Look for transfers to pack")

    def apply(self, env, jobs, outcome):
        connection = env["integration.connection"].sudo().browse(jobs[0].connection_id)
        connection = connection.with_company(connection.company_id)
        if connection.hub_export == "auto":
            connection._hub_hand_over()
        env["integration.hub.order"].sudo()._request_changed(connection)
