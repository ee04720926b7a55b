"""Tell a channel of a shipment, of its new tracking number, or that it did not leave.

To be told twice would mean two mails to the buyer, or two shipments over there. So the
intent is stored before the call, and after a crash the channel is asked first.
"""

from __future__ import annotations

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.engine.preview import Change, Effect
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..adapter import CancelShipment, CorrectTracking, Result, Ship
from ..documents import Kind
from ..shipments import pack_parcels, told_already, unpack_lines, unpack_parcels


@register_operation
class FulfilmentPush(Operation):
    platform = "*"
    name = "fulfilment_push"
    title = _lt("Tell of shipment")
    lane = "realtime"
    priority = 20
    calls = 2
    repeatable = False

    def prepare(self, env, jobs):
        [job] = jobs
        record = job.record(env).sudo()
        wish = record._wish()
        if wish["do"] in ("ship", "correct"):
            builder = env["integration.fulfilment.builder"].sudo()
            named = builder._carriers_there(
                record.connection_id, unpack_parcels(wish["parcels"])
            )
            wish["named"] = pack_parcels(named)
        return wish

    def preview(self, env, jobs, plan):
        record = jobs[0].record(env).sudo()
        parcels = unpack_parcels(plan.get("named"))
        told = [record.content or "", *map(_parcel_text, parcels)]
        if plan["do"] == "ship" and plan["notify"]:
            told.append(env._("The buyer gets a mail."))
        before = env._("Told") if plan["refs"] else env._("Not told yet")
        return [
            Change(
                record.binding_id.display_name,
                env._("Shipment"),
                before,
                "\n".join(filter(None, told)),
                Effect.REMOVE if plan["do"] == "cancel" else Effect.CREATE,
                record._name,
                record.id,
            )
        ]

    def intent(self, jobs, plan):
        return {job.id: {"ref": plan["key"]} for job in jobs}

    def lookup(self, client, jobs, plan):
        if plan["do"] != "ship":
            return None
        order = client.get(Kind.ORDER, [plan["order"]]).get(plan["order"])
        refs = order and told_already(
            order.fulfilments,
            plan["known"],
            unpack_lines(plan["lines"]),
            unpack_parcels(plan["named"]),
        )
        return Outcome({jobs[0].id: {"wish": plan, "refs": refs}}) if refs else None

    def exchange(self, client, jobs, plan):
        [job] = jobs
        commands = list(_commands(plan))
        results = client.push(commands) if commands else []
        ended = {"wish": plan, "refs": [ref for one in results for ref in _refs(one)]}
        for error in (one.error for one in results if not one.ok):
            if not isinstance(error, RejectedError):
                return Outcome(errors={job.id: error})
            ended["refused"] = error.message
        return Outcome({job.id: ended})

    def apply(self, env, jobs, outcome):
        [job] = jobs
        ended = outcome.results[job.id]
        record = job.record(env).sudo()
        if refused := ended.get("refused"):
            record._note_refused(tell(env.lang, refused))
        elif ended["wish"]["do"]:
            again = record._note_told(ended["wish"], ended["refs"])
            return [record._job()] if again else None


def _commands(plan):
    order, parcels = plan["order"], unpack_parcels(plan.get("named"))
    if plan["do"] == "ship":
        yield Ship(
            order,
            unpack_lines(plan["lines"]),
            parcels,
            location_ref=plan["location"],
            notify_buyer=plan["notify"],
            key=plan["key"],
        )
    for ref in plan["refs"]:
        if plan["do"] == "correct":
            yield CorrectTracking(order, ref, parcels, plan["notify"])
        elif plan["do"] == "cancel":
            yield CancelShipment(order, ref)


def _parcel_text(parcel):
    return f"{parcel.carrier} {parcel.tracking_number}".strip()


def _refs(result: Result) -> list[str]:
    """A channel may make several shipments of one."""
    return list(result.data.get("fulfilments") or [result.ref]) if result.ok else []
