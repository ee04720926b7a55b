"""A worker: drains the queue for some seconds, in one process, on one cron record.

The loop has one thread that talks to the database. Exchanges wait for the network in
other threads, which have none. So one worker keeps many exchanges under way, and no
transaction is ever open while the network is waited for.
"""

from __future__ import annotations

import logging
import random
import time
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from functools import partial

import psycopg2

from ..lib.budget import Lease
from ..lib.errors import IntegrationError, ThrottledError
from ..lib.transport import Transport
from . import queries
from .claim import (
    LANE_SHARES,
    LANES,
    Batch,
    choose,
    one_probe_each,
    read_jobs,
    suspect_alone,
)
from .connections import Connections
from .desk import Desk
from .exchange_guard import no_database
from .gate import Gate
from .housekeeping import Housekeeping
from .inbox import WAKE_EVERY_S
from .landing import Landing, environment
from .operation import Operation, Outcome
from .platform import ConnectionSettings, Platform
from .tally import Tally
from .threads import SLOTS, exchange_threads

_logger = logging.getLogger(__name__)

# Odoo's watchdog may kill a cron worker 51 s after its wake-up. A drain claims for 20
# s, and an exchange may take 25 s: it always ends in good order before that.
DRAIN_S = 20.0
EXCHANGE_S = 25.0
_MARGIN_S = 5.0  # after which an exchange is over for certain
_SHORTEST_WAIT_S, _LONGEST_WAIT_S = 0.02, 0.32
# A connection that has to rest shorter than this is waited for, if there is nothing
# else.
_SHORT_REST_S = 0.5


@dataclass(slots=True)
class Exchange:
    """A batch on its way to the platform."""

    batch: Batch
    plan: object
    platform: Platform
    settings: ConnectionSettings
    transport: Transport
    lease: Lease


