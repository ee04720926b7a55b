"""The sales channels and collections of a channel."""

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
class ShowcaseImport(Operation):
    """Reads where the channel shows products."""

    platform = "*"
    name = "showcase_import"
    title = _lt("Read sales channels and collections")

    def exchange(self, client, jobs, plan):
        showcases = list(items(partial(client.fetch, Kind.SHOWCASE)))
        return Outcome(dict.fromkeys([job.id for job in jobs], showcases))

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            showcases = connection.env["integration.showcase"]
            showcases._import(connection, outcome.results[job.id])
