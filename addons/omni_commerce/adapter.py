"""What a new shop or marketplace has to write.

An adapter is a translator: platform JSON to the documents of ``documents/`` and
back, over a client that does the HTTP. It knows no Odoo. Its platform class registers
it with the engine (``omni_core/engine/platform.py``); the operations that use it are
written once, in this add-on, for all of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, NamedTuple

from odoo.addons.omni_core.engine.platform import (
    CheckResult,
    JobRequest,
    Platform,
    ScheduleSpec,
    StoredEvent,
)
from odoo.addons.omni_core.lib.errors import IntegrationError, PayloadError
from odoo.addons.omni_core.lib.paging import Page
from odoo.addons.omni_core.lib.words import _lt

from .documents import (
    Answer,
    CaseKind,
    Kind,
    Money,
    Pairs,
    Parcel,
    Product,
    StockLevel,
)
from .listing_commands import (
    Ending,  # noqa: F401  (adapters import all that they need from here)
    EndProduct,
    SetListPrice,
    SetPrice,
    UpsertProduct,
)


class Can(str, Enum):
    """What not every platform can; the rest is expected of all."""

    COMPARE_AND_SET_STOCK = "compare_and_set_stock"
    CANCEL_ORDER = "cancel_order"
    EDIT_ORDER = "edit_order"
    REFUND = "refund"
    CAPTURE = "capture"
    MARK_PAID = "mark_paid"
    RETURN = "return"
    WRITE_NUMBERS = "write_numbers"
    CLOSE_ORDER = "close_order"
    READY_FOR_PICKUP = "ready_for_pickup"
    RELEASE_HOLDS = "release_holds"
    PUSH_PRODUCTS = "push_products"
    TRANSLATE = "translate"
    PAYOUTS = "payouts"
    CASES = "cases"
    CONSENT = "consent"
    PRICE_LISTS = "price_lists"
    WEBHOOKS = "webhooks"


# -- commands: what we ask the channel to do -------------------------------------------


@dataclass(frozen=True, slots=True)
class SetStock:
    level: StockLevel
    # Compare-and-set: the value we believe is there. Where it is another one, nothing
    # is set, and the result's error is a ``ConflictError``.
    expected: int | None = None
    key: str = ""  # idempotency: the same for each try of the same wish


@dataclass(frozen=True, slots=True)
class Ship:
    order_ref: str
    lines: tuple[tuple[str, Decimal], ...]
    parcels: tuple[Parcel, ...] = ()
    location_ref: str = ""
    notify_buyer: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class CorrectTracking:
    order_ref: str
    fulfilment_ref: str
    parcels: tuple[Parcel, ...]
    notify_buyer: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class CancelShipment:
    order_ref: str
    fulfilment_ref: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReadyForPickup:
    """The buyer may come for it; the channel writes to the buyer."""

    order_ref: str
    location_ref: str = ""  # where it waits, if that is known
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseHolds:
    """Whatever the channel holds the goods back for: they may leave."""

    order_ref: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class CancelOrder:
    order_ref: str
    reason: str = ""
    restock: bool = True
    refund: bool = True
    notify_buyer: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class AddedLine:
    """A line that the order shall have from now on."""

    key: str  # who it is here
    title: str
    quantity: Decimal
    # Of one, after discounts; with taxes where the order's prices include them.
    unit_price: Money
    variant_ref: str = ""  # empty: it is not in the catalogue over there
    requires_shipping: bool = True


@dataclass(frozen=True, slots=True)
class EditOrder:
    """Change what was ordered: all of it, or nothing and an error that says why.

    Taxes are the channel's to reckon. Prices are not: where it would charge another one
    than ``AddedLine.unit_price``, it is not done.
    """

    order_ref: str
    # (line, how many of it there shall be): as in ``OrderLine.current_quantity``.
    quantities: tuple[tuple[str, Decimal], ...] = ()
    added: tuple[AddedLine, ...] = ()
    restock: bool = True
    notify_buyer: bool = True
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class RefundOrder:
    order_ref: str
    lines: tuple[tuple[str, Decimal], ...] = ()
    shipping: Money | None = None
    amount: Money | None = None
    note: str = ""
    restock: bool = False
    notify_buyer: bool = True
    key: str = ""
    # Refunds that we know of: where the platform takes no key, another one of the same
    # amount, given since this was asked for, is what an earlier try of it has done.
    known: tuple[str, ...] = ()
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CapturePayment:
    """Take money that the buyer's bank holds for us."""

    order_ref: str
    payment_ref: str  # the authorization
    amount: Money
    key: str = ""


@dataclass(frozen=True, slots=True)
class MarkPaid:
    """The money came another way (a bank transfer, cash): nothing is open any more."""

    order_ref: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class CreateReturn:
    """Goods came back, or are on their way back."""

    order_ref: str
    lines: tuple[tuple[str, Decimal], ...]
    reason: str = ""
    restock: bool = True
    notify_buyer: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class WriteNumbers:
    """What the order is called in Odoo, for people who look at it over there.

    They take the place of those that were written before, and of nothing else.
    """

    order_ref: str
    numbers: Pairs  # ("order", "S00042"), ("delivery", ...), ("invoice", ...)
    key: str = ""


