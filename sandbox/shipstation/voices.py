"""How each of the two APIs knows its callers, counts their calls and says no."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.contracts.shapes import Problem

from . import errors
from .errors import Refusal
from .office import Office
from .state import Account

if TYPE_CHECKING:
    from .platform import ShipStation

Json = dict[str, Any]

FORBIDDEN = "This key does not have the right to do this."
NO_PLAN = "Your plan does not include API access. Upgrade to use the API."


class Voice:
    """How one of the APIs knows its callers and says no."""

    api: str

    def __init__(self, platform: ShipStation, request: web.Request) -> None:
        self.platform, self.request = platform, request
        self.headers: dict[str, str] = {}

    def account(self) -> Account | None:
        raise NotImplementedError

    def struck_by(self, operation: str, *kinds: str) -> bool:
        """A fault of the caller's key, on demand (by themselves they never expire)."""
        faults = self.platform.kernel.faults
        return any(
            faults.active(kind, "shipstation", operation, self.request.path)
            for kind in kinds
        )

    def answer(self, status: int, body: Any) -> web.Response:
        if body is None:
            return web.Response(status=status, headers=self.headers)
        return web.json_response(body, status=status, headers=self.headers)


class VoiceV1(Voice):
    api = "v1"

    def account(self) -> Account | None:
        scheme, _, coded = self.request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            key, _, secret = (
                base64.b64decode(coded, validate=True).decode().partition(":")
            )
        except (binascii.Error, UnicodeDecodeError):
            return None
        found = self.platform.account_by("v1_key", key)
        return found if found and found.v1_secret == secret else None

    def within_budget(self, account: Account) -> bool:
        window = self.platform.limits.window("v1", account.v1_key)
        now = self.platform.office.now()
        allowed = window.take(now, account.v1_limit)
        self.headers = {
            "X-Rate-Limit-Limit": str(account.v1_limit),
            "X-Rate-Limit-Remaining": str(account.v1_limit - window.used),
            "X-Rate-Limit-Reset": str(window.reset_s(now)),
        }
        return allowed

    def unauthorized(self) -> web.Response:
        return self.answer(
            401, {"Message": "Authorization has been denied for this request."}
        )

    def no_plan(self) -> web.Response:
        return self.answer(403, {"Message": NO_PLAN})

    def forbidden(self) -> web.Response:
        return self.answer(403, {"Message": FORBIDDEN})

    def too_many(self) -> web.Response:
        return self.answer(429, {"message": "Too Many Requests"})

    def unreadable(self) -> tuple[int, Json]:
        return 400, errors.invalid_v1({"request": ["The body is no valid JSON."]})

    def problems(self, problems: list[Problem]) -> Json:
        return errors.problems_v1(problems)

    def refused(self, refusal: Refusal) -> tuple[int, Json]:
        return refusal.v1_status, refusal.v1_body()


class VoiceV2(Voice):
    api = "v2"

    def account(self) -> Account | None:
        return self.platform.account_by("v2_key", self.request.headers.get("api-key"))

    def within_budget(self, account: Account) -> bool:
        window = self.platform.limits.window("v2", account.v2_key)
        now = self.platform.office.now()
        if window.take(now, account.v2_limit):
            return True
        self.headers = {"Retry-After": str(window.reset_s(now))}
        return False

    def unauthorized(self) -> web.Response:
        message = "The API key is invalid. Please see your account's API settings."
        return self.answer(401, self._body("security", "unauthorized", message))

    def no_plan(self) -> web.Response:
        code = "invalid_billing_plan"
        return self.answer(403, self._body("account_status", code, NO_PLAN))

    def forbidden(self) -> web.Response:
        return self.answer(403, self._body("security", "forbidden", FORBIDDEN))

    def too_many(self) -> web.Response:
        message = "You have reached the limit of requests per minute."
        code = "rate_limit_exceeded"
        return self.answer(429, self._body("business_rules", code, message))

    def unreadable(self) -> tuple[int, Json]:
        return 400, self._body("validation", "invalid_object", "The body is no JSON.")

    def problems(self, problems: list[Problem]) -> Json:
        return self._errors(errors.problems_v2(problems))

    def refused(self, refusal: Refusal) -> tuple[int, Json]:
        return refusal.v2_status, self._errors([refusal.v2_error()])

    def _body(self, kind: str, code: str, message: str) -> Json:
        error = {"error_source": "ShipStation", "error_type": kind}
        return self._errors([{**error, "error_code": code, "message": message}])

    def _errors(self, found: list[Json]) -> Json:
        return {"request_id": self.platform.office.rng.uuid(), "errors": found}


VOICES = {"v1": VoiceV1, "v2": VoiceV2}


def _injected_v1(office: Office, status: int, retry_after: int | None) -> web.Response:
    if status != 429:
        body = errors.exception_v1(f"Injected failure {status}")
        return web.json_response(body, status=status)
    headers = {
        "X-Rate-Limit-Remaining": "0",
        "X-Rate-Limit-Reset": str(retry_after or 60),
    }
    body = {"message": "Too Many Requests"}
    return web.json_response(body, status=status, headers=headers)


def _injected_v2(office: Office, status: int, retry_after: int | None) -> web.Response:
    code = "rate_limit_exceeded" if status == 429 else "unspecified"
    refusal = Refusal("invalid", f"Injected failure {status}", code)
    error = {**refusal.v2_error(), "error_type": "system"}
    headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
    body = {"request_id": office.rng.uuid(), "errors": [error]}
    return web.json_response(body, status=status, headers=headers)


#: failures that somebody asked for over the control API
INJECTED = {"v1": _injected_v1, "v2": _injected_v2}
