"""Ask a carrier's register about an address, before anything is bought for it."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class AddressCheck(Operation):
    platform = "*"
    name = "address_check"
    title = _lt("Check address")
    lane = "realtime"  # somebody looks at the screen

    def prepare(self, env, jobs):
        carriers = env["delivery.carrier"].sudo()
        return [carriers._omni_address(job.record(env).sudo()) for job in jobs]

    def exchange(self, client, jobs, plan):
        return Outcome(
            {
                job.id: (address, client.check_address(address))
                for job, address in zip(jobs, plan, strict=True)
            }
        )

    def apply(self, env, jobs, outcome):
        for job in jobs:
            address, verdict = outcome.results[job.id]
            job.record(env).sudo()._omni_note_verdict(address, verdict)
