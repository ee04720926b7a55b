"""What is read as a whole, as there is little of it: places, showcases, price lists."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.paging import items
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from .common import connection_of


class WholeList(Operation):
    """``model`` takes in the documents of a ``kind``, and notices which are gone."""

    platform = "*"
    kind: ClassVar[Kind]
    model: ClassVar[str]

    def exchange(self, client, jobs, plan):
        found = list(items(partial(client.fetch, self.kind)))
        return Outcome(dict.fromkeys([job.id for job in jobs], found))

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = connection_of(env, job)
            connection.env[self.model]._import(connection, outcome.results[job.id])


@register_operation
class LocationImport(WholeList):
    """Where the channel keeps stock."""

    name = "location_import"
    title = _lt("Read locations")
    kind = Kind.LOCATION
    model = "integration.location"


@register_operation
class ShowcaseImport(WholeList):
    """Where the channel shows products."""

    name = "showcase_import"
    title = _lt("Read sales channels and collections")
    kind = Kind.SHOWCASE
    model = "integration.showcase"


@register_operation
class PriceListImport(WholeList):
    name = "price_list_import"
    title = _lt("Read price lists")
    kind = Kind.PRICE_LIST
    model = "integration.price.list"
