"""What eBay's refusals mean for a job; the words are in ``catalogue.py``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from odoo.addons.omni_core.lib.errors import (
    AuthError,
    ConflictError,
    GoneError,
    IntegrationError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_core.lib.response import Response
from odoo.addons.omni_core.lib.words import _lt

from .catalogue import CATALOGUE, Entry

_LONGEST_WAIT_S = 24 * 3600.0
_SHORT_WAIT_S = 60.0


def classify(response: Response) -> IntegrationError | None:
    """The error of an answer, or None where the status says enough."""
    if response.status < 400:
        if response.content.strip():  # many good answers of eBay are empty
            response.json()
        return None
    rows = errors_in(response.json())
    if not rows:
        return None
    return of_errors(rows, response.status, response.retry_after())


def errors_in(body: Any) -> Sequence[Mapping[str, Any]]:
    found = body.get("errors") if isinstance(body, Mapping) else None
    return [row for row in found or () if isinstance(row, Mapping)]


def of_part(part: Mapping[str, Any]) -> IntegrationError | None:
    """What a bulk call has against one entry; None if it was done."""
    status = int(part.get("statusCode") or 200)
    rows = errors_in(part)
    return of_errors(rows, status) if rows or status >= 400 else None


def of_errors(
    rows: Sequence[Mapping[str, Any]], status: int, retry_after: float | None = None
) -> IntegrationError:
    """The first error decides; all of them are in the detail."""
    first = rows[0] if rows else {}
    number = str(first.get("errorId") or status)
    entry = CATALOGUE.get(number) or _unknown(status)
    said = str(first.get("longMessage") or first.get("message") or "")
    return made(
        entry,
        number,
        said=_case(first) or said,
        detail="; ".join(map(_line, rows)),
        retry_after=retry_after,
    )


def made(
    entry: Entry,
    number: str,
    *,
    said: str = "",
    detail: str = "",
    retry_after: float | None = None,
) -> IntegrationError:
    text = (
        _lt("%(text)s eBay says: %(said)s", text=entry.text, said=said)
        if said
        else entry.text
    )
    options: dict[str, Any] = {"code": entry.code or number, "detail": detail}
    if entry.kind is ThrottledError:
        # Without a hint it is the budget of a day: looking in every minute is enough.
        wait = _SHORT_WAIT_S if retry_after is None else retry_after
        options["retry_after"] = min(wait, _LONGEST_WAIT_S)
    elif entry.kind is TransientError:
        options["retry_after"] = retry_after
    return entry.kind(text, **options)


def _unknown(status: int) -> Entry:
    """A number that nobody has met yet: its status is all there is."""
    kinds = {401: AuthError, 404: GoneError, 409: ConflictError, 429: ThrottledError}
    kind = kinds.get(status, TransientError if status >= 500 else RejectedError)
    code = "token_expired" if kind is AuthError else ""
    return Entry(kind, _lt("eBay refused this."), code=code)


def _case(row: Mapping[str, Any]) -> str:
    """What eBay adds about this very case; its usual words alone say no more."""
    values = [str(p["value"]) for p in row.get("parameters") or () if p.get("value")]
    if not values:
        return ""
    said = str(row.get("longMessage") or row.get("message") or "")
    missing = [value for value in values if value not in said]
    return f"{said} ({', '.join(missing)})" if missing else said


def _line(row: Mapping[str, Any]) -> str:
    pairs = ", ".join(
        f"{p.get('name')}={p.get('value')}" for p in row.get("parameters") or ()
    )
    said = row.get("longMessage") or row.get("message") or ""
    return f"{row.get('errorId')}: {said}{f' ({pairs})' if pairs else ''}"
