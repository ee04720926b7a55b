"""How much of the stock a channel gets to see, and when two systems quarrel about it.

Pure: numbers in, numbers out. What the numbers are is read in bulk by
``models/stock_planner.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

LOOP_FLIPS = 3
LOOP_WINDOW = timedelta(hours=1)
History = Sequence[Sequence]  # (moment in ISO format, value), the oldest first


@dataclass(frozen=True, slots=True)
class Buffer:
    """What is held back. A ``maximum`` of 0 is none."""

    fixed: int = 0
    percent: float = 0.0
    minimum: int = 0
    maximum: int = 0


def offered(quantity: float, buffer: Buffer, share: float = 100.0) -> int:
    """How many pieces the channel may sell: whole ones, and never less than none."""
    pieces = _whole(quantity * share / 100)
    held = max(buffer.fixed, 0) + math.ceil(_clean(pieces * buffer.percent / 100))
    left = max(pieces - held, 0)
    if left < buffer.minimum:  # the last pieces are not worth the risk
        return 0
    return min(left, buffer.maximum) if buffer.maximum else left


def remember(history: History, value: int, now: datetime) -> list[list]:
    """The history with one more value, without what is older than the window."""
    since = (now - LOOP_WINDOW).isoformat()
    return [list(entry) for entry in history if entry[0] >= since] + [
        [now.isoformat(), value]
    ]


def is_loop(history: History, value: int, now: datetime) -> bool:
    """Whether ``value`` would be the third time in an hour that the same two flip.

    5, 8, 5, 8, 5: somebody else sets 8 whenever we set 5. Nobody wins by going on.
    """
    values = [entry[1] for entry in remember(history, value, now)]
    recent = values[-(LOOP_FLIPS + 2) :]
    return len(recent) == LOOP_FLIPS + 2 and all(
        recent[i] == recent[i - 2] != recent[i - 1] for i in range(2, len(recent))
    )


def _whole(quantity: float) -> int:
    return max(math.floor(_clean(quantity)), 0)


def _clean(number: float) -> float:
    """Sums of floats: 2.9999999999 pieces are 3."""
    return round(number, 6)
