"""The way into both APIs: key, plan, budget, contract; then the handler; then the
contract again, on what goes out."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.contracts.shipstation_operations import QUERY_POSTS, Operation

from . import errors
from .errors import Refusal
from .office import Office
from .state import Account
from .surprises import surprised

if TYPE_CHECKING:
    from .platform import ShipStation

Json = dict[str, Any]
#: a list, an object, None (no body), or a file as web.Response
Handler = Callable[["Call"], Any]


@dataclass(slots=True)
class Call:
    """What a handler gets: everything checked, nothing raw."""

    office: Office
    account: Account
    path: dict[str, str]
    query: dict[str, str]
    body: Any

    def number(self, name: str, default: int) -> int:
        return int(float(self.query.get(name, default)))

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() == "true"


class Gate:
    def __init__(self, platform: ShipStation) -> None:
        self._platform = platform

    def route(self, operation: Operation, handler: Handler) -> web.RouteDef:
        prefix = {"v1": "/ssapi", "v2": "/api/v2"}[operation.api]

        async def handle(request: web.Request) -> web.StreamResponse:
            return await self._handle(request, operation, handler)

        return web.route(operation.method, prefix + operation.path, handle)

    async def _handle(
        self, request: web.Request, operation: Operation, handler: Handler
    ) -> web.StreamResponse:
        voice: Voice = VOICES[operation.api](self._platform, request)
        account = voice.account()
        if account is None or voice.token_fault(operation.name):
            return voice.unauthorized()
        if not account.api_access:
            return voice.no_plan()
        if not voice.within_budget(account):
            return voice.too_many()
        status, body = self._answer(
            await request.read(), request, operation, handler, account, voice
        )
        return self._checked(operation, status, body, voice)

    def _answer(
        self,
        raw: bytes,
        request: web.Request,
        operation: Operation,
        handler: Handler,
        account: Account,
        voice: Voice,
    ) -> tuple[int, Any]:
        try:
            body = json.loads(raw) if raw.strip() else None
        except ValueError:
            return voice.unreadable()
        query = dict(request.query)
        contract = self._platform.contract
        if contract is not None:
            problems = contract.check_request(operation, query, body)
            if problems:
                return 400, voice.problems(problems)
        by_query = operation.method == "GET" or operation.name in QUERY_POSTS
        call = Call(
            self._platform.office,
            account,
            dict(request.match_info),
            query,
            None if by_query else body,
        )
        try:
            return operation.status, handler(call)
        except Refusal as refusal:
            return voice.refused(refusal)

    def _checked(
        self, operation: Operation, status: int, body: Any, voice: Voice
    ) -> web.StreamResponse:
        contract = self._platform.contract
        if contract is not None:
            problems = contract.check_answer(operation, status, body)
            if problems:
                return self._platform.breach(operation.name, problems)
        if status < 400:
            body = surprised(self._platform.kernel.faults, operation.name, body)
        return voice.answer(status, body)


class Voice:
    """How one of the APIs knows its callers and says no."""

    api: str

    def __init__(self, platform: ShipStation, request: web.Request) -> None:
        self.platform, self.request = platform, request
        self.headers: dict[str, str] = {}

    def account(self) -> Account | None:
        raise NotImplementedError

    def token_fault(self, operation: str) -> bool:
        """A key that was revoked under the caller (these keys never expire)."""
        faults = self.platform.kernel.faults
        return any(
            faults.active(kind, "shipstation", operation, self.request.path)
            for kind in ("revoke_token", "expire_token")
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
        message = "Your plan does not include API access. Upgrade to use the API."
        return self.answer(403, {"Message": message})

    def too_many(self) -> web.Response:
        return self.answer(429, {"message": "Too Many Requests"})

    def unreadable(self) -> tuple[int, Json]:
        return 400, errors.invalid_v1({"request": ["The body is no valid JSON."]})

    def problems(self, problems: list) -> Json:
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
        message = "Your plan does not include API access. Upgrade to use the API."
        code = "invalid_billing_plan"
        return self.answer(403, self._body("account_status", code, message))

    def too_many(self) -> web.Response:
        message = "You have reached the limit of requests per minute."
        code = "rate_limit_exceeded"
        return self.answer(429, self._body("business_rules", code, message))

    def unreadable(self) -> tuple[int, Json]:
        return 400, self._body("validation", "invalid_object", "The body is no JSON.")

    def problems(self, problems: list) -> Json:
        return self._errors(errors.problems_v2(problems))

    def refused(self, refusal: Refusal) -> tuple[int, Json]:
        return refusal.v2_status, self._errors([refusal.v2_error()])

    def _body(self, kind: str, code: str, message: str) -> Json:
        error = {"error_source": "ShipStation", "error_type": kind}
        return self._errors([{**error, "error_code": code, "message": message}])

    def _errors(self, found: list[Json]) -> Json:
        return {"request_id": self.platform.office.rng.uuid(), "errors": found}


VOICES = {"v1": VoiceV1, "v2": VoiceV2}
