"""What a dead worker leaves behind: the calls that it was granted and never settled.

They would count as under way for minutes (``lib/budget.py``), and a platform with a
small budget would stand still: 16 exchanges of two calls are nearly all of 40 a minute.
Nobody knows how far it got, so every granted call counts as made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .gate import Gate
from .operation import find_operation
from .platform import find_platform


def settle_estate(gate: Gate, orphans: Iterable[tuple]) -> None:
    """:param orphans: rows of ``queries.GIVE_BACK_ORPHANS``"""
    jobs = Counter(row[1:6] for row in orphans if row[1])
    for (connection_id, code, name, _worker, started_at), count in jobs.items():
        platform, operation = find_platform(code), find_operation(code, name)
        if not platform or not operation or not operation.calls:
            continue
        # Jobs claimed together went out in batches, one lease for each.
        for _batch in range(-(-count // operation.batch_size)):
            gate.forfeit(platform, connection_id, operation, started_at)
