"""The gate in front of every exchange: one budget per connection, for all workers.

The arithmetic is in ``lib/budget.py``; here a grant is taken and settled under a row
lock so short that no worker ever waits for another's exchange. Nobody sleeps for a
budget: who gets no grant hands its jobs back and takes those of another connection.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields

from ..lib.budget import (
    BudgetReading,
    BudgetState,
    Lease,
    expected_cost,
    initial,
    learn_cost,
    settle,
    take,
)
from ..lib.errors import ThrottledError
from ..lib.words import _lt
from .desk import Desk
from .operation import Operation
from .platform import BudgetSpec, Platform

_COLUMNS = [field.name for field in fields(BudgetState)]

# PostgreSQL's clock is the one that all hosts share.
_NOW = "SELECT extract(epoch FROM clock_timestamp())::float8"
_READ = f"""
    SELECT name, {", ".join(_COLUMNS)}
      FROM integration_budget
     WHERE connection_id = %s
     ORDER BY name
       FOR UPDATE
"""
_CREATE = f"""
    INSERT INTO integration_budget (connection_id, name, {", ".join(_COLUMNS)})
    VALUES (%s, %s, {", ".join(["%s"] * len(_COLUMNS))})
        ON CONFLICT (connection_id, name) DO NOTHING
"""
_WRITE = f"""
    UPDATE integration_budget
       SET {", ".join(f"{name} = %s" for name in _COLUMNS)}
     WHERE connection_id = %s AND name = %s
"""
_SHUT = """
    UPDATE integration_budget
       SET opens_at = extract(epoch FROM clock_timestamp()) + %s
     WHERE connection_id = %s
"""

# A budget of a day may be raised or read anew before the day is over.
_LOOK_AGAIN_S = 600.0


class Gate:
    """Grants of one drain. Remembers which connections have to rest."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._resting: dict[int, float] = {}  # connection id -> monotonic time

    def is_resting(self, connection_id: int) -> bool:
        return self._resting.get(connection_id, 0.0) > time.monotonic()

    def shortest_rest(self) -> float | None:
        """Seconds until the first resting connection may go on."""
        now = time.monotonic()
        waits = [until - now for until in self._resting.values() if until > now]
        return min(waits, default=None)

    def take(
        self,
        platform: Platform,
        connection_id: int | None,
        operation: Operation,
        urgent: bool,
    ) -> Lease | None:
        """A lease for what it may cost, or None: come back after the rest.

        Where an operation needs only some of several budgets and one of these is used
        up, the others go on and only it has to wait: ``ThrottledError``.
        """
        specs = _needed(platform, operation)
        if not connection_id or not specs:
            return Lease(float("inf"), by_budget={})
        waits: dict[str, float] = {}
        grants: dict[str, float] = {}
        clock: list[float] = []

        def spend(spec: BudgetSpec, state: BudgetState, now: float) -> BudgetState:
            cost = expected_cost(state, spec, operation.name, operation.calls)
            state, waits[spec.name] = take(state, spec, cost, now, urgent)
            grants[spec.name] = cost
            clock.append(now)
            return state

        # All budgets that are needed grant, or none is touched.
        if self._change(specs, connection_id, spend, lambda: not any(waits.values())):
            return Lease(max(grants.values()), clock[0], grants)
        longest = max(waits, key=lambda name: waits[name])
        if platform.budgets_of(operation) is not None:
            raise ThrottledError(
                _lt(
                    "The budget of calls for “%(budget)s” is used up for now; what is "
                    "left of it is kept for what is urgent.",
                    budget=longest,
                ),
                retry_after=min(waits[longest], _LOOK_AGAIN_S),
                code="budget",
            )
        self._rest(connection_id, waits[longest])
        return None

    def _rest(self, connection_id: int, seconds: float) -> None:
        """Until there is budget again; the pacemaker looks at the clock for us."""
        self._resting[connection_id] = time.monotonic() + seconds
        self._desk.run(_SHUT, [min(seconds, _LOOK_AGAIN_S), connection_id])

    def settle(
        self,
        platform: Platform,
        connection_id: int | None,
        lease: Lease,
        *,
        retry_after: float = 0.0,
        teaches: Operation | None = None,
        ended: bool = True,
    ) -> None:
        """Give back what was not used, and believe what the platform said.

        :param teaches: the operation that costs this
        :param ended: False if it was stopped on its way: it costs this at least
        """
        if not connection_id:
            return
        if retry_after:
            self._rest(connection_id, retry_after)
            lease.feed(BudgetReading(retry_after=retry_after))
        if not platform.budgets:
            return

        def give_back(spec: BudgetSpec, state: BudgetState, now: float) -> BudgetState:
            readings = [r for r in lease.readings if r.name in ("", spec.name)]
            for reading in readings[:-1]:
                state = settle(state, spec, 0, 0, now, reading)
            last = readings[-1] if readings else None
            granted, used = lease.granted_of(spec.name), lease.used_of(spec.name)
            needed = lease.needed_of(spec.name)
            if teaches and (needed > granted or (ended and granted)):
                state = learn_cost(state, teaches.name, needed)
            return settle(state, spec, granted, used, now, last, lease.granted_at)

        self._change(platform.budgets, connection_id, give_back, lambda: True)

    def forfeit(
        self,
        platform: Platform,
        connection_id: int,
        operation: Operation,
        granted_at: float,
    ) -> None:
        """What a dead worker was granted counts as spent."""

        def spend(spec: BudgetSpec, state: BudgetState, now: float) -> BudgetState:
            cost = expected_cost(state, spec, operation.name, operation.calls)
            return settle(state, spec, cost, cost, now, granted_at=granted_at)

        specs = _needed(platform, operation)
        self._change(specs, connection_id, spend, lambda: True)

    def _change(
        self,
        specs: Sequence[BudgetSpec],
        connection_id: int,
        change: Callable[[BudgetSpec, BudgetState, float], BudgetState],
        agreed: Callable[[], bool],
    ) -> bool:
        """Read, change and write the connection's budgets under their row locks."""
        with self._desk.transaction() as cr:
            cr.execute(_READ, [connection_id])
            states = {
                name: BudgetState(*numbers, costs or {})
                for name, *numbers, costs in cr.fetchall()
            }
            cr.execute(_NOW)
            [now] = cr.fetchone()
            changed = {
                spec.name: change(
                    spec, states.get(spec.name) or initial(spec, now), now
                )
                for spec in specs
            }
            if not agreed():
                return False
            for name, state in changed.items():
                if name in states:
                    cr.execute(_WRITE, [*_values(state), connection_id, name])
                else:
                    cr.execute(_CREATE, [connection_id, name, *_values(state)])
            return True


def _needed(platform: Platform, operation: Operation) -> Sequence[BudgetSpec]:
    names = platform.budgets_of(operation)
    if names is None:
        return platform.budgets
    return [spec for spec in platform.budgets if spec.name in names]


def _values(state: BudgetState) -> list:
    return list((asdict(state) | {"costs": json.dumps(dict(state.costs))}).values())
