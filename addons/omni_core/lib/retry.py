"""When to try again."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Exponential backoff with full jitter, so that a crowd does not come back at once.

    The wait before try n is uniform in (half, full) of ``base_s * factor ** (n - 1)``,
    at most ``cap_s``; the platform's own ``Retry-After`` is a floor.
    """

    max_tries: int = 8
    base_s: float = 5.0
    factor: float = 3.0
    cap_s: float = 3600.0

    def gives_up(self, tries: int) -> bool:
        return tries >= self.max_tries

    def delay(self, tries: int, retry_after: float | None = None) -> float:
        full = min(self.cap_s, self.base_s * self.factor ** max(tries - 1, 0))
        wait = random.uniform(full / 2, full)
        return max(wait, retry_after or 0.0)
