"""ShipStation's ways to say no, and which of our errors each of them is."""

from __future__ import annotations

from odoo.addons.omni_core.lib.errors import (
    AuthError,
    GoneError,
    IntegrationError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_core.lib.response import Response
from odoo.addons.omni_core.lib.words import _lt

_NO_PLAN = _lt(
    "The plan of this ShipStation account does not include the API. "
    "Choose a plan with API access in ShipStation, or leave this "
    "key out."
)


def classify_v1(answer: Response) -> IntegrationError | None:
    if answer.status == 429:
        wait = float(answer.headers.get("X-Rate-Limit-Reset") or 60)
        return ThrottledError(
            _lt("ShipStation asks us to slow down."), retry_after=wait
        )
    if answer.status == 403:
        return AuthError(_why_forbidden(_said_v1(answer)), code="403")
    if answer.status in (400, 422):
        return RejectedError(_said_v1(answer) or _lt("ShipStation refused this."))
    if answer.status == 404:
        return GoneError(
            _said_v1(answer) or _lt("ShipStation does not have this any more.")
        )
    return None


def classify_v1_purchase(answer: Response) -> IntegrationError | None:
    """For calls about labels: V1 answers 500 where a carrier or the account says no.

    Trying that again would be refused for ever, or buy once more.
    """
    if answer.status == 500 and (reason := _exception(answer)):
        return RejectedError(reason, code="500")
    return classify_v1(answer)


def classify_v2(answer: Response) -> IntegrationError | None:
    if answer.status < 400:
        return None
    if answer.status == 429:
        wait = answer.retry_after() or 60.0
        return ThrottledError(
            _lt("ShipStation asks us to slow down."), retry_after=wait
        )
    said = _errors_v2(answer)
    code = said[0].get("error_code", "") if said else ""
    message = " ".join(_sentence(one.get("message")) for one in said).strip()
    if answer.status == 403:
        return AuthError(_why_forbidden(message), code=code)
    if answer.status == 404:
        return GoneError(message or _lt("ShipStation does not have this any more."))
    if answer.status in (400, 409, 422):
        return RejectedError(message or _lt("ShipStation refused this."), code=code)
    if answer.status >= 500:
        return TransientError(
            _lt("ShipStation has a problem at the moment."),
            retry_after=answer.retry_after(),
            detail=message,
            code=str(answer.status),
        )
    return None


def _why_forbidden(said: str) -> str:
    if "plan" in said.lower():
        return _NO_PLAN
    return _lt(
        "ShipStation does not allow this to the key of the connection. %(said)s",
        said=said,
    )


def _exception(answer: Response) -> str:
    body = _object(answer)
    return _sentence(body.get("ExceptionMessage"))


def _said_v1(answer: Response) -> str:
    """The findings field by field, else the message."""
    body = _object(answer)
    state = body.get("ModelState")
    if isinstance(state, dict):
        findings = [text for texts in state.values() for text in texts or ()]
        if findings:
            return " ".join(map(_sentence, findings))
    return _sentence(body.get("Message") or body.get("message"))


def _errors_v2(answer: Response) -> list[dict]:
    errors = _object(answer).get("errors")
    return [one for one in errors or () if isinstance(one, dict)]


def _object(answer: Response) -> dict:
    try:
        body = answer.json()
    except IntegrationError:
        return {}
    return body if isinstance(body, dict) else {}


def _sentence(text: object) -> str:
    text = str(text or "").strip()
    return text if not text or text[-1] in ".!?" else f"{text}."