class Worker:
    """:param linger_s: how long to stay for more events where some just came"""

    def __init__(
        self,
        registry,
        lanes: tuple[str, ...] = LANES,
        linger_s: float = WAKE_EVERY_S,
    ) -> None:
        self._registry = registry
        self._lanes = lanes
        self._linger_s = linger_s
        self._id = random.getrandbits(31)
        self._running: dict[Future, Exchange] = {}
        self._looks_far = True

    def drain(self) -> bool:
        """Work until nothing is due or time is up. True: there is more to do."""
        with Desk.open(self._registry) as desk:
            self._desk = desk
            self._gate = Gate(desk)
            self._tally = Tally()
            self._landing = Landing(desk, self._id, self._gate, self._tally)
            self._connections = Connections(desk, self._tally)
            self._housekeeping = Housekeeping(
                desk,
                self._gate,
                self._landing,
                self._connections,
                self._tally,
                longest_exchange_s=EXCHANGE_S + _MARGIN_S,
                linger_s=self._linger_s,
            )
            lock = {"lock_class": queries.LOCK_CLASS, "worker": self._id}
            desk.run(queries.LOCK_WORKER, lock)
            try:
                return self._drain()
            finally:
                if desk.has_control:  # it goes back to Odoo's pool, lock and all
                    desk.run(queries.UNLOCK_WORKER, lock)

    def _drain(self) -> bool:
        stop_at = time.monotonic() + DRAIN_S
        try:
            self._work(stop_at)
        except Exception:
            if not self._desk.is_broken:
                self._desk.work.rollback()
                self._bring_home()
            raise
        self._bring_home()
        self._housekeeping.report(final=True)
        return time.monotonic() >= stop_at

    def _work(self, stop_at: float) -> None:
        patience = _SHORTEST_WAIT_S
        while time.monotonic() < stop_at:
            self._housekeeping.do()
            started = self._start_round()
            if self._running:
                # Look at the queue ever more rarely while only the network is awaited.
                landed = self._collect(timeout=0.0 if started else patience)
                idle = not started and not landed
                patience = (
                    min(patience * 2, _LONGEST_WAIT_S) if idle else _SHORTEST_WAIT_S
                )
            elif not (started or self._housekeeping.linger() or self._rest_shortly()):
                break
            self._housekeeping.report()

    # -- taking work -------------------------------------------------------------------

    def _start_round(self) -> int:
        """Claim what can start now, and start it."""
        free = SLOTS - len(self._running)
        if free <= 0 or any(e.batch.is_suspect for e in self._running.values()):
            return 0
        self._connections.begin_round()
        batches = self._claim(free)
        for batch in batches:
            self._start(batch)
        return len(batches)

    def _claim(self, slots: int) -> list[Batch]:
        quotas = {
            id_: quota
            for id_, quota in self._connections.runnable().items()
            if not self._gate.is_resting(id_)
        }
        if not quotas:
            return []
        try:
            with self._desk.transaction() as cr:
                cr.execute(
                    queries.CANDIDATES,
                    {
                        "connections": list(quotas),
                        "lanes": list(self._lanes),
                        "shares": [self._sight(lane) for lane in self._lanes],
                    },
                )
                candidates = read_jobs(cr.fetchall())
                batches, strangers = choose(candidates, slots, self._unserved())
                probing = {id_ for id_, quota in quotas.items() if quota is not None}
                batches = self._put_held_aside(cr, batches)
                batches = suspect_alone(batches, busy=bool(self._running))
                batches = one_probe_each(batches, probing, partial(_takes_probe, cr))
                ids = [id_ for batch in batches for id_ in batch.ids]
                ids += [job.id for job, _error in strangers]
                if ids:
                    cr.execute(queries.CLAIM, {"ids": ids, "worker": self._id})
        except psycopg2.errors.UniqueViolation:
            return []  # another worker runs an older job of the same order key
        for job, error in strangers:
            self._landing.reject(job, error)
        self._looks_far = any(_is_hungry(batch) for batch in batches) or not batches
        return batches

    def _unserved(self) -> set[str]:
        """Lanes that have no exchange under way here."""
        served = {exchange.batch.lane for exchange in self._running.values()}
        return set(self._lanes) - served

    def _put_held_aside(self, cr, batches: list[Batch]) -> list[Batch]:
        """Work of a kind that is on hold leaves the line until somebody lets it go."""
        cr.execute(queries.HOLDS)
        held = set(cr.fetchall())
        kept, aside = [], []
        for batch in batches:
            kind = batch.connection_id, batch.jobs[0].operation
            (aside if kind in held else kept).append(batch)
        if aside:
            ids = [id_ for batch in aside for id_ in batch.ids]
            cr.execute(queries.PUT_ASIDE, {"ids": ids})
        return kept

    def _sight(self, lane: str) -> int:
        """How many jobs to look at. Each one seen is locked for a moment: where every
        job has an exchange of its own, more than the slots can take is a waste."""
        return LANE_SHARES[lane] if self._looks_far else 2 * SLOTS

    def _start(self, batch: Batch) -> None:
        if not batch.operation.has_exchange:
            outcome = Outcome(results=dict.fromkeys(batch.ids))
            self._landing.land(batch, outcome)
            return
        try:
            exchange = self._prepare(batch)
        except Exception as error:
            if self._desk.is_broken:
                raise
            self._desk.work.rollback()
            self._retreat(batch, error)
            return
        if exchange is None:
            self._landing.hand_back(batch.jobs)
            return
        future = exchange_threads().submit(_exchange, exchange)
        self._running[future] = exchange

    def _prepare(self, batch: Batch) -> Exchange | None:
        """The plan of a batch, on record if it must be; None: no budget for it now."""
        operation, cr = batch.operation, self._desk.work
        platform = self._connections.platform(batch.jobs[0])
        urgent = batch.lane == "realtime"
        lease = self._gate.take(platform, batch.connection_id, operation, urgent)
        if lease is None:
            return None
        try:
            env = environment(cr, batch.jobs[0])
            plan = operation.prepare(env, batch.jobs)
            if not operation.repeatable and not batch.jobs[0].intent:
                self._landing.intend(batch, dict(operation.intent(batch.jobs, plan)))
            way_out = self._connections.way_out(batch, lease, EXCHANGE_S)
            self._desk.commit()
        except BaseException:
            self._gate.settle(platform, batch.connection_id, lease)
            raise
        return Exchange(batch, plan, platform, *way_out, lease)

    def _retreat(self, batch: Batch, error: Exception) -> None:
        """A batch that failed as a whole: halve it until only the guilty job fails."""
        whole = isinstance(error, IntegrationError) and error.kind in (
            "transient",
            "throttled",
            "auth",
        )
        if len(batch.jobs) == 1 or whole:
            self._landing.settle(batch, error)
            return
        for half in batch.halves():
            self._start(half)

    # -- bringing it home --------------------------------------------------------------

    def _collect(self, timeout: float) -> int:
        """Land the exchanges that came back, the most urgent first; how many."""
        ready, _waiting = wait(self._running, timeout, FIRST_COMPLETED)
        back = [(self._running.pop(future), future) for future in ready]
        back.sort(key=lambda pair: LANES.index(pair[0].batch.lane))
        for exchange, future in back:
            error = future.exception()
            self._connections.note(exchange, error)
            self._gate.settle(
                exchange.platform,
                exchange.batch.connection_id,
                exchange.lease,
                retry_after=_rest_of_all(error),
                teaches=_teaches(exchange, error),
                ended=error is None,
            )
            if error is None:
                self._landing.land(exchange.batch, future.result())
            else:
                self._retreat(exchange.batch, error)
        return len(back)

    def _bring_home(self) -> None:
        """What is under way, whatever ended the drain; each ends by its deadline."""
        while self._running:
            self._collect(timeout=EXCHANGE_S)

    def _rest_shortly(self) -> bool:
        rest = self._gate.shortest_rest()
        if rest is None or rest > _SHORT_REST_S:
            return False
        time.sleep(rest)
        return True


