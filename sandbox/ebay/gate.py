"""What every REST call passes before and after its handler.

host and path -> token -> scope -> daily budget -> signature -> eBay's contract ->
handler -> eBay's contract -> surprises that were ordered as faults.
"""

from __future__ import annotations

import inspect
import json
import re
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import surprises
from .budget import seconds_to_reset
from .call import Answer, Call, Route
from .errors import EbayError, bodies
from .oauth import Token
from .refusals import refusal
from .signing import check_signature

if TYPE_CHECKING:
    from .platform import EbayPlatform

LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")
#: POST operations that only read, so that a read-only scope is enough
READING = frozenset(("sell_inventory.bulkGetInventoryItem",))


async def rest(ebay: EbayPlatform, request: web.Request) -> web.Response:
    host = request.match_info["host"]
    path = _path_on(host, request)
    try:
        found = ebay.router.find(host, request.method, path)
        if found is None:
            raise EbayError(2002)
        route, parameters = found
        token = _token(ebay, route, request)
        _check_budget(ebay, route, token)
        if request.method in ("POST", "PUT") and not _says_its_length(request):
            return web.Response(status=411, text="Length Required")
        raw = await request.read()
        if token.seller is not None and token.seller.must_sign:
            check_signature(route.name, request, raw)
        call = Call(
            name=route.name,
            ebay=ebay,
            token=token,
            url=f"https://{host}.ebay.com{path}",
            path=parameters,
            query=dict(request.query),
            headers=request.headers,
            body=_json(route, request, raw),
            raw=raw,
        )
        _check_request(ebay, route, call)
        answer = await _handled(ebay, route, call)
    except EbayError as error:
        return _refused(ebay, error)
    return _answered(ebay, route, call, answer)


async def _handled(ebay: EbayPlatform, route: Route, call: Call) -> Answer:
    try:
        answer = route.handler(call)
        return await answer if inspect.isawaitable(answer) else answer
    except (KeyError, TypeError, AttributeError):
        if ebay.contract is not None:
            raise
        # Without the contract nobody has checked the request before the handler.
        raise EbayError(2004, reason="A field is missing or malformed") from None


def operation_name(ebay: EbayPlatform, request: web.Request) -> str:
    host = request.path.split("/")[2] if request.path.count("/") > 1 else ""
    found = ebay.router.find(host, request.method, _path_on(host, request))
    return found[0].name if found else f"{request.method} {request.path}"


def _path_on(host: str, request: web.Request) -> str:
    """The path as the real host sees it, still percent-encoded."""
    return request.rel_url.raw_path.removeprefix(f"/ebay/{host}")


def _says_its_length(request: web.Request) -> bool:
    """The real gateway turns a POST away that does not say how long its body is."""
    headers = request.headers
    return "Content-Length" in headers or "Transfer-Encoding" in headers


def _token(ebay: EbayPlatform, route: Route, request: web.Request) -> Token:
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if not value:
        raise EbayError(1002)
    # The post-order API alone wants the word IAF or TOKEN before the OAuth token.
    schemes = ("iaf", "token") if route.path.startswith("/post-order") else ("bearer",)
    token = ebay.vault.find(value.strip(), ebay.now())
    if token is not None:
        ebay.strike_token(token, route.name, request.path)
    if token is None or scheme.lower() not in schemes or token.is_revoked:
        raise EbayError(1001)
    if token.expires_at <= ebay.now():
        raise EbayError(1001)
    reading = request.method == "GET" or route.name in READING
    if not token.allows(route.scopes, reading):
        raise EbayError(1100)
    return token


def _check_budget(ebay: EbayPlatform, route: Route, token: Token) -> None:
    user = token.seller.username if token.seller else ""
    if not ebay.budget.spend(route.service, user, ebay.now()):
        raise EbayError(2001)


def _json(route: Route, request: web.Request, raw: bytes) -> Any:
    if not raw or route.has_form:
        return None
    if request.content_type != "application/json":
        raise EbayError(2004, reason="Content-Type must be application/json")
    try:
        return json.loads(raw)
    except ValueError:
        raise EbayError(2004, reason="The request body is not valid JSON") from None


def _check_request(ebay: EbayPlatform, route: Route, call: Call) -> None:
    if route.service == "sell_inventory":
        for header in ("Content-Language", "Accept-Language"):
            value = call.headers.get(header)
            if value is not None and not LOCALE.fullmatch(value.split(",")[0]):
                raise EbayError(25709, text=f"Invalid value for header {header}.")
    if ebay.contract is None:
        return
    problems = ebay.contract.check_request(
        route.name, call.query, call.headers, call.body
    )
    if problems:
        raise refusal(route, problems[0])


def _refused(ebay: EbayPlatform, error: EbayError) -> web.Response:
    headers = {}
    if error.status == 429:
        headers["Retry-After"] = str(seconds_to_reset(ebay.now()))
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return web.json_response(
        {"errors": bodies(error)}, status=error.status, headers=headers
    )


def _answered(
    ebay: EbayPlatform, route: Route, call: Call, answer: Answer
) -> web.Response:
    body = answer.body
    if ebay.contract is not None:
        problems = ebay.contract.check_answer(route.name, answer.status, body)
        if problems:
            return ebay.breach(route.name, problems)
    if body is None:
        return web.Response(status=answer.status, headers=answer.headers)
    body = surprises.applied(ebay, route.name, body)
    return web.json_response(body, status=answer.status, headers=answer.headers)
