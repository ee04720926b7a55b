"""The other side of the dummy adapter: a channel in memory, with its moods.

It can be slow to answer, lose what it answered, and repeat its events.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from odoo.addons.omni_core.lib.errors import (
    ConflictError,
    ThrottledError,
    TransientError,
)

from ..adapter import (
    EditOrder,
    Ending,
    EndProduct,
    Result,
    SetStock,
    Ship,
    UpsertProduct,
)
from ..documents import Fulfilment, Kind, StockLevel
from . import dummy_orders


@dataclass
class Channel:
    documents: dict = field(default_factory=lambda: defaultdict(dict))
    stock: dict = field(default_factory=dict)  # (stock ref, location ref) -> available
    pushed: list = field(default_factory=list)  # every command that was carried out
    calls: list = field(default_factory=list)
    pictures: dict = field(default_factory=dict)  # address -> content
    results: dict = field(default_factory=dict)  # idempotency key -> Result
    refused: dict = field(default_factory=dict)  # type, stock ref or title -> error
    throttle: int = 0  # so many calls are asked to come later
    lose: int = 0  # so many answers are lost after the work was done
    page_size: int = 50

    def put(self, kind, *documents):
        for document in documents:
            self.documents[kind][document.ref] = document

    def call(self, name):
        self.calls.append(name)
        if self.throttle:
            self.throttle -= 1
            raise ThrottledError("Slow down, please.", retry_after=0)

    def answer(self, value):
        if self.lose:
            self.lose -= 1
            raise TransientError("The line went dead.")
        return value

    def levels(self, refs):
        found = {}
        for (stock_ref, location_ref), available in self.stock.items():
            if stock_ref in refs:
                level = StockLevel(stock_ref, location_ref, available)
                found.setdefault(stock_ref, []).append(level)
        return found

    # -- what it does when it is asked -------------------------------------------------

    def do(self, command):
        if command.key and command.key in self.results:
            return self.results[command.key]  # the same wish, tried again
        if error := self._against(command):
            return Result(error=error)
        self.pushed.append(command)
        result = self._carry_out(command, f"done-{len(self.pushed)}")
        self.results[command.key] = result
        return result

    def _against(self, command):
        title = getattr(getattr(command, "product", None), "title", None)
        error = self.refused.get(type(command)) or self.refused.get(title)
        if not error and isinstance(command, EditOrder):
            order = self.documents[Kind.ORDER][command.order_ref]
            return dummy_orders.against_edit(order, command)
        if error or not isinstance(command, SetStock):
            return error
        place = command.level.stock_ref, command.level.location_ref
        if command.expected not in (None, self.stock.get(place)):
            return ConflictError("It is not what you believe.")
        return self.refused.get(command.level.stock_ref)

    def _carry_out(self, command, ref):
        orders, products = self.documents[Kind.ORDER], self.documents[Kind.PRODUCT]
        if isinstance(command, SetStock):
            level = command.level
            self.stock[level.stock_ref, level.location_ref] = level.available
        elif isinstance(command, EndProduct) and command.how is Ending.DELETE:
            del products[command.product_ref]
        elif isinstance(command, UpsertProduct):
            product = _as_there(command.product, f"p-{len(products) + 1}")
            products[product.ref] = product
            return Result(ref=product.ref, product=product)
        elif isinstance(command, Ship):
            order = orders[command.order_ref]
            orders[order.ref] = _shipped(order, command, ref)
        elif type(command) in dummy_orders.DONE:
            order = orders[command.order_ref]
            orders[order.ref] = dummy_orders.done(order, command, ref)
        return Result(ref=ref)


def _as_there(product, new_ref):
    """As a channel keeps it: everything in it has a name there."""
    ref = product.ref or new_ref
    media = tuple(replace(m, ref=m.ref or f"m-{m.checksum}") for m in product.media)
    variants = tuple(
        replace(v, ref=v.ref or f"{ref}-v-{v.key}", key="", stock_ref=f"s-{v.key}")
        for v in product.variants
    )
    return replace(product, ref=ref, media=media, variants=variants)


def _shipped(order, ship, ref):
    """What was shipped is part of the order from now on, whoever told."""
    shipment = Fulfilment(ref, "success", ship.lines, ship.parcels)
    return replace(order, fulfilments=(*order.fulfilments, shipment))
