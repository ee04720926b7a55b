"""How fast a platform lets us talk, as pure arithmetic over one row of numbers.

Two algorithms cover every platform met: a *bucket* refills all the time (Shopify's
points, a leaky bucket), a *window* is full again at once when it ends (40 a minute,
5,000 a day). Workers ``take`` from the shared state before an exchange and ``settle``
after it; between the two, what they took is *outstanding*: perhaps not yet seen by the
platform, so it counts as if it could still arrive at any moment.

All times are seconds since the epoch, from one clock (PostgreSQL's).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..engine.platform import BudgetSpec

# A lease that is not settled after one to two generations died with its worker. Must
# be longer than the longest exchange, or its calls are forgotten while under way.
GENERATION_S = 300.0
_EPSILON = 1e-6
_COST_MEMORY = 8  # exchanges after which a cost that was seen once is nearly forgotten


@dataclass(frozen=True, slots=True)
class BudgetState:
    """What the database keeps per connection and budget."""

    level: float  # what may still be taken
    updated_at: float
    outstanding: float = 0.0  # taken in this generation, not settled
    outstanding_before: float = 0.0  # ... in the generation before
    window_started_at: float = 0.0
    blocked_until: float = 0.0
    capacity: float | None = None  # as the platform reported it; else the spec's
    rate: float | None = None
    costs: Mapping[str, float] = field(default_factory=dict)  # learned, by operation


@dataclass(frozen=True, slots=True)
class BudgetReading:
    """What a client read from the platform's answer about its limit."""

    available: float | None = None
    capacity: float | None = None
    restore_per_s: float | None = None
    resets_at: float | None = None
    retry_after: float | None = None
    name: str = ""  # which budget, where a platform has several


def initial(spec: BudgetSpec, now: float) -> BudgetState:
    return BudgetState(level=spec.capacity, updated_at=now, window_started_at=now)


def take(
    state: BudgetState, spec: BudgetSpec, cost: float, now: float, realtime: bool
) -> tuple[BudgetState, float]:
    """Take ``cost`` and return 0, or take nothing and return the seconds to wait.

    Only the realtime lane may go below the reserve. Something that costs more than
    there can ever be waits for a full budget instead of for ever.
    """
    state = _advance(state, spec, now)
    if state.blocked_until > now:
        return state, state.blocked_until - now
    if cost <= 0:
        return state, 0.0
    capacity = _capacity(state, spec)
    floor = 0.0 if realtime else capacity * spec.reserve
    needed = min(cost + floor, capacity)
    if state.level + _EPSILON >= needed:
        level, outstanding = state.level - cost, state.outstanding + cost
        return replace(state, level=level, outstanding=outstanding), 0.0
    return state, _wait(state, spec, needed, now)


def settle(
    state: BudgetState,
    spec: BudgetSpec,
    granted: float,
    used: float,
    now: float,
    reading: BudgetReading | None = None,
    granted_at: float | None = None,
) -> BudgetState:
    """Give back what was not used, and believe the platform where it knows less left.

    A reading never raises the level: an answer that comes late would undo what others
    have taken since. Being too careful heals by itself as time passes.
    """
    state = _forget(_advance(state, spec, now), granted, now, granted_at)
    if reading:
        state = _learn(state, spec, reading, now)
    level = state.level + granted - used
    in_flight = state.outstanding + state.outstanding_before
    if reading and reading.available is not None and reading.available < level:
        # Somebody else spends, too. What of ours is under way may be yet to count.
        level = reading.available - in_flight
    return replace(state, level=min(level, _capacity(state, spec) - in_flight))


def expected_cost(
    state: BudgetState, spec: BudgetSpec, operation: str, calls: float
) -> float:
    """What an exchange will cost: as seen before, else as calls usually do."""
    return state.costs.get(operation, calls * spec.per_call)


def learn_cost(state: BudgetState, operation: str, needed: float) -> BudgetState:
    """Up at once and down slowly: what was taken in vain is given back, but what was
    not taken overdraws the budget."""
    known = state.costs.get(operation, needed)
    cost = needed if needed >= known else known + (needed - known) / _COST_MEMORY
    return replace(state, costs={**state.costs, operation: round(cost, 3)})


def _capacity(state: BudgetState, spec: BudgetSpec) -> float:
    return state.capacity or spec.capacity


def _rate(state: BudgetState, spec: BudgetSpec) -> float:
    return state.rate or _capacity(state, spec) / spec.period_s


def _wait(state: BudgetState, spec: BudgetSpec, needed: float, now: float) -> float:
    if spec.algorithm == "window":
        return max(state.window_started_at + spec.period_s - now, 0.05)
    # What is under way makes room only when it comes back; ask again then.
    return max((needed - state.level) / _rate(state, spec), 0.05)


