"""Buy one label: the one thing here that costs money, and so must happen once.

The row of ``integration.label`` is committed before its job can start, and the engine
commits the job's intent before the call. Whatever dies in between, the next try first
looks for the label under our reference, and only buys where there is none.
"""

from __future__ import annotations

from dataclasses import replace

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Label, RateRequest, ShipRequest
from ..shopping import choose


@register_operation
class LabelBuy(Operation):
    platform = "*"
    name = "label_buy"
    title = _lt("Buy label")
    priority = 30
    calls = 2
    repeatable = False

    def prepare(self, env, jobs):
        [job] = jobs
        return job.record(env).sudo()._ship_request()

    def intent(self, jobs, plan):
        return {job.id: {"ref": plan.ref if plan else ""} for job in jobs}

    def lookup(self, client, jobs, plan):
        found = plan and client.find(plan.ref)
        return Outcome(results={jobs[0].id: found}) if found else None

    def exchange(self, client, jobs, plan):
        bought = plan and _buy(client, plan)  # no plan: it was given up meanwhile
        return Outcome(results={job.id: bought for job in jobs})

    def apply(self, env, jobs, outcome):
        [job] = jobs
        result = outcome.results[job.id]
        label = job.record(env).sudo()
        if isinstance(result, Label):
            label._note_bought(result)
        elif result is not None:
            label._note_refused(tell(env.lang, result.message))


def _buy(client, request: ShipRequest) -> Label | RejectedError:
    """The label, or the refusal: an answer too, since nothing was bought."""
    try:
        return client.ship(_decided(client, request))
    except RejectedError as refusal:
        # "Has a label already" is a refusal as well: of an earlier try that was slower
        # than its worker lived.
        return client.find(request.ref) or refusal


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
