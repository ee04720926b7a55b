"""One store: its tables, its identifiers, what happened and must be told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from ..core import gid
from ..core.errors import UserError
from ..core.lazy_table import LazyTable
from ..core.money import Bag, rounded
from ..core.record import Record
from ..core.table import Table
from ..translations import Languages

if TYPE_CHECKING:
    from sandbox.kernel.kernel import Kernel

    from ..core.context import Context
    from .app import Installation

Made = TypeVar("Made", bound=Record)
FIRST_ID = 8_000_000_001
#: Without `read_all_orders` an app sees this much of the past.
ORDER_WINDOW = timedelta(days=60)


class Store:
    kind = "Shop"

    def __init__(self, domain: str, kernel: Kernel, index: int = 0) -> None:
        self.domain = domain
        self.kernel = kernel
        self.name = domain.replace("-", " ").title()
        self.currency = "USD"
        self.presentment_currencies = ["USD", "CAD", "EUR", "GBP"]
        self.taxes_included = False
        self.created_at = self.now() - timedelta(days=800)
        self.id = 60_000_000_001 + index
        self._first_id = FIRST_ID + index * 1_000_000_000
        self._last_ids: dict[str, int] = {}
        self._tables: dict[str, Table] = {}
        self.installation: Installation | None = None
        self.idempotency: dict[tuple[str, str], tuple[str, Any, datetime]] = {}
        #: Uploaded and produced files, by their path under `/files/`.
        self.files: dict[str, bytes] = {}
        #: Set by the platform: the schema, and what to do when an answer breaks it.
        self.contract: Any = None
        self.breach: Any = None
        self.feeds_shipstation = False
        #: Turns neutral orders into ours (None: the store is empty).
        self.historian: Any = None
        self.metafields: list[Any] = []
        self.languages = Languages()
        self.last_order_number = 1000
        self._events: list[tuple[str, Any]] = []
        self.on_events: Callable[[Store, list[tuple[str, Any]]], None] | None = None
        self.loading = False

    # -- time and money ------------------------------------------------------
    def now(self) -> datetime:
        """Whole seconds, as Shopify keeps its moments."""
        return self.kernel.clock.now().replace(microsecond=0)

    def bag(
        self,
        amount: Decimal | str | int,
        presentment_currency: str | None = None,
        rate: Decimal = Decimal(1),
    ) -> Bag:
        """An amount of the shop's currency, seen at `rate` by the buyer."""
        shop = rounded(Decimal(str(amount)), self.currency)
        seen = presentment_currency or self.currency
        return Bag(shop, rounded(shop * rate, seen), self.currency, seen)

    # -- records -------------------------------------------------------------
    def __getitem__(self, kind: str) -> Table:
        if kind not in self._tables:
            self._tables[kind] = Table()
        return self._tables[kind]

    def history(
        self,
        kind: str,
        size: int,
        make: Callable[[int], Any],
        position_of: Callable[[str], int | None],
    ) -> LazyTable:
        """The table of that kind has a past whose records are made when asked for."""
        first = self.next_id(kind)
        self._last_ids[kind] = first + size - 1
        table = self._tables[kind] = LazyTable(first, size, make, position_of)
        return table

    def next_id(self, kind: str) -> int:
        number = self._last_ids.get(kind, self._first_id - 1) + 1
        self._last_ids[kind] = number
        return number

    def create(self, cls: type[Made], **values: Any) -> Made:
        now = values.pop("created_at", None) or self.now()
        updated = values.pop("updated_at", None) or now
        number = values.pop("id", None) or self.next_id(cls.kind)
        record = cls(id=number, created_at=now, updated_at=updated, **values)
        return self[cls.kind].add(record)

    def touch(self, *records: Record) -> None:
        for record in records:
            record.updated_at = max(self.now(), record.updated_at)
            self[record.kind].changed(record)

    def drop(self, record: Record) -> None:
        self[record.kind].remove(record)

    def node(self, global_id: str) -> Record | None:
        parts = gid.split(global_id)
        if parts is None or not parts[1].isdigit():
            return None
        table = self._tables.get(parts[0])
        return table.get(int(parts[1])) if table else None

    def listed(self, kind: str, ctx: Context) -> Table | list[Record]:
        table = self[kind]
        if kind != "Order" or "read_all_orders" in ctx.scopes:
            return table
        return [row for row in table if self.visible(row, ctx)]

    def visible(self, record: Record | None, ctx: Context) -> Record | None:
        if record is None or record.kind != "Order":
            return record
        old = ctx.now - record.created_at > ORDER_WINDOW
        return None if old and "read_all_orders" not in ctx.scopes else record

    # -- what must be told ---------------------------------------------------
    def emit(self, topic: str, record: Record | dict[str, Any]) -> None:
        """Webhooks are built once the running change is complete."""
        if self.loading:
            return
        if not self._events:
            asyncio.get_running_loop().call_soon(self._tell)
        if not any(name == topic and what is record for name, what in self._events):
            self._events.append((topic, record))

    def _tell(self) -> None:
        events, self._events = self._events, []
        if self.on_events is not None:
            self.on_events(self, events)

    def injected_error(self, operation: str) -> UserError | None:
        rule = self.kernel.faults.active("partial", "shopify", operation)
        if rule is None:
            return None
        args = rule.args
        message = args.get("message", "Something went wrong, please try again.")
        return UserError(message, args.get("field"), args.get("error"))

    @property
    def gid(self) -> str:
        return gid.make("Shop", self.id)

    # -- addresses -----------------------------------------------------------
    @property
    def myshopify_domain(self) -> str:
        return f"{self.domain}.myshopify.com"

    @property
    def url(self) -> str:
        return f"https://{self.myshopify_domain}"

    @property
    def files_url(self) -> str:
        return f"{self.kernel.base_url}/shopify/{self.domain}/files"


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
