"""Where parcels are."""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import (
    LocalOperation,
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class ParcelTrack(Operation):
    """By the label's record, or by its reference over there (from a webhook)."""

    platform = "*"
    name = "parcel_track"
    title = _lt("Track parcel")

    def prepare(self, env, jobs):
        return [
            job.record(env).sudo().remote_ref if job.record_id else job.payload["ref"]
            for job in jobs
        ]

    def exchange(self, client, jobs, plan):
        return Outcome(
            results={
                job.id: (remote_ref, client.track(remote_ref))
                for job, remote_ref in zip(jobs, plan, strict=True)
            }
        )

    def apply(self, env, jobs, outcome):
        labels = env["integration.label"].sudo()
        for job in jobs:
            remote_ref, tracking = outcome.results[job.id]
            labels.search(
                [
                    ("connection_id", "=", job.connection_id),
                    ("remote_ref", "=", remote_ref),
                ]
            )._note_progress(tracking)


@register_operation
class ParcelTrackAll(LocalOperation):
    """Leaves a job for each parcel that is on its way."""

    platform = "*"
    name = "parcel_track_all"
    title = _lt("Track all parcels")
    lane = "bulk"

    def apply(self, env, jobs, outcome):
        labels = env["integration.label"].sudo()
        return [
            label._tracking_job("bulk")
            for label in labels._still_moving(jobs[0].connection_id)
        ]
