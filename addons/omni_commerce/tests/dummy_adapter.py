"""All that a new shop has to write, here for a channel in memory.

Whatever passes over it passes over a real one: see ``contract.py``.
"""

import hashlib
import json
from types import MappingProxyType

from odoo.addons.omni_core.engine.platform import (
    CheckResult,
    Delivery,
    register_platform,
)
from odoo.addons.omni_core.lib.paging import Page

from ..adapter import (
    Can,
    ChannelAdapter,
    ChannelPlatform,
    SetListPrice,
    SetStock,
    UpsertProduct,
)
from ..documents import Kind, MarketingConsent, Payout
from .dummy_channel import Channel

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
            Can.TRANSLATE,
            Can.CANCEL_ORDER,
            Can.EDIT_ORDER,
            Can.REFUND,
            Can.CAPTURE,
            Can.RETURN,
            Can.WRITE_NUMBERS,
            Can.CLOSE_ORDER,
            Can.READY_FOR_PICKUP,
            Can.RELEASE_HOLDS,
            Can.CONSENT,
        }
    )
    most_per_call = MappingProxyType(
        {SetStock: 250, UpsertProduct: 10, SetListPrice: 250}
    )

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
            return channel.answer(channel.levels(refs))
        known = channel.documents[kind]
        return channel.answer({ref: known[ref] for ref in refs if ref in known})

    def picture(self, url):
        channel.call("picture")
        return channel.answer(channel.pictures[url])

    def push(self, commands):
        channel.call("push")
        return channel.answer([channel.do(command) for command in commands])


def _wanted(document, wanted):
    since, name = wanted.get("since"), wanted.get("name")
    if isinstance(document, Payout):
        return not since or document.date >= since.date()
    if isinstance(document, MarketingConsent):
        return True  # it is told often enough
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
