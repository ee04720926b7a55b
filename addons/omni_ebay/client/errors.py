"""What eBay's refusals mean for a job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from odoo.addons.omni_core.lib.errors import (
    AuthError,
    GoneError,
    IntegrationError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_core.lib.response import Response

_LONGEST_WAIT_S = 24 * 3600.0


def classify(response: Response) -> IntegrationError | None:
    """The error of an answer, or None where the status says enough."""
    if response.status < 400:
        return None
    body = response.json()
    if response.status == 429:
        return throttled(response)
    rows = errors_in(body)
    return of_errors(rows, response.status) if rows else None


def throttled(response: Response) -> ThrottledError:
    """The budget of the day, or a burst: eBay says how long."""
    wait = min(response.retry_after() or 60.0, _LONGEST_WAIT_S)
    return ThrottledError(
        "Today's calls to this part of eBay are used up.", retry_after=wait, code="429"
    )


def errors_in(body: Any) -> Sequence[Mapping[str, Any]]:
    found = body.get("errors") if isinstance(body, Mapping) else None
    return [row for row in found or () if isinstance(row, Mapping)]


def of_part(part: Mapping[str, Any]) -> IntegrationError | None:
    """What a bulk call has against one entry; None if it was done."""
    status = int(part.get("statusCode") or 200)
    rows = errors_in(part)
    if status < 400 and not rows:
        return None
    return of_errors(rows, status)


def of_errors(rows: Sequence[Mapping[str, Any]], status: int) -> IntegrationError:
    first = rows[0] if rows else {}
    code = str(first.get("errorId") or status)
    said = str(first.get("longMessage") or first.get("message") or "")
    detail = "; ".join(_line(row) for row in rows)
    if code == "1001":
        return AuthError(
            "eBay does not accept the access token of this connection.",
            code="token_expired",
            detail=detail,
        )
    if status >= 500:
        return TransientError(
            "eBay has a problem at the moment.", code=code, detail=detail
        )
    if status == 404:
        return GoneError(f"eBay does not have this: {said}", code=code, detail=detail)
    return RejectedError(f"eBay refused this: {said}", code=code, detail=detail)


def _line(row: Mapping[str, Any]) -> str:
    values = ", ".join(
        f"{p.get('name')}={p.get('value')}" for p in row.get("parameters") or ()
    )
    said = row.get("longMessage") or row.get("message") or ""
    return f"{row.get('errorId')}: {said}{f' ({values})' if values else ''}"
