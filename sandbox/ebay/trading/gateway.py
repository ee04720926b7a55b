"""The one door: headers, token, budget, structure, call, structure of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from aiohttp import web

from sandbox.contracts import trading as contract

from ..oauth import Token
from ..sites import BY_SITE_ID
from ..times import stamp
from . import xml
from .calls import HANDLERS, TradingCall
from .errors import TradingError

if TYPE_CHECKING:
    from ..platform import EbayPlatform

VERSION = "1379"
BUILD = "E1379_SANDBOX_R1"


async def handle(ebay: EbayPlatform, request: web.Request) -> web.Response:
    name = request.headers.get("X-EBAY-API-CALL-NAME", "")
    raw = await request.read()
    try:
        answer = _answer(ebay, request, name, raw)
        ack = answer.pop("Ack", "Success")
    except TradingError as error:
        answer, ack = {"Errors": [error.body()]}, "Failure"
    head: dict[str, Any] = {"Timestamp": stamp(ebay.now()), "Ack": ack}
    if "Errors" in answer:
        head["Errors"] = answer.pop("Errors")
    root = xml.build(
        f"{name or 'GeteBayOfficialTime'}Response",
        {**head, "Version": VERSION, "Build": BUILD, **answer},
    )
    if name in contract.REQUESTS and ebay.contract is not None:
        ebay.contract.seen_answer(f"trading.{name}")
        problems = contract.check_answer(name, xml.parse(xml.dump(root)))
        if problems:
            return ebay.breach(f"trading.{name}", problems)
    return web.Response(body=xml.dump(root), content_type="text/xml", charset="utf-8")


def _answer(
    ebay: EbayPlatform, request: web.Request, name: str, raw: bytes
) -> dict[str, Any]:
    root = xml.parse(raw)
    if root is None:
        raise TradingError("20170", "the document is not well formed")
    if name not in HANDLERS:
        raise TradingError("2", name)
    _check_headers(request)
    token = _token(ebay, request, root, name)
    if token.seller is None:
        raise TradingError("931")
    if not ebay.budget.spend_trading(name, token.seller.username, ebay.now()):
        raise TradingError("518")
    _check_structure(ebay, name, root)
    site = BY_SITE_ID[request.headers["X-EBAY-API-SITEID"]]
    return HANDLERS[name](TradingCall(ebay, token.seller, site, root))


def _check_headers(request: web.Request) -> None:
    if request.headers.get("X-EBAY-API-SITEID") not in BY_SITE_ID:
        raise TradingError("10012", "X-EBAY-API-SITEID")
    level = request.headers.get("X-EBAY-API-COMPATIBILITY-LEVEL", "")
    if not level.isdigit():
        raise TradingError("10012", "X-EBAY-API-COMPATIBILITY-LEVEL")


def _token(ebay: EbayPlatform, request: web.Request, root: Element, name: str) -> Token:
    """OAuth in the header; the old way, in the body, still works with such a token."""
    value = request.headers.get("X-EBAY-API-IAF-TOKEN") or xml.text(
        root, "RequesterCredentials/eBayAuthToken"
    )
    if not value:
        raise TradingError("931")
    known = ebay.vault.access.get(value)
    if known is not None:
        ebay.strike_token(known, f"trading.{name}", request.path)
    if known is None or known.is_revoked:
        raise TradingError("21916984")
    if known.expires_at <= ebay.now():
        raise TradingError("21917053")
    return known


def _check_structure(ebay: EbayPlatform, name: str, root: Element) -> None:
    if contract.plain(root.tag) != f"{name}Request":
        raise TradingError("20170", f"expected {name}Request")
    if f"{{{contract.NAMESPACE}}}" not in root.tag:
        raise TradingError("20170", f"the namespace must be {contract.NAMESPACE}")
    if ebay.contract is None:
        return
    ebay.contract.seen_request(f"trading.{name}")
    problems = contract.check_request(name, root)
    if not problems:
        return
    where, _, what = problems[0].partition(": ")
    if "unknown" in what:
        raise TradingError(
            "20170",
            "SimpleDeserializer encountered a child element, which is NOT expected, in "
            f"something it was trying to deserialize ({where})",
        )
    raise TradingError("37", where)
