"""Readings of a whole store go by Shopify's bulk operations, where there is much.

The number of the bulk operation is in the job before anybody waits for it, so that a
killed worker takes nothing along: the next one looks how far Shopify is, or goes on
reading the file where it was.
"""

from __future__ import annotations

from odoo.addons.omni_core.engine.operation import Outcome
from odoo.addons.omni_core.lib.errors import ConflictError

from ..client import bulk

# From so many objects on; below that pages are faster.
BULK_FROM = 2000
SETTING = "omni_shopify.bulk_from"
FIRST_LOOK_S, LOOK_AGAIN_S, FULL_S = 2.0, 10.0, 60.0


def bulk_from(env):
    return int(env["ir.config_parameter"].sudo().get_param(SETTING) or BULK_FROM)


class InBulk:
    """In front of a reading of omni_commerce, whose place in pages is ``cursor``."""

    query: bulk.BulkQuery
    portion = bulk.PORTION

    def prepare(self, env, jobs):
        limit = bulk_from(env)
        return [start | {"bulk_from": limit} for start in super().prepare(env, jobs)]

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job, start in zip(jobs, plan, strict=True):
            if "export" in start:
                self._go_on(client, job, start, outcome)
            elif self._is_great(client, start):
                self._begin(client, job, start, outcome)
            else:
                by_page = super().exchange(client, [job], [start])
                outcome.results |= by_page.results
                outcome.checkpoints |= by_page.checkpoints
        return outcome

    def _is_great(self, client, start):
        at_the_start = start["cursor"] is None and not start.get("by_page")
        return at_the_start and self._count(client, start) >= start["bulk_from"]

    def _begin(self, client, job, start, outcome):
        search, more = self._wanted(client, start)
        text = self.query.named(f"OmniRouteJob{job.id}", search, more)
        try:
            ref = bulk.start(client.client, text)
        except ConflictError:
            self._wait(job, start, outcome, FULL_S)
        else:
            export = {"ref": ref, "offset": 0}
            self._wait(job, start | {"export": export}, outcome, FIRST_LOOK_S)

    def _go_on(self, client, job, start, outcome):
        place = start["export"]
        export = bulk.look(client.client, place["ref"])
        if export.is_running:
            self._wait(job, start, outcome, LOOK_AGAIN_S)
        elif not export.is_complete:  # too long for Shopify, or cancelled by somebody
            plain = {key: value for key, value in start.items() if key != "export"}
            self._wait(job, plain | {"by_page": True}, outcome)
        else:
            nodes, offset = bulk.read(
                client.client, export, self.query.lists, place["offset"], self.portion
            )
            outcome.results[job.id] = self._result(client, start, nodes)
            if offset is not None:
                place = place | {"offset": offset}
                outcome.checkpoints[job.id] = start | {"export": place}

    def _wait(self, job, start, outcome, seconds=0.0):
        outcome.results[job.id] = self._result(None, start, [])
        outcome.checkpoints[job.id] = start
        outcome.pauses[job.id] = seconds

    # -- what differs --

    def _count(self, client, start):
        """How much there is to read; 0 where it is not the whole."""
        raise NotImplementedError

    def _wanted(self, client, start):
        """(search text, further fields) of the export."""
        raise NotImplementedError

    def _result(self, client, start, nodes):
        """What ``apply`` gets for them."""
        raise NotImplementedError
