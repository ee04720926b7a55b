"""The record of one HTTP exchange, and the policy that says which to keep."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from .errors import IntegrationError
from .redact import Redactor

if TYPE_CHECKING:
    import requests

    from .response import Response


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

    def describe(
        self,
        redactor: Redactor,
        *,
        request: requests.PreparedRequest,
        answer: Response | None,
        error: Exception | None,
        with_bodies: bool,
    ) -> None:
        """Fill in what was said, as far as people may see it."""
        sent = request.body or b""
        if not isinstance(sent, (bytes, str)):
            sent = b""  # a file, streamed and gone
        self.request_headers = redactor.headers(request.headers)
        self.bytes_out = len(sent)
        if with_bodies:
            kind = request.headers.get("Content-Type", "")
            self.request_body = redactor.body(sent, kind)
        if answer:
            self.response_headers = redactor.headers(answer.headers)
            self.bytes_in = len(answer.content)
            if with_bodies:
                kind = answer.headers.get("Content-Type", "")
                self.response_body = redactor.body(answer.content, kind)
        if isinstance(error, IntegrationError):
            self.error_kind = error.kind
            parts = (str(error), error.detail)
            self.error = redactor.text(" ".join(filter(None, parts)))
        elif error:
            self.error_kind = IntegrationError.kind
            self.error = f"Unexpected: {type(error).__name__}"
