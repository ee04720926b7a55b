"""An answer of a platform, and what its status means for the job."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any

from .errors import (
    AuthError,
    ConflictError,
    GoneError,
    IntegrationError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from .redact import Redactor
from .text import clean, clean_deep, excerpt
from .words import Sentence, _lt

_LONGEST_RETRY_AFTER_S = 24 * 3600
_HTML = re.compile(rb"^\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)
# Characters that JSON can spell and PostgreSQL cannot store: cheap to look for first.
_UNSTORABLE = re.compile(rb"\\u(?:0000|[dD][89abAB]|[dD][c-fC-F])")


@dataclass(slots=True)
class Response:
    """Whole, decompressed and within its size limit."""

    status: int
    headers: Mapping[str, str]  # case-insensitive
    content: bytes
    url: str
    platform: str = ""
    _json: Any = field(default=..., repr=False)

    @property
    def content_type(self) -> str:
        return self.headers.get("Content-Type", "").split(";")[0].strip().lower()

    @property
    def text(self) -> str:
        found = _CHARSET.search(self.headers.get("Content-Type", ""))
        try:
            text = self.content.decode(found[1] if found else "utf-8", "replace")
        except LookupError:  # a charset that nobody knows
            text = self.content.decode("utf-8", "replace")
        return clean(text)

    def json(self) -> Any:
        """The parsed body, storable in PostgreSQL; fractions are exact ``Decimal``."""
        if self._json is ...:
            self._json = self._parse()
        return self._json

    def is_page(self) -> bool:
        """Whether this is a web page for people, whatever its headers claim."""
        return bool(_HTML.match(self.content[:200])) or "html" in self.content_type

    def retry_after(self) -> float | None:
        return parse_retry_after(
            self.headers.get("Retry-After", ""), self.headers.get("Date", "")
        )

    def _parse(self) -> Any:
        if not self.content.strip():
            if self.status in (201, 202, 204, 205):
                return None
            raise TransientError(
                _lt("%(platform)s sent an empty answer.", platform=self.platform)
            )
        if self.is_page():
            raise TransientError(
                _lt(
                    "%(platform)s answered with a web page instead of data; it is "
                    "probably down for maintenance.",
                    platform=self.platform,
                ),
                detail=page_title(self.text),
                code="html",
            )
        try:
            text = self.content.decode("utf-8-sig", "replace")
            value = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise TransientError(
                _lt(
                    "%(platform)s sent an answer that cannot be read.",
                    platform=self.platform,
                ),
                detail=f"invalid JSON: {excerpt(str(error), 120)}",
                code="invalid_json",
            ) from None
        return clean_deep(value) if _UNSTORABLE.search(self.content) else value


def _no_constant(name: str) -> None:
    raise ValueError(_lt("%(name)s is not JSON", name=name))


def page_title(html: str) -> str:
    found = _TITLE.search(html[:5000])
    return excerpt(found[1], 120) if found else "HTML page"


def parse_retry_after(value: str, date: str = "") -> float | None:
    """``Retry-After`` in seconds, sent as seconds or as a date.

    A date is read against the platform's own clock where it sent one, so that a wrong
    clock on either side does not matter.
    """
    value = value.strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", value):
        return min(float(value), _LONGEST_RETRY_AFTER_S)
    until = _http_date(value)
    if until is None:
        return None
    now = _http_date(date) or datetime.now(timezone.utc)
    seconds = (until - now).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_RETRY_AFTER_S)


def _http_date(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


DEFAULT_STATUS: dict[int, type[IntegrationError]] = {
    401: AuthError,
    403: AuthError,
    404: GoneError,
    408: TransientError,
    409: ConflictError,
    410: GoneError,
    425: TransientError,
    429: ThrottledError,
}


def _sentence(cls: type[IntegrationError], name: str) -> Sentence:
    return {
        AuthError: _lt(
            "%(name)s does not accept the credentials of this connection.", name=name
        ),
        GoneError: _lt("%(name)s does not have this any more.", name=name),
        ConflictError: _lt("%(name)s has a newer version of this.", name=name),
        ThrottledError: _lt("%(name)s asks us to slow down.", name=name),
        TransientError: _lt("%(name)s has a problem at the moment.", name=name),
        RejectedError: _lt("%(name)s refused the request.", name=name),
    }[cls]


def error_of(
    response: Response, redactor: Redactor, signs_in: bool = True
) -> IntegrationError | None:
    """The typed error of an answer by its status alone; None for 2xx."""
    status = response.status
    if 200 <= status < 300:
        return None
    default = TransientError if status >= 500 else RejectedError
    cls = DEFAULT_STATUS.get(status, default)
    if cls is AuthError and not signs_in:
        cls = RejectedError
    options: dict[str, Any] = {"code": str(status), "detail": words(response, redactor)}
    if cls is TransientError:
        options["retry_after"] = response.retry_after()
    elif cls is ThrottledError:
        options["retry_after"] = response.retry_after() or 1.0
    message = _sentence(cls, response.platform)
    if cls is RejectedError and options["detail"]:
        message = _lt(
            "%(message)s It says: %(detail)s", message=message, detail=options["detail"]
        )
    return cls(message, **options)


def words(response: Response, redactor: Redactor) -> str:
    """What the platform itself says, short and without secrets."""
    if response.is_page():
        return page_title(response.text)
    return excerpt(redactor.body(response.content[:20_000], response.content_type))
