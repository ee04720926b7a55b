"""The sandbox's time can be moved, and nothing that falls due is skipped."""

from __future__ import annotations

import asyncio
from datetime import datetime

from sandbox.kernel.clock import Clock


def shown(client) -> datetime:
    return datetime.fromisoformat(client.get("/control/clock").json()["now"])


def test_moving_on_is_seen_by_everybody(client):
    before = shown(client)
    client.advance(3600)
    assert (shown(client) - before).total_seconds() >= 3600


def test_a_frozen_clock_stands_still_until_moved(client):
    client.post("/control/clock", freeze=True)
    before = shown(client)
    assert shown(client) == before
    client.advance(60)
    assert (shown(client) - before).total_seconds() == 60
    client.post("/control/clock", thaw=True)
    assert shown(client) >= before


def test_skew_changes_what_is_shown_and_fires_nothing(client, sandbox):
    fired = []

    async def later():
        async def ring():
            fired.append(True)

        sandbox.kernel.clock.call_later(60, ring)

    sandbox.run(later)
    before = shown(client)
    client.post("/control/clock", skew_s=600)
    assert (shown(client) - before).total_seconds() >= 600
    assert fired == []


def test_what_falls_due_is_done_in_order_each_at_its_own_time(sandbox):
    rung = []

    async def play():
        clock = Clock()
        clock.freeze()
        start = clock.timestamp()

        async def ring(name):
            rung.append((name, round(clock.timestamp() - start)))

        async def ring_and_set_another():
            await ring("first")
            clock.call_later(10, lambda: ring("set by the first"))

        clock.call_later(30, lambda: ring("second"))
        clock.call_later(10, ring_and_set_another)
        await clock.advance(100)
        return round(clock.timestamp() - start)

    assert sandbox.run(play) == 100
    assert rung == [("first", 10), ("set by the first", 20), ("second", 30)]


def test_a_piece_of_work_can_happen_in_one_moment(sandbox):
    async def play():
        clock = Clock()
        rung = asyncio.Event()

        async def ring():
            rung.set()

        with clock.held():
            clock.call_later(0, ring)
            readings = {clock.timestamp() for _ in range(1_000)}
            assert len(readings) == 1
        assert not clock.frozen
        await asyncio.wait_for(rung.wait(), 5)
        return True

    assert sandbox.run(play)


def test_a_sleeper_is_woken_by_moving_on(sandbox):
    async def play():
        clock = Clock()
        clock.freeze()
        steps = []

        async def walk():
            for step in range(3):
                await clock.sleep(60)
                steps.append(step)

        clock.call_later(0, walk)
        await clock.advance(181)
        return steps

    assert sandbox.run(play) == [0, 1, 2]


def test_a_timer_that_breaks_does_not_stop_the_others(sandbox):
    async def play():
        clock = Clock()
        clock.freeze()
        rung = []

        async def breaks():
            raise RuntimeError("a bell without a clapper")

        async def rings():
            rung.append(True)

        clock.call_later(1, breaks)
        clock.call_later(2, rings)
        await clock.advance(3)
        return rung

    assert sandbox.run(play) == [True]


def test_nonsense_is_refused(client):
    for body in ({"advance_s": -1}, {"advance_s": "soon"}, {"rewind": 5}):
        assert client.post("/control/clock", **body).status_code == 400
