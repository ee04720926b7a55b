"""Ship from a hub: orders go there, people pack there, shipments come back.

For platforms that are more than a carrier: a packing desk of its own, like ShipStation.
Pure, as ``documents.py``. A line goes by ``ref``, a name of ours that the hub keeps
through splits and merges; so what comes back is ours line by line, whatever became of
the order in between.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from odoo.addons.omni_core.lib.errors import IntegrationError
from odoo.addons.omni_core.lib.paging import Page

from .adapter import CarrierAdapter
from .documents import Address, Label, Money, Weight


class HubState(str, Enum):
    OPEN = "open"
    HELD = "held"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class HubLine:
    ref: str
    quantity: Decimal
    sku: str = ""
    name: str = ""
    unit_price: Money | None = None
    weight: Weight | None = None  # of one piece
    barcode: str = ""
    location: str = ""  # where it lies on the shelf
    image_url: str = ""
    options: tuple[tuple[str, str], ...] = ()  # what makes this one special


@dataclass(frozen=True, slots=True)
class HubOrder:
    """What is to be packed over there."""

    ref: str
    number: str  # what people call it
    ordered_at: datetime
    ship_from: Address
    ship_to: Address
    lines: tuple[HubLine, ...]
    state: HubState = HubState.OPEN
    # Under which numbers a shop that feeds the hub itself would have brought it.
    aliases: tuple[str, ...] = ()
    ship_by: date | None = None
    store_ref: str = ""
    service: str = ""  # what the buyer chose
    note: str = ""
    tags: tuple[str, ...] = ()
    custom: tuple[str, ...] = ()  # up to three texts for people over there
    warehouse_ref: str = ""  # the hub's own, where it was chosen; else by address
    remote_ref: str = ""  # once it is known


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """An order as the hub has it."""

    ref: str
    remote_ref: str
    number: str
    state: HubState
    store_ref: str
    modified_at: datetime


@dataclass(frozen=True, slots=True)
class HubShipment:
    """A parcel that was packed over there: the label, and what is in it."""

    label: Label
    lines: tuple[HubLine, ...] = ()
    order_ref: str = ""
    told_shop: bool = False  # the hub has told the shop itself


@dataclass(frozen=True, slots=True)
class HubStore:
    ref: str
    name: str
    marketplace: str = ""
    feeds_itself: bool = False  # a shop brings its orders there without us


@dataclass(frozen=True, slots=True)
class Placed:
    """How an order fared: known over there now, or refused."""

    remote_ref: str = ""
    error: IntegrationError | None = None
    # The store that has it already, brought by the shop itself: nothing was sent.
    twin_in: str = field(default="")


@dataclass(frozen=True, slots=True)
class HubWarehouse:
    """A place over there that parcels leave from."""

    ref: str
    name: str
    place: str = ""
    zip: str = ""


class HubAdapter(CarrierAdapter):
    def cannot_pack(self) -> str:
        """What the connection lacks for all of this; empty if nothing."""
        return ""

    @abstractmethod
    def stores(self) -> Sequence[HubStore]:
        """Where orders come from and go to over there."""

    def warehouses(self) -> Sequence[HubWarehouse]:
        """Where parcels leave from over there."""
        return ()

    @abstractmethod
    def put_orders(self, orders: Sequence[HubOrder]) -> Sequence[Placed]:
        """Make them, or change those whose reference is known.

        What was shipped or cancelled there is never opened again: it is refused.
        """

    @abstractmethod
    def orders(self, since: datetime, cursor: str | None) -> Page[KnownOrder]:
        """Those that changed since then, whoever brought them."""

    @abstractmethod
    def shipments(self, since: datetime, cursor: str | None) -> Page[HubShipment]:
        """Those made or voided since then."""


def plain_number(number: str) -> str:
    """Shops write "#1001", hubs "1001"."""
    return number.strip().lstrip("#").strip().casefold()


def find_twins(
    numbers: Mapping[str, Sequence[str]],
    known: Sequence[KnownOrder],
    feeding: Sequence[HubStore],
) -> dict[str, HubStore]:
    """{our ref: the store that has the order already, brought by its own shop}.

    :param numbers: of each of our references, as shops and people call the order
    """
    stores = {store.ref: store for store in feeding}
    there = {
        plain_number(one.number): stores[one.store_ref]
        for one in known
        if one.store_ref in stores and one.state is not HubState.CANCELLED
    }
    twins = {}
    for ref, names in numbers.items():
        plain = map(plain_number, names)
        store = next((there[name] for name in plain if name in there), None)
        if store:
            twins[ref] = store
    return twins