def _advance(state: BudgetState, spec: BudgetSpec, now: float) -> BudgetState:
    """The state as it is ``now``. A clock that went back changes nothing."""
    if now < state.updated_at:
        return state
    state = _age(state, now)
    in_flight = state.outstanding + state.outstanding_before
    room = _capacity(state, spec) - in_flight
    if spec.algorithm == "window":
        return _roll(state, spec, room, now)
    elapsed = now - state.updated_at
    level = max(state.level, min(room, state.level + elapsed * _rate(state, spec)))
    return replace(state, level=level, updated_at=now)


def _age(state: BudgetState, now: float) -> BudgetState:
    passed = int(now // GENERATION_S) - int(state.updated_at // GENERATION_S)
    if passed == 0:
        return state
    before = state.outstanding if passed == 1 else 0.0
    return replace(state, outstanding=0.0, outstanding_before=before)


def _roll(state: BudgetState, spec: BudgetSpec, room: float, now: float) -> BudgetState:
    """Open a new window once the old one has ended.

    It counts from now, not from the end of the old one: some platforms start theirs
    with the first call, and for the others ``resets_at`` brings us back in step.
    """
    if now >= state.window_started_at + spec.period_s:
        state = replace(state, level=room, window_started_at=now)
    return replace(state, updated_at=now)


def _forget(
    state: BudgetState, granted: float, now: float, granted_at: float | None
) -> BudgetState:
    """The grant is no longer under way; one of a dropped generation already is not."""
    age = 0
    if granted_at is not None:
        age = int(now // GENERATION_S) - int(granted_at // GENERATION_S)
    if age <= 0:
        return replace(state, outstanding=max(state.outstanding - granted, 0.0))
    if age == 1:
        before = max(state.outstanding_before - granted, 0.0)
        return replace(state, outstanding_before=before)
    return state


def _learn(
    state: BudgetState, spec: BudgetSpec, reading: BudgetReading, now: float
) -> BudgetState:
    if reading.capacity:
        state = replace(state, capacity=reading.capacity)
    if reading.restore_per_s:
        state = replace(state, rate=reading.restore_per_s)
    if reading.retry_after:
        until = max(state.blocked_until, now + reading.retry_after)
        state = replace(state, blocked_until=until)
    if reading.resets_at and spec.algorithm == "window" and reading.resets_at > now:
        state = replace(state, window_started_at=reading.resets_at - spec.period_s)
    return state


class Lease:
    """What one exchange may spend; shared by the threads of that exchange.

    :param by_budget: what each budget granted; None: all of them the same
    """

    def __init__(
        self,
        granted: float,
        granted_at: float | None = None,
        by_budget: Mapping[str, float] | None = None,
    ) -> None:
        self.granted = granted
        self.granted_at = granted_at
        self._by_budget = by_budget
        self._used: dict[str, float] = {}  # by budget; "" is spent of them all
        self._demanded: dict[str, float] = {}
        self.readings: list[BudgetReading] = []
        self._lock = threading.Lock()

    @property
    def used(self) -> float:
        return sum(self._used.values())

    def granted_of(self, budget: str) -> float:
        if self._by_budget is None:
            return self.granted
        return self._by_budget.get(budget, 0.0)

    def used_of(self, budget: str) -> float:
        """What one of several budgets has to bear: an API of its own has its own."""
        shared = self._used.get("", 0.0)
        return shared + self._used.get(budget, 0.0) if budget else shared

    def needed_of(self, budget: str) -> float:
        """What has to be granted next time, so that nothing is refused on the way."""
        demanded = max(self._demanded.get(name, 0.0) for name in ("", budget))
        return max(self.used_of(budget), demanded)

    @property
    def remaining(self) -> float:
        """What is left of the grant: when nothing is, long work leaves a checkpoint
        (``Outcome.checkpoints``) and goes on in its next turn."""
        return max(self.granted - self.used, 0.0)

    def take(self, cost: float = 1.0, budget: str = "") -> None:
        """Spend. What goes beyond the grant is never refused half-way, when the calls
        made so far would be lost: ``settle`` takes it from whoever comes next."""
        with self._lock:
            self._used[budget] = self._used.get(budget, 0.0) + cost

    def demand(self, cost: float, budget: str = "") -> None:
        """The platform wanted to see this left, on top of what was spent before, and
        took less in the end."""
        with self._lock:
            peak = self.used_of(budget) + cost
            self._demanded[budget] = max(self._demanded.get(budget, 0.0), peak)

    def feed(self, reading: BudgetReading) -> None:
        with self._lock:
            self.readings.append(reading)
