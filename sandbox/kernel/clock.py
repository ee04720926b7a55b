"""The sandbox's time: can be shifted, frozen and skewed, and fires what falls due."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

log = logging.getLogger("sandbox")

Coroutine = Callable[[], Awaitable[object]]


class Clock:
    """Timers run on the sandbox's own time; `skew` only changes what clocks show."""

    def __init__(self) -> None:
        self._offset_s = 0.0
        self._frozen_at: float | None = None
        self.skew_s = 0.0
        self._due: list[tuple[float, int, Coroutine]] = []
        self._order = itertools.count()
        self._wake: asyncio.TimerHandle | None = None
        self._running: set[asyncio.Task[object]] = set()
        self._quiet = asyncio.Event()
        self._quiet.set()

    # -- reading ---------------------------------------------------------------
    @property
    def frozen(self) -> bool:
        return self._frozen_at is not None

    def timestamp(self) -> float:
        """Seconds since 1970 on the timers' time."""
        if self._frozen_at is not None:
            return self._frozen_at
        return time.time() + self._offset_s

    def now(self) -> datetime:
        """The time that the platforms believe and print."""
        return datetime.fromtimestamp(self.timestamp() + self.skew_s, timezone.utc)

    def state(self) -> dict[str, object]:
        return {
            "now": self.now().isoformat(),
            "frozen": self.frozen,
            "skew_s": self.skew_s,
            "ahead_s": round(self.timestamp() - time.time(), 3),
            "timers": len(self._due),
        }

    # -- timers ----------------------------------------------------------------
    def call_later(self, seconds: float, coroutine: Coroutine) -> None:
        """Run `coroutine()` once that much sandbox time has passed."""
        due = self.timestamp() + max(0.0, seconds)
        heapq.heappush(self._due, (due, next(self._order), coroutine))
        self._arm()

    async def sleep(self, seconds: float) -> None:
        over = asyncio.get_running_loop().create_future()

        async def wake() -> None:
            if not over.done():
                over.set_result(None)

        task = asyncio.current_task()
        # A timer's task that sleeps again must not hold up `advance`, which is what
        # would wake it.
        was_running = task in self._running
        self.call_later(seconds, wake)
        self._ended(task)
        await over
        if was_running and task is not None:
            self._began(task)

    def clear(self) -> None:
        """Forget all timers and be an ordinary clock again."""
        self._due.clear()
        for task in list(self._running):
            task.cancel()
        self._offset_s, self._frozen_at, self.skew_s = 0.0, None, 0.0
        self._arm()

    # -- control ---------------------------------------------------------------
    def freeze(self) -> None:
        self._frozen_at = self.timestamp()
        self._arm()

    def thaw(self) -> None:
        if self._frozen_at is not None:
            self._offset_s = self._frozen_at - time.time()
            self._frozen_at = None
        self._arm()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let a piece of work happen in one moment; nothing may be awaited in it."""
        was_frozen_at, self._frozen_at = self._frozen_at, self.timestamp()
        try:
            yield
        finally:
            self._frozen_at = was_frozen_at
            self._arm()

    async def advance(self, seconds: float) -> None:
        """Move on, firing what falls due in order, each at its own time.

        Waits for each timer's work, so that a retry which schedules the next one is
        played to its end before the caller hears back.
        """
        target = self.timestamp() + seconds
        while self._due and self._due[0][0] <= target:
            self._move_to(self._due[0][0])
            self._fire_due()
            await self._quiet.wait()
        self._move_to(target)
        self._arm()

    # -- inside ----------------------------------------------------------------
    def _move_to(self, moment: float) -> None:
        moment = max(moment, self.timestamp())
        if self._frozen_at is not None:
            self._frozen_at = moment
        else:
            self._offset_s = moment - time.time()

    def _arm(self) -> None:
        if self._wake is not None:
            self._wake.cancel()
            self._wake = None
        if self._due and not self.frozen:
            delay = max(0.0, self._due[0][0] - self.timestamp())
            loop = asyncio.get_running_loop()
            self._wake = loop.call_later(delay, self._on_wake)

    def _on_wake(self) -> None:
        self._fire_due()
        self._arm()

    def _fire_due(self) -> None:
        # A microsecond of grace: moving to a moment and reading the time back may
        # lose the last bits of a float.
        now = self.timestamp() + 1e-6
        while self._due and self._due[0][0] <= now:
            coroutine = heapq.heappop(self._due)[2]
            task = asyncio.ensure_future(coroutine())
            self._began(task)
            task.add_done_callback(self._done)

    def _began(self, task: asyncio.Task[object]) -> None:
        self._running.add(task)
        self._quiet.clear()

    def _done(self, task: asyncio.Task[object]) -> None:
        self._ended(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("a timer failed", exc_info=task.exception())

    def _ended(self, task: asyncio.Task[object] | None) -> None:
        self._running.discard(task)
        if not self._running:
            self._quiet.set()
