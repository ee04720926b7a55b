"""The record of one HTTP exchange, and the policy that says which to keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CallPolicy:
    """What a connection keeps of its calls."""

    mode: str = "errors"  # "off" | "errors" | "all"
    body_cap: int = 16_384
    keep_personal: bool = False

    def keeps(self, failed: bool) -> bool:
        return self.mode == "all" or (failed and self.mode == "errors")


@dataclass(slots=True)
class CallRecord:
    """One call as it goes to ``integration.call``: already redacted and capped."""

    platform: str
    operation: str
    trace_id: str
    method: str
    url: str
    host: str
    started_at: datetime
    request_headers: dict[str, str] = field(default_factory=dict)
    request_body: str = ""
    status: int | None = None
    response_headers: dict[str, str] = field(default_factory=dict)
    response_body: str = ""
    duration_ms: int = 0
    bytes_out: int = 0
    bytes_in: int = 0
    error_kind: str = ""
    error: str = ""
    job_ids: tuple[int, ...] = ()