@dataclass(frozen=True, slots=True)
class CloseOrder:
    """Nothing is left to do: out of the way over there. Closed already: all right."""

    order_ref: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class AnswerCase:
    """What the seller says to a return or a dispute. One that changed meanwhile is a
    ``ConflictError``: somebody has to look again."""

    case_ref: str
    kind: CaseKind
    answer: Answer
    note: str = ""
    revision: int = 0
    key: str = ""


Command = (
    SetStock
    | SetPrice
    | SetListPrice
    | UpsertProduct
    | EndProduct
    | Ship
    | CorrectTracking
    | CancelShipment
    | ReadyForPickup
    | ReleaseHolds
    | CancelOrder
    | EditOrder
    | RefundOrder
    | CapturePayment
    | MarkPaid
    | CreateReturn
    | WriteNumbers
    | CloseOrder
    | AnswerCase
)


@dataclass(frozen=True, slots=True)
class Result:
    """How one command ended; one bad item never fails the others."""

    ref: str = ""  # what the channel made or changed
    error: IntegrationError | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    product: Product | None = None  # of ``UpsertProduct``: as it now is over there

    @property
    def ok(self) -> bool:
        return self.error is None


class Glance(NamedTuple):
    """As much of an order as tells whether we know it as it is."""

    ref: str
    updated_at: datetime
    version: str = ""


class ChannelAdapter(ABC):
    """One connection's channel, for the length of one exchange."""

    can: frozenset[Can] = frozenset()
    # How many commands of a kind the platform takes in one call, for planning batches.
    most_per_call: Mapping[type, int] = {}
    # Commands that carry their key to the platform, or look before they act: after a
    # lost answer they are sent again. For all others the order is read first.
    repeats_safely: frozenset[type] = frozenset()

    @abstractmethod
    def check(self) -> CheckResult:
        """Who we are over there, and what is missing."""

    @abstractmethod
    def fetch(self, kind: Kind, cursor: str | None, **wanted: Any) -> Page:
        """One page of documents, oldest change first.

        ``wanted`` for orders: ``since`` and ``until`` (when changed), ``created_since``
        and ``created_until`` (all aware, UTC), or ``name`` (what people call it).
        """

    def glance(self, cursor: str | None, **wanted: Any) -> Page:
        """The same page of orders, each as ``Glance`` where the whole is dearer: what
        is not known yet is read whole afterwards."""
        return self.fetch(Kind.ORDER, cursor, **wanted)

    @abstractmethod
    def get(self, kind: Kind, refs: Sequence[str]) -> Mapping[str, Any]:
        """Documents by reference; one that is gone is missing in the answer.

        For ``Kind.STOCK``: {stock_ref: its levels, one of each location}.
        """

    def picture(self, url: str) -> bytes:
        """An image of a product, from the address that its document names."""
        raise PayloadError(_lt("This channel's pictures cannot be fetched."))

    @abstractmethod
    def push(self, commands: Sequence[Command]) -> Sequence[Result]:
        """Do these, in as few calls as the platform allows; a result for each."""


class ChannelPlatform(Platform):
    """A platform whose client is a :class:`ChannelAdapter`."""

    can: frozenset[Can] = frozenset()  # its adapter's, for screens

    schedules = (
        ScheduleSpec("order_poll", interval_minutes=10),
        ScheduleSpec("product_poll", interval_minutes=60, lane="bulk"),
        # Changes are swept within a second; this is for one whose call was lost.
        ScheduleSpec("stock_sweep", interval_minutes=10),
        ScheduleSpec("listing_sweep", interval_minutes=60, lane="bulk"),
        ScheduleSpec("listing_compare", interval_minutes=24 * 60, lane="bulk"),
        ScheduleSpec("stock_audit", interval_minutes=24 * 60, lane="bulk"),
    )
    # What the channel calls the carriers of ``carriers.py``. None: any name will do.
    # Where there is a table, a carrier that is not in it is mapped by a person.
    carriers: ClassVar[Mapping[str, str] | None] = None

    def check(self, client: ChannelAdapter) -> CheckResult:
        return client.check()

    def news(self, event: StoredEvent) -> Sequence[tuple[Kind, str]]:
        """What a webhook is about: its kind and reference. Never its content."""
        return ()

    def jobs_for(self, event: StoredEvent) -> Sequence[JobRequest]:
        """Go and read it now: the event itself may be late, doubled or out of order."""
        return [
            JobRequest(
                f"{kind.value}_import",
                {"ref": ref},
                identity_key=f"{kind.value}:{ref}",
                order_key=f"{kind.value}:{ref}",
                lane="realtime",
            )
            for kind, ref in self.news(event)
        ]
