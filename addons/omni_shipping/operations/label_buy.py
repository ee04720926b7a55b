"""Buy one label: the one thing here that costs money, and so must happen once.

The row of ``integration.label`` is committed before its job can start, and the engine
commits the job's intent before the call. Whatever dies in between, the next try first
looks for the label under our reference, and only buys where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.engine.preview import Change, Effect
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..documents import AddressState, AddressVerdict, Label, RateRequest, ShipRequest
from ..shopping import choose

CLOCKS_DIFFER = timedelta(minutes=10)  # ours and the platform's, at the very most


@register_operation
class LabelBuy(Operation):
    platform = "*"
    name = "label_buy"
    title = _lt("Buy label")
    priority = 30
    calls = 2
    repeatable = False
    lookups = 50

    def prepare(self, env, jobs):
        """{job id: what to buy, or why not; None if it was given up meanwhile}."""
        return {job.id: _wish(job.record(env).sudo()) for job in jobs}

    def preview(self, env, jobs, plan):
        wanted = [(job.record(env).sudo(), plan[job.id]) for job in jobs]
        return [_change(env, label, wish) for label, wish in wanted if wish]

    def intent(self, jobs, plan):
        """When, too: what came of many is looked for among the labels of that time."""
        at = datetime.now(timezone.utc).isoformat()
        refs = {job.id: plan[job.id].ref if plan[job.id] else "" for job in jobs}
        return {id_: {"ref": ref, "at": at} for id_, ref in refs.items()}

    def lookup(self, client, jobs, plan):
        refs = {job.id: plan[job.id].ref for job in jobs if plan[job.id]}
        found = _found(client, jobs, list(refs.values()))
        results = {
            id_: Purchase(found[ref]) for id_, ref in refs.items() if ref in found
        }
        given_up = {job.id: None for job in jobs if job.id not in refs}
        return Outcome(results | given_up) if results or given_up else None

    def exchange(self, client, jobs, plan):
        [job] = jobs
        request = plan[job.id]
        return Outcome({job.id: request and _buy(client, request)})

    def apply(self, env, jobs, outcome):
        for job in jobs:
            if purchase := outcome.results[job.id]:
                job.record(env).sudo()._note_purchase(purchase)


@dataclass(frozen=True, slots=True)
class Hindered:
    """A parcel for which nothing can be bought as things are now.

    It has its reference all the same: an earlier try may have bought already.
    """

    ref: str
    why: str


def _wish(label) -> ShipRequest | Hindered | None:
    try:
        return label._ship_request()
    except UserError as error:
        return Hindered(label.ref, str(error))


def _change(env, label, request: ShipRequest | Hindered) -> Change:
    if isinstance(request, Hindered):
        name, what = label.picking_id.name, env._("Label")
        return Change(name, what, after=request.why, effect=Effect.REFUSED)
    to, weight = request.ship_to, request.parcel.weight
    return Change(
        label.picking_id.name,
        env._("Label (test)") if request.test else env._("Label"),
        "",
        env._(
            "%(method)s, %(weight)s to %(name)s, %(city)s",
            method=label.carrier_id.name,
            weight=f"{weight.value.normalize():f} {weight.unit}",
            name=to.name,
            city=f"{to.zip} {to.city}".strip(),
        ),
        Effect.CREATE,
        label._name,
        label.id,
    )


@dataclass(frozen=True, slots=True)
class Purchase:
    """What came of it: a label, or a refusal, which is an answer too: nothing was
    bought. And what was learned of the address on the way."""

    label: Label | None = None
    refusal: RejectedError | None = None
    verdict: AddressVerdict | None = None


def _found(client, jobs, refs) -> dict[str, Label]:
    """{our reference: the label that was bought under it}."""
    if len(refs) == 1:  # by its name: certain, whatever the clocks say
        [ref] = refs
        label = client.find(ref)
        return {ref: label} if label else {}
    times = [datetime.fromisoformat(job.intent["at"]) for job in jobs]
    return client.find_all(refs, min(times) - CLOCKS_DIFFER, max(times) + CLOCKS_DIFFER)


def _buy(client, request: ShipRequest | Hindered) -> Purchase:
    if isinstance(request, Hindered):
        return Purchase(refusal=RejectedError(request.why))
    verdict = None
    try:
        if request.check_address:
            verdict = client.check_address(request.ship_to)
            request = _judged(request, verdict)
        return Purchase(client.ship(_decided(client, request)), verdict=verdict)
    except RejectedError as refusal:
        # "Has a label already" is a refusal as well: of an earlier try that was slower
        # than its worker lived.
        found = client.find(request.ref)
        return Purchase(found, None if found else refusal, verdict)


def _judged(request: ShipRequest, verdict: AddressVerdict) -> ShipRequest:
    """The request with what is known of the address now; a wrong one is not paid for.

    What a person has said of the door bell counts more than a register.
    """
    if request.refuse_wrong_address and verdict.state is AddressState.WRONG:
        raise RejectedError(
            _lt("The address is wrong: %(why)s", why=verdict.text), code="address"
        )
    if request.ship_to.residential is not None or verdict.residential is None:
        return request
    ship_to = replace(request.ship_to, residential=verdict.residential)
    return replace(request, ship_to=ship_to)


def _decided(client, request: ShipRequest) -> ShipRequest:
    """The request with its carrier and service."""
    if request.service_code:
        return request
    carriers = {key.partition("/")[0] for key in request.choice.services}
    rates = client.rates(
        RateRequest(
            ship_from=request.ship_from,
            ship_to=request.ship_to,
            parcels=(request.parcel,),
            carriers=tuple(sorted(carriers)),
            confirmation=request.confirmation,
        )
    )
    rate = choose(rates, request.choice)
    return replace(
        request,
        carrier_ref=rate.carrier_ref,
        carrier_code=rate.carrier_code,
        service_code=rate.service_code,
    )
