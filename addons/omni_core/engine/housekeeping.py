"""What a worker does beside its jobs: for the dead, for the inbox, for the screens.

None of it may stop the jobs that are under way. A step that fails is logged, and tried
again when it is due again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from . import queries
from .connections import Connections
from .desk import Desk
from .estate import settle_estate
from .gate import Gate
from .landing import Landing
from .tally import Tally

_logger = logging.getLogger(__name__)

_REAP_EVERY_S = 2.0
# The first webhook becomes a job at once; those of a burst together.
_SWEEP_EVERY_S = 0.1
_SWEEP_AT_ONCE = 200  # events of each connection


class Housekeeping:
    """Of one drain.

    :param longest_exchange_s: after which an exchange is over for certain
    :param linger_s: how long to stay for more events where some just came
    """

    def __init__(
        self,
        desk: Desk,
        gate: Gate,
        landing: Landing,
        connections: Connections,
        tally: Tally,
        *,
        longest_exchange_s: float,
        linger_s: float,
    ) -> None:
        self._desk = desk
        self._gate = gate
        self._landing = landing
        self._connections = connections
        self._tally = tally
        self._longest_exchange_s = longest_exchange_s
        self._linger_s = linger_s
        self._reap_at = 0.0
        self._sweep_at = 0.0
        self._linger_until = 0.0

    def do(self) -> None:
        """Whatever of it is due."""
        now = time.monotonic()
        if now >= self._reap_at:
            self._reap_at = now + _REAP_EVERY_S
            with self._beside_the_work():
                self._take_back_orphans()
        if now >= self._sweep_at:
            self._sweep_inbox()

    def linger(self) -> bool:
        """Where webhooks just came from, more will come, and wake nobody: stay."""
        if time.monotonic() >= self._linger_until:
            return False
        time.sleep(max(self._sweep_at - time.monotonic(), 0.0))
        return True

    def report(self, final: bool = False) -> None:
        with self._beside_the_work():
            self._connections.report(self._landing.touched_batches, final)
            self._connections.pulse(self._landing.touched_issues, final)

    @contextmanager
    def _beside_the_work(self) -> Iterator[None]:
        try:
            yield
        except Exception:
            if self._desk.is_broken:
                raise
            self._desk.work.rollback()
            _logger.exception("a worker goes on without a part of its housekeeping")

    def _take_back_orphans(self) -> None:
        """The jobs of workers that died, whatever killed them."""
        orphans = self._desk.run(
            queries.GIVE_BACK_ORPHANS,
            {
                "lock_class": queries.LOCK_CLASS,
                "exchange_s": self._longest_exchange_s,
                "error": "The worker died while this job ran. It was started again.",
            },
        )
        if orphans:
            _logger.warning("jobs of dead workers: %s", [row[0] for row in orphans])
            settle_estate(self._gate, orphans)
            self._landing.give_up([row[0] for row in orphans if row[-1] == "failed"])

    def _sweep_inbox(self) -> None:
        """Turn received webhooks into jobs, in portions that are worth the trouble."""
        swept = 0
        with self._beside_the_work():
            [(waiting,)] = self._desk.run(queries.EVENTS_WAITING)
            inbox = self._connections.superuser_env()["integration.event"]
            swept = inbox._sweep(_SWEEP_AT_ONCE, self._tally) if waiting else 0
        now = time.monotonic()
        if swept < _SWEEP_AT_ONCE:
            self._sweep_at = now + _SWEEP_EVERY_S
        if swept:
            self._linger_until = now + self._linger_s
