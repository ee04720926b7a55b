"""The locations of a channel."""

from __future__ import annotations

from functools import partial

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.paging import items
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from .common import connection_of


@register_operation
class LocationImport(Operation):
    """Reads where the channel keeps stock."""

    platform = "*"
    name = "location_import"
    title = _lt("Read locations")

    def exchange(self, client, jobs, plan):
        locations = list(items(partial(client.fetch, Kind.LOCATION)))
        return Outcome(dict.fromkeys([job.id for job in jobs], locations))

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            locations = connection.env["integration.location"]
            locations._import(connection, outcome.results[job.id])
