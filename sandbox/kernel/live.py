"""Live traffic: N orders a minute, spread over the shops as chance has it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kernel import Kernel

log = logging.getLogger("sandbox")
#: where people buy, and how often (orders reach ShipStation from a shop)
SHARES = {"shopify": 3, "ebay": 2}


class LiveTraffic:
    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._run = 0
        self.orders_per_minute = 0.0
        self.made = 0

    def set_rate(self, orders_per_minute: float) -> None:
        """Begin, change or (with 0) end the traffic."""
        self.orders_per_minute = orders_per_minute
        self._run += 1
        self._schedule(self._run)

    def state(self) -> dict[str, float]:
        return {"orders_per_minute": self.orders_per_minute, "made": self.made}

    def _schedule(self, run: int) -> None:
        if not self.orders_per_minute:
            return
        # Not like clockwork, yet N in a minute.
        jitter = self._kernel.rng("live").uniform(0.5, 1.5)
        pause = 60 / self.orders_per_minute * jitter
        self._kernel.clock.call_later(pause, lambda: self._tick(run))

    async def _tick(self, run: int) -> None:
        if run != self._run:  # the rate was changed meanwhile
            return
        self._schedule(run)
        shops = {c: p for c, p in self._kernel.platforms.items() if c in SHARES}
        if not shops:
            return
        weights = [SHARES[code] for code in shops]
        code = self._kernel.rng("live").choices(list(shops), weights)[0]
        try:
            await shops[code].new_order()
            self.made += 1
        except Exception:
            # One bad order must not end the traffic; the journal tells of it.
            log.exception("live order on %s failed", code)
            self._kernel.journal.add("note", code, text="a live order failed")
