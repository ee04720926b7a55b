"""What Shopify's refusals mean for a job.

A GraphQL answer is HTTP 200 even when it is a refusal: the words are in ``errors`` (the
request as a whole) or in ``userErrors`` (what was asked for).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from odoo.addons.omni_core.lib.errors import (
    AuthError,
    ConflictError,
    GoneError,
    IntegrationError,
    PayloadError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_core.lib.response import Response
from odoo.addons.omni_core.lib.words import _lt

_SCOPE = re.compile(r"`(\w+)`")
_LONGEST_WAIT_S = 60.0

_STALE = {"CHANGE_FROM_QUANTITY_STALE", "COMPARE_QUANTITY_STALE"}
_GONE = {"NOT_FOUND", "PRODUCT_DOES_NOT_EXIST", "INVALID_INVENTORY_ITEM"}
_AGAIN = {
    "IDEMPOTENCY_CONCURRENT_REQUEST",
    "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED",
    "INTERNAL_ERROR",
    "OPERATION_IN_PROGRESS",
}


class TooDearError(PayloadError):
    """More than one question may cost: ask for less at once."""


class AccessDeniedError(RejectedError):
    """The app may not do this: names the scope that is missing."""

    def __init__(self, message: str, scopes: Sequence[str] = (), **kw: Any) -> None:
        super().__init__(message, code="access_denied", **kw)
        self.scopes = tuple(scopes)


def classify(response: Response, *, renewable: bool) -> IntegrationError | None:
    """The error of an answer, or None where the status says enough."""
    status = response.status
    if status == 401:
        return AuthError(
            _lt("Shopify does not accept the access token of this connection."),
            code="token_expired" if renewable else "401",
        )
    if status == 402:
        return AuthError(
            _lt("This Shopify store is frozen: its bill is open."), code="402"
        )
    if status == 404:
        # Not the thing we asked for: that would be null in an answer of status 200.
        return AuthError(
            _lt("Shopify knows no store under this name. Check the store's address."),
            code="404",
        )
    if status == 423:
        return AuthError(_lt("Shopify has locked this store."), code="423")
    if status != 200:
        return None
    body = response.json()
    if not isinstance(body, Mapping):
        return TransientError(_lt("Shopify sent an answer without data."), code="shape")
    return of_answer(body)


def of_answer(body: Mapping[str, Any]) -> IntegrationError | None:
    """The first top-level error, as what it means."""
    errors = body.get("errors") or []
    if not isinstance(errors, list):
        errors = [{"message": str(errors)}]
    if body.get("data"):
        errors = [error for error in errors if not _is_withheld(error)]
    if not errors:
        return None
    first = errors[0]
    message = str(first.get("message") or "")
    code = (first.get("extensions") or {}).get("code") or ""
    if code == "THROTTLED":
        return ThrottledError(
            _lt("Shopify asks us to slow down."), retry_after=wait(body)
        )
    if code == "MAX_COST_EXCEEDED":
        return TooDearError(_lt("This was too much to ask in one question."), code=code)
    if code == "ACCESS_DENIED":
        return _denied(message)
    if code in ("INTERNAL_SERVER_ERROR", "TIMEOUT"):
        return TransientError(_lt("Shopify has a problem at the moment."), code=code)
    if code == "SHOP_INACTIVE":
        return AuthError(_lt("This Shopify store is not active."), code=code)
    return PayloadError(
        _lt("Shopify did not understand the request: %(message)s", message=message),
        detail=str(first.get("path") or ""),
        code=code,
    )


def _is_withheld(error: Mapping[str, Any]) -> bool:
    """A buyer's data that Shopify has not approved this app for: null in the answer.

    On some plans they never are, and an order without its buyer's name is still an
    order. A scope that is missing is something else: somebody can grant it.
    """
    code = (error.get("extensions") or {}).get("code")
    named = _SCOPE.search(str(error.get("message") or ""))
    return code == "ACCESS_DENIED" and not named and len(error.get("path") or ()) > 1


def _denied(message: str) -> AccessDeniedError:
    scopes = tuple(name for name in _SCOPE.findall(message) if "_" in name)
    if scopes:
        listed = " or ".join(scopes)
        text = _lt(
            "Shopify does not let the app do this: it needs the scope "
            "%(listed)s. Add it to the app in Shopify's Dev Dashboard, "
            "release that version, and test the connection again.",
            listed=listed,
        )
    else:
        text = _lt(
            "Shopify does not let the app do this: %(message)s Customers' "
            "data needs an approval of its own (Dev Dashboard, API access "
            "requests).",
            message=message,
        )
    return AccessDeniedError(text, scopes, detail=message)


def wait(body: Mapping[str, Any]) -> float:
    """Seconds until the bucket holds what the refused question costs."""
    cost = (body.get("extensions") or {}).get("cost") or {}
    status = cost.get("throttleStatus") or {}
    rate = float(status.get("restoreRate") or 50)
    missing = float(cost.get("requestedQueryCost") or rate) - float(
        status.get("currentlyAvailable") or 0
    )
    return min(max(missing / rate, 0.1), _LONGEST_WAIT_S)


# -- userErrors ------------------------------------------------------------------------


def user_errors(payload: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every refusal in a mutation's payload; some have a list of their own name."""
    return [
        error
        for name, rows in payload.items()
        if name.endswith("serErrors")
        for error in rows or ()
    ]


def of_user_error(row: Mapping[str, Any]) -> IntegrationError:
    code, message = row.get("code") or "", row.get("message") or "refused"
    field = ".".join(row.get("field") or ())
    text = _lt("Shopify refused this: %(message)s", message=message)
    if code in _STALE:
        return ConflictError(_lt("The stock changed over there meanwhile."), code=code)
    if code in _AGAIN:
        return TransientError(text, code=code)
    if code in _GONE:
        return GoneError(text, field=field, code=code)
    return RejectedError(text, field=field, code=code)


def index_in(row: Mapping[str, Any]) -> int | None:
    """Which entry of the sent list a refusal is about."""
    numbers = [part for part in row.get("field") or () if part.isdigit()]
    return int(numbers[0]) if numbers else None
