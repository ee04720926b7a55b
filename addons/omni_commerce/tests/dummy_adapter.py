"""An in-memory channel: what the seam asks of a platform, and nothing more.

It can be slow to answer, lose what it answered, and repeat its events: whatever passes
over it passes over a real one.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from odoo.addons.omni_core.engine.platform import (
    CheckResult,
    Delivery,
    register_platform,
)
from odoo.addons.omni_core.lib.errors import (
    ConflictError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_core.lib.paging import Page

from ..adapter import (
    Can,
    ChannelAdapter,
    ChannelPlatform,
    Ending,
    EndProduct,
    Result,
    SetStock,
    Ship,
    UpsertProduct,
)
from ..documents import Fulfilment, Kind, Payout, StockLevel
from . import dummy_orders


@dataclass
class Channel:
    """The other side: its documents, what it was told, and its moods."""

    documents: dict = field(default_factory=lambda: defaultdict(dict))
    stock: dict = field(default_factory=dict)  # (stock ref, location ref) -> available
    pushed: list = field(default_factory=list)  # every command that was carried out
    calls: list = field(default_factory=list)
    pictures: dict = field(default_factory=dict)  # address -> content
    results: dict = field(default_factory=dict)  # idempotency key -> Result
    refused: dict = field(
        default_factory=dict
    )  # command type, stock ref, title -> error
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


channel = Channel()


def reset():
    """A new and empty channel, for each test."""
    channel.__init__()
    return channel


class DummyAdapter(ChannelAdapter):
    can = frozenset(
        {
            Can.COMPARE_AND_SET_STOCK,
            Can.WEBHOOKS,
            Can.PUSH_PRODUCTS,
            Can.CANCEL_ORDER,
            Can.REFUND,
            Can.CAPTURE,
            Can.RETURN,
        }
    )
    most_per_call = MappingProxyType({SetStock: 250, UpsertProduct: 10})

    def check(self):
        channel.call("check")
        return CheckResult(account="Dummy shop")

    def fetch(self, kind, cursor, **wanted):
        channel.call(f"fetch {kind.value}")
        found = sorted(
            (x for x in channel.documents[kind].values() if _wanted(x, wanted)),
            key=lambda x: (getattr(x, "updated_at", None) or 0, x.ref),
        )
        start, end = int(cursor or 0), int(cursor or 0) + channel.page_size
        more = end < len(found)
        page = Page(found[start:end], str(end) if more else None, more)
        return channel.answer(page)

    def get(self, kind, refs):
        channel.call(f"get {kind.value}")
        if kind is Kind.STOCK:
            return channel.answer(_levels(refs))
        known = channel.documents[kind]
        return channel.answer({ref: known[ref] for ref in refs if ref in known})

    def picture(self, url):
        channel.call("picture")
        return channel.answer(channel.pictures[url])

    def push(self, commands):
        channel.call("push")
        return channel.answer([self._do(command) for command in commands])

    def _do(self, command):
        if command.key and command.key in channel.results:
            return channel.results[command.key]  # the same wish, tried again
        name = getattr(getattr(command, "product", None), "title", None)
        if error := channel.refused.get(type(command)) or channel.refused.get(name):
            return Result(error=error)
        if isinstance(command, SetStock):
            level = command.level
            place = level.stock_ref, level.location_ref
            if command.expected not in (None, channel.stock.get(place)):
                return Result(error=ConflictError("It is not what you believe."))
            if error := channel.refused.get(level.stock_ref):
                return Result(error=error)
            channel.stock[place] = level.available
        channel.pushed.append(command)
        result = self._listed(command) or Result(ref=f"done-{len(channel.pushed)}")
        if isinstance(command, Ship):
            _write_down(command, result.ref)
        if type(command) in dummy_orders.DONE:
            orders = channel.documents[Kind.ORDER]
            order = dummy_orders.done(orders[command.order_ref], command, result.ref)
            orders[order.ref] = order
        channel.results[command.key] = result
        return result

    def _listed(self, command):
        products = channel.documents[Kind.PRODUCT]
        if isinstance(command, EndProduct) and command.how is Ending.DELETE:
            del products[command.product_ref]
        if isinstance(command, UpsertProduct):
            product = _as_there(command.product)
            products[product.ref] = product
            return Result(ref=product.ref, product=product)
        return None


def _as_there(product):
    """As a channel keeps it: everything in it has a name there."""
    ref = product.ref or f"p-{len(channel.documents[Kind.PRODUCT]) + 1}"
    media = tuple(replace(m, ref=m.ref or f"m-{m.checksum}") for m in product.media)
    variants = tuple(
        replace(v, ref=v.ref or f"{ref}-v-{v.key}", key="", stock_ref=f"s-{v.key}")
        for v in product.variants
    )
    return replace(product, ref=ref, media=media, variants=variants)


def _write_down(ship, ref):
    """What was shipped is part of the order from now on, whoever told."""
    order = channel.documents[Kind.ORDER][ship.order_ref]
    shipment = Fulfilment(ref, "success", ship.lines, ship.parcels)
    shipments = (*order.fulfilments, shipment)
    channel.documents[Kind.ORDER][order.ref] = replace(order, fulfilments=shipments)


def _levels(refs):
    found = {}
    for (stock_ref, location_ref), available in channel.stock.items():
        if stock_ref in refs:
            level = StockLevel(stock_ref, location_ref, available)
            found.setdefault(stock_ref, []).append(level)
    return found


def _wanted(document, wanted):
    since, name = wanted.get("since"), wanted.get("name")
    if isinstance(document, Payout):
        return not since or document.date >= since.date()
    created = wanted.get("created_since"), wanted.get("created_until")
    return (
        (not since or document.updated_at >= since)
        and (not name or document.name == name)
        and (not created[0] or document.created_at >= created[0])
        and (not created[1] or document.created_at <= created[1])
    )


@register_platform
class DummyPlatform(ChannelPlatform):
    code = "dummy"
    name = "Dummy"
    can = DummyAdapter.can

    def client(self, settings, transport):
        return DummyAdapter()

    def verify(self, request, settings):
        return Delivery(hashlib.sha256(request.body).hexdigest(), topic="order")

    def news(self, event):
        return [(Kind.ORDER, json.loads(event.body)["ref"])]
