"""What every part of the simulator shares: the time, chance, and who must be told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from .dates import PACIFIC
from .notices import Notices
from .signing import Signer

if TYPE_CHECKING:
    from sandbox.kernel.kernel import Kernel
    from sandbox.kernel.rng import Rng


@dataclass
class Office:
    kernel: Kernel
    signer: Signer = field(default_factory=Signer)
    notices: Notices = field(init=False)
    _errands: set[asyncio.Future[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.notices = Notices(self)

    @property
    def url(self) -> str:
        return f"{self.kernel.base_url}/shipstation"

    @property
    def rng(self) -> Rng:
        return self.kernel.rng("shipstation")

    def now(self) -> datetime:
        return self.kernel.clock.now()

    def today(self) -> date:
        """ShipStation's day changes at midnight in Pacific time."""
        return self.now().astimezone(PACIFIC).date()

    def later(self, errand: Awaitable[None]) -> None:
        """Do it beside the answer: a sales channel hears of a shipment by itself."""
        task = asyncio.ensure_future(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
