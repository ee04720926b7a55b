"""ShipStation as a packing desk: orders there, shipments back, over V1."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from odoo.addons.omni_core.lib.errors import GoneError, IntegrationError, RejectedError
from odoo.addons.omni_core.lib.paging import Page
from odoo.addons.omni_core.lib.words import _lt
from odoo.addons.omni_shipping.hub import (
    HubAdapter,
    HubOrder,
    HubShipment,
    HubState,
    HubStore,
    HubWarehouse,
    KnownOrder,
    Placed,
)

from . import words_orders
from .client.moments import write_v1
from .client.v1 import V1
from .client.v2 import V2

MOST_ORDERS = 100  # in one createorders


class PackingDesk(HubAdapter):
    """Mixed into the adapter, which has the two clients."""

    v1: V1 | None
    v2: V2 | None
    _currency: str

    def cannot_pack(self) -> str:
        if self.v1:
            return ""
        return _lt(
            "Packing in ShipStation needs key and secret of V1: only they "
            "know orders and stores. Add them to the connection."
        )

    def stores(self) -> Sequence[HubStore]:
        return [words_orders.store(one) for one in self._desk().stores()]

    def warehouses(self) -> Sequence[HubWarehouse]:
        return [words_orders.warehouse(one) for one in self._desk().warehouses()]

    def put_orders(self, orders: Sequence[HubOrder]) -> Sequence[Placed]:
        placed = {one.ref: self._checked(one) for one in orders}
        fine = [one for one in orders if not placed[one.ref]]
        for start in range(0, len(fine), MOST_ORDERS):
            for ref, answer in self._put(fine[start : start + MOST_ORDERS]):
                placed[ref] = answer
        return [placed[one.ref] for one in orders]

    def _checked(self, order: HubOrder) -> Placed | None:
        """What is there and was shipped, split or merged is not written over."""
        if not order.remote_ref:
            return None
        try:
            there = self._desk().order(int(order.remote_ref))
        except GoneError:
            if order.state is HubState.CANCELLED:
                return Placed(order.remote_ref)
            return None  # deleted over there: it is made again
        state = words_orders.known_order(there).state
        if state is HubState.CANCELLED and order.state is HubState.CANCELLED:
            return Placed(order.remote_ref)
        if state in (HubState.SHIPPED, HubState.CANCELLED):
            return _refused(
                _lt(
                    "It is %(state)s in ShipStation and is not opened again.",
                    state=state.value,
                )
            )
        if (there.get("advancedOptions") or {}).get("mergedOrSplit"):
            return _refused(
                _lt("It was split or merged in ShipStation: change it there.")
            )
        return None

    def _put(self, orders: Sequence[HubOrder]):
        warehouses = self._desk().warehouses()
        tags = self._tag_ids({tag for one in orders for tag in one.tags})
        bodies = [
            words_orders.order(
                one,
                _warehouse_of(warehouses, one),
                [tags[tag] for tag in one.tags if tag in tags],
            )
            for one in orders
        ]
        answer = self._desk().upsert_orders(bodies)
        by_key = {row.get("orderKey"): row for row in answer["results"]}
        for one in orders:
            row = by_key.get(one.ref) or {}
            if row.get("success"):
                yield one.ref, Placed(str(row["orderId"]))
            else:
                why = row.get("errorMessage") or _lt("ShipStation gave no reason.")
                yield one.ref, _refused(why)

    def _tag_ids(self, names: set[str]) -> dict[str, int]:
        """V1 knows tags by number and makes none; V2 makes them by their names."""
        if not names:
            return {}
        known = {one["name"]: one["tagId"] for one in self._desk().tags()}
        if self.v2 and (new := names - known.keys()):
            for name in sorted(new):
                self.v2.make_tag(name)
            known = {one["name"]: one["tagId"] for one in self._desk().tags()}
        return known

    def orders(self, since: datetime, cursor: str | None) -> Page[KnownOrder]:
        page = self._desk().orders(int(cursor or 1), modifyDateStart=write_v1(since))
        found = [words_orders.known_order(one) for one in page.items]
        return Page(found, page.cursor, page.has_more)

    def shipments(self, since: datetime, cursor: str | None) -> Page[HubShipment]:
        """First what was made since then, after that what was voided since then."""
        which, _, number = (cursor or "create:1").partition(":")
        query = {f"{which}DateStart": write_v1(since), "sortDir": "ASC"}
        page = self._desk().shipments(int(number), includeShipmentItems="true", **query)
        found = [words_orders.shipment(one, self._currency) for one in page.items]
        if page.has_more:
            return Page(found, f"{which}:{page.cursor}", True)
        if which == "create":
            return Page(found, "void:1", True)
        return Page(found)

    def _desk(self) -> V1:
        if why := self.cannot_pack():
            raise RejectedError(why, code="v1_missing")
        return self.v1


def _warehouse_of(warehouses: Sequence[dict], order: HubOrder) -> int | None:
    """As chosen; else the “Ship From” at the sender's ZIP code; else the usual one."""
    if order.warehouse_ref:
        return int(order.warehouse_ref)
    for warehouse in warehouses:
        origin = warehouse["originAddress"]
        place = (origin.get("country"), origin.get("postalCode"))
        if place == (order.ship_from.country, order.ship_from.zip):
            return warehouse["warehouseId"]
    return None


def _refused(why: str) -> Placed:
    error: IntegrationError = RejectedError(why, code="hub_refused")
    return Placed(error=error)