def _takes_probe(cr, connection_id: int) -> bool:
    """Whether it falls to this worker to try the connection."""
    seconds = EXCHANGE_S + _MARGIN_S
    cr.execute(queries.TAKE_PROBE, {"connection": connection_id, "seconds": seconds})
    return bool(cr.rowcount)


def _is_hungry(batch: Batch) -> bool:
    """Whether more jobs at once would be better for it."""
    return batch.operation.batch_size > 1 or not batch.operation.has_exchange


def _teaches(exchange: Exchange, error: BaseException | None) -> Operation | None:
    """Of which operation it shows the cost. One that failed shows nothing, unless its
    cost is why, nor one that only looked up what had become of an earlier try."""
    if exchange.batch.jobs[0].intent:
        return None
    is_telling = error is None or isinstance(error, ThrottledError)
    return exchange.batch.operation if is_telling else None


def _rest_of_all(error: BaseException | None) -> float:
    """How long the connection has to rest, whatever it wants to do.

    Where a budget of its own was used up, its reading says so, and the others go on.
    """
    if isinstance(error, ThrottledError) and not error.budget:
        return error.retry_after
    return 0.0


def _exchange(exchange: Exchange) -> Outcome:
    """Runs in a thread, without a database."""
    batch, operation = exchange.batch, exchange.batch.operation
    outcome = None
    with no_database():
        client = exchange.platform.client(exchange.settings, exchange.transport)
        if batch.jobs[0].intent:  # an earlier try may have succeeded before its worker
            outcome = operation.lookup(client, batch.jobs, exchange.plan)
            if len(batch.jobs) > 1:
                outcome = outcome or Outcome()
                known = outcome.results.keys() | outcome.errors.keys()
                outcome.undone = set(batch.ids) - known
        if outcome is None:
            outcome = operation.exchange(client, batch.jobs, exchange.plan)
    if not isinstance(outcome, Outcome):
        raise TypeError(f"{operation.name} returned no Outcome")
    return outcome
