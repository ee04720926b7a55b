"""Calls per minute and key, in windows that begin with the first call."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime

WINDOW_S = 60


@dataclass
class Window:
    began: datetime | None = None
    used: int = 0

    def take(self, now: datetime, limit: int) -> bool:
        """False when the minute's calls are used up."""
        age_s = (now - self.began).total_seconds() if self.began else WINDOW_S
        if not 0 <= age_s < WINDOW_S:
            self.began, self.used = now, 0
        if self.used >= limit:
            return False
        self.used += 1
        return True

    def reset_s(self, now: datetime) -> int:
        """Seconds to the next window."""
        if self.began is None:
            return 0
        return max(1, math.ceil(WINDOW_S - (now - self.began).total_seconds()))


@dataclass
class Limits:
    _windows: dict[tuple[str, str], Window] = field(default_factory=dict)

    def window(self, api: str, key: str) -> Window:
        return self._windows.setdefault((api, key), Window())

    def clear(self) -> None:
        self._windows.clear()
