"""What happened, newest last, in a bounded ring: requests, webhooks, faults."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from .clock import Clock

KINDS = ("request", "webhook", "breach", "fault", "note")
BODY_LIMIT = 4_000
# People do point the sandbox's clients at real accounts by mistake.
SECRET_HEADERS = {
    "authorization",
    "api-key",
    "api-secret",
    "cookie",
    "x-shopify-access-token",
    "x-ebay-api-iaf-token",
}


class Journal:
    def __init__(self, clock: Clock, size: int = 2_000) -> None:
        self._clock = clock
        self._entries: deque[dict[str, Any]] = deque(maxlen=size)
        self.counts: dict[str, int] = {}
        self._next = 1

    def add(self, kind: str, platform: str, **facts: Any) -> dict[str, Any]:
        """Keep one fact; bodies may be given as bytes and are decoded when read."""
        entry = {"seq": self._next, "at": self._clock.now(), "kind": kind}
        entry |= {"platform": platform, **facts}
        self._next += 1
        self._entries.append(entry)
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return entry

    @property
    def last(self) -> int:
        """The number of the newest entry; 0 = nothing ever happened."""
        return self._next - 1

    def entries(
        self, kind: str = "", since: int = 0, platform: str = "", limit: int = 200
    ) -> list[dict[str, Any]]:
        """The newest `limit` entries after number `since`, oldest first, as JSON."""
        found: list[dict[str, Any]] = []
        for entry in self._newest_first(since):
            if kind in ("", entry["kind"]) and platform in ("", entry["platform"]):
                found.append({key: _plain(value) for key, value in entry.items()})
                if len(found) == limit:
                    break
        return found[::-1]

    def clear(self) -> None:
        """Forget the entries; numbers go on, so that a reader's `since` stays true."""
        self._entries.clear()
        self.counts.clear()

    def _newest_first(self, since: int) -> Iterator[dict[str, Any]]:
        for entry in reversed(self._entries):
            if entry["seq"] <= since:
                return
            yield entry


def redacted(headers: Mapping[str, str]) -> dict[str, str]:
    return {
        name: "***" if name.lower() in SECRET_HEADERS else value
        for name, value in headers.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value[:BODY_LIMIT].decode("utf-8", "replace")
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value
