"""The GraphQL endpoint: the door, the till, the answer."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .core.context import Context
from .core.cost import SINGLE_QUERY_LIMIT, Pricer
from .core.errors import answer_error
from .core.execute import run
from .state.app import Installation
from .state.store import Store
from .surprises import spring

if TYPE_CHECKING:
    from .platform import ShopifyPlatform

_FIRST_FIELD = re.compile(r"\{\s*(?:\w+\s*:\s*)?(\w+)")
LIMITS_PAGE = "https://shopify.dev/api/usage/rate-limits"
TOO_DEAR = """\
Query cost is {cost}, which exceeds the single query max cost limit ({most}).

See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the
cost of a query is calculated.

To query larger amounts of data with fewer limits, bulk operations should be used
instead. See https://shopify.dev/tutorials/perform-bulk-operations-with-admin-api for
usage details.
"""
UNAUTHORIZED = (
    "[API] Invalid API key or access token (unrecognized login or wrong password)"
)


@lru_cache(4_000)
def operation_name(text: str) -> str:
    found = _FIRST_FIELD.search(text)
    return found[1] if found else "graphql"


def operation_of(body: bytes) -> str:
    try:
        text = json.loads(body).get("query") or ""
    except (ValueError, AttributeError, UnicodeDecodeError):
        return "graphql"
    return operation_name(text) if isinstance(text, str) else "graphql"


def refusal(status: int, errors: Any) -> web.Response:
    return web.json_response({"errors": errors}, status=status)


async def answer(platform: ShopifyPlatform, request: web.Request) -> web.Response:
    store = platform.stores.get(request.match_info["shop"])
    version = request.match_info["version"]
    if store is None or version not in store.contract.versions:
        return refusal(404, "Not Found")
    body = await request.read()
    if denied := _at_the_door(store, request, operation_of(body)):
        return denied
    given = _read(body, request.content_type)
    if isinstance(given, web.Response):
        return given
    return _answer(store, version, *given)


def _at_the_door(
    store: Store, request: web.Request, operation: str
) -> web.Response | None:
    installation: Installation = store.installation
    access = request.headers.get("X-Shopify-Access-Token", "")
    faults = store.kernel.faults
    if faults and faults.active("revoke_token", "shopify", operation, request.path):
        installation.tokens.pop(access, None)
    if faults and faults.active("expire_token", "shopify", operation, request.path):
        installation.expire_all(store.now())
    if faults and faults.active("lose_scope", "shopify", operation, request.path):
        installation.granted = frozenset()
    if installation.authenticate(access, store.now()) is None:
        return refusal(401, UNAUTHORIZED)
    return None


def _read(
    body: bytes, content_type: str
) -> tuple[str, dict, str | None] | web.Response:
    if content_type == "application/graphql":
        return body.decode(errors="replace"), {}, None
    try:
        given = json.loads(body)
    except ValueError:
        said = "Unexpected token in the request body: it is not valid JSON"
        return refusal(400, said)
    text = given.get("query") if isinstance(given, dict) else None
    variables = (given.get("variables") or {}) if isinstance(given, dict) else {}
    if not isinstance(text, str) or not text.strip():
        return refusal(400, {"query": "Required parameter missing or invalid"})
    if isinstance(variables, str):
        variables = json.loads(variables or "{}")
    if not isinstance(variables, dict):
        return refusal(400, {"variables": "Required parameter missing or invalid"})
    return text, variables, given.get("operationName")


def _answer(
    store: Store,
    version: str,
    text: str,
    variables: dict[str, Any],
    name: str | None,
) -> web.Response:
    contract = store.contract
    if errors := contract.check_request(version, text, variables, name):
        return _json(version, {"errors": errors})
    document, schema = contract.document(version, text), contract.schema(version)
    operation = document.operation(name)
    pricer = Pricer(schema, document.node, variables)
    requested, bucket = pricer.cost(operation), store.installation.bucket
    if requested > SINGLE_QUERY_LIMIT:
        return _json(version, _too_dear(requested))
    if not bucket.take(requested):
        return _json(version, _throttled(store, requested))
    ctx = Context(store, store.installation, version, variables)
    result = run(schema, document.node, ctx, name)
    actual = min(requested, pricer.cost(operation, ctx.sizes))
    bucket.give_back(requested - actual)
    errors = result.errors or []
    if problems := contract.check_answer(operation, errors):
        return store.breach(operation_name(text), problems)
    spring(store.kernel, operation_name(text), result.data)
    body: dict[str, Any] = {}
    if errors:
        body["errors"] = [answer_error(error) for error in errors]
    body["data"] = result.data
    body["extensions"] = _extensions(store, requested, actual, ctx)
    return _json(version, body)


def _extensions(
    store: Store, requested: int, actual: int | None, ctx: Context | None = None
) -> dict[str, Any]:
    extensions: dict[str, Any] = {
        "cost": {
            "requestedQueryCost": requested,
            "actualQueryCost": actual,
            "throttleStatus": store.installation.bucket.status(),
        }
    }
    if ctx is not None and ctx.search_warnings:
        extensions["search"] = ctx.search_warnings
    return extensions


def _too_dear(cost: int) -> dict[str, Any]:
    return {
        "errors": [
            {
                "message": TOO_DEAR.format(cost=cost, most=SINGLE_QUERY_LIMIT),
                "extensions": {
                    "code": "MAX_COST_EXCEEDED",
                    "cost": cost,
                    "maxCost": SINGLE_QUERY_LIMIT,
                    "documentation": LIMITS_PAGE,
                },
            }
        ]
    }


def _throttled(store: Store, requested: int) -> dict[str, Any]:
    said = {"code": "THROTTLED", "documentation": LIMITS_PAGE}
    return {
        "errors": [{"message": "Throttled", "extensions": said}],
        "extensions": _extensions(store, requested, None),
    }


def throttled(store: Store) -> web.Response:
    return _json("", _throttled(store, 10))


def _json(version: str, body: dict[str, Any]) -> web.Response:
    headers = {"X-Shopify-API-Version": version} if version else {}
    return web.json_response(body, headers=headers)
