"""The way into both APIs: key, plan, budget, contract; then the handler; then the
contract again, on what goes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.contracts.shipstation_operations import QUERY_POSTS, Operation

from .errors import Refusal
from .office import Office
from .state import Account
from .surprises import surprised
from .voices import VOICES, Voice

if TYPE_CHECKING:
    from .platform import ShipStation

Json = dict[str, Any]
#: answers with a list, an object, or None where there is no body
Handler = Callable[["Call"], Any]
LOST_KEY = ("revoke_token", "expire_token")
PREFIX = {"v1": "/ssapi", "v2": "/api/v2"}


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
        async def handle(request: web.Request) -> web.StreamResponse:
            voice = VOICES[operation.api](self._platform, request)
            account = voice.account()
            if account is None or voice.struck_by(operation.name, *LOST_KEY):
                return voice.unauthorized()
            if voice.struck_by(operation.name, "lose_scope"):
                return voice.forbidden()
            if not account.api_access:
                return voice.no_plan()
            if not voice.within_budget(account):
                return voice.too_many()
            raw = await request.read()
            status, body = self._answer(voice, account, operation, handler, raw)
            return self._checked(voice, operation, status, body)

        path = PREFIX[operation.api] + operation.path
        return web.route(operation.method, path, handle)

    def _answer(
        self,
        voice: Voice,
        account: Account,
        operation: Operation,
        handler: Handler,
        raw: bytes,
    ) -> tuple[int, Any]:
        try:
            body = json.loads(raw) if raw.strip() else None
        except ValueError:
            return voice.unreadable()
        query = dict(voice.request.query)
        contract = self._platform.contract
        problems = contract.check_request(operation, query, body) if contract else []
        if problems:
            return 400, voice.problems(problems)
        if operation.method == "GET" or operation.name in QUERY_POSTS:
            body = None
        path = dict(voice.request.match_info)
        try:
            call = Call(self._platform.office, account, path, query, body)
            return operation.status, handler(call)
        except Refusal as refusal:
            return voice.refused(refusal)

    def _checked(
        self, voice: Voice, operation: Operation, status: int, body: Any
    ) -> web.StreamResponse:
        contract = self._platform.contract
        problems = contract.check_answer(operation, status, body) if contract else []
        if problems:
            return self._platform.breach(operation.name, problems)
        if status < 400:
            body = surprised(self._platform.kernel.faults, operation.name, body)
        return voice.answer(status, body)
