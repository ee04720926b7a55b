"""What is for sale, and where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from odoo.addons.omni_core.lib.money import Money

from .common import Pairs


@dataclass(frozen=True, slots=True)
class Option:
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Media:
    """An image: the channel's own (``ref``), or one of ours that it shall have.

    Of ours, ``checksum`` says which picture it is. It can be had from ``url``, where
    the channel can reach us, and from ``file``, which an exchange on this host reads.
    """

    url: str
    alt: str = ""
    ref: str = ""
    status: str = ""  # "" | "processing" | "ready" | "failed"
    checksum: str = ""
    mimetype: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class CustomField:
    namespace: str
    key: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Variant:
    ref: str
    sku: str = ""
    barcode: str = ""
    title: str = ""
    options: Pairs = ()  # (option name, value)
    price: Money | None = None
    compare_at: Money | None = None
    cost: Money | None = None
    weight_g: Decimal | None = None
    tracked: bool = True
    sells_when_out: bool = False
    requires_shipping: bool = True
    hs_code: str = ""
    origin_country: str = ""
    stock_ref: str = ""  # under which the platform keeps the stock of it
    key: str = ""  # of one that we send: who it is here
    # Of a new listing: the stock to begin with. From then on stock is told by itself.
    available: int | None = None
    media: tuple[Media, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Translation:
    """What a product says in another language than its own; empty: nothing of that."""

    lang: str  # BCP 47: "de-DE"
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    ref: str
    title: str
    variants: tuple[Variant, ...]
    updated_at: datetime | None = None
    description: str = ""  # HTML
    status: str = "active"  # "active" | "draft" | "archived"
    vendor: str = ""
    type: str = ""
    tags: tuple[str, ...] = ()
    handle: str = ""
    seo_title: str = ""
    seo_description: str = ""
    options: tuple[Option, ...] = ()
    media: tuple[Media, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
    channels: tuple[str, ...] = ()  # where it is published: refs of showcases
    collections: tuple[str, ...] = ()  # what it is shown in: refs of showcases
    # Told, and not read again: a channel that has more languages keeps the others.
    translations: tuple[Translation, ...] = ()
    url: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Showcase:
    """Where a channel shows products."""

    ref: str
    name: str
    kind: str  # "channel" (a sales channel of the shop) | "collection"
    is_automatic: bool = False  # it chooses its products itself, by rules over there


@dataclass(frozen=True, slots=True)
class PriceList:
    """Prices of their own for a market, a country or a group of buyers."""

    ref: str
    name: str
    currency: str
