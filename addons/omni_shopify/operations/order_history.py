"""A long past: its orders are listed by one export, and then read as any order is.

Only numbers and moments are exported. What is personal in an order comes by the same
way as ever, and lies in no file.
"""

from __future__ import annotations

from odoo.addons.omni_commerce.adapter import Glance
from odoo.addons.omni_commerce.operations import order_history
from odoo.addons.omni_commerce.operations.order_poll import times
from odoo.addons.omni_core.engine.operation import register_operation
from odoo.addons.omni_core.lib.moments import moment

from ..adapter import search_text
from ..client.bulk_queries import ORDERS
from .in_bulk import InBulk


@register_operation
class OrderHistory(InBulk, order_history.OrderHistory):
    platform = "shopify"
    query = ORDERS
    portion = 256 * 1024  # some thousand orders, each a job of its own afterwards

    def _count(self, client, start):
        if "name" in start["wanted"]:
            return 0
        return client.client.ask("orders_count", query=_search(start))["count"]

    def _wanted(self, client, start):
        return _search(start), ""

    def _result(self, client, start, nodes):
        orders = [Glance(node["id"], moment(node["updatedAt"])) for node in nodes]
        return {"wish": start, "orders": orders}


def _search(start):
    return search_text(times(start["wanted"]))
