"""Consent in the browser, and the token endpoint behind it."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from .call import SCOPE
from .oauth import OAuthError, basic
from .state import Json

if TYPE_CHECKING:
    from .platform import EbayPlatform

#: RuName -> the address that its owner registered with eBay. The action
#: `register-redirect` changes it.
REDIRECTS = {
    "OmniRoute-OmniRout-Sandbo-abcdefgh": "http://127.0.0.1:8069/omni/oauth/callback"
}
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Grant application access</title></head><body>
<h1>Sandbox: grant application access</h1>
<p>OmniRoute wants to act for you on eBay:</p><ul>{scopes}</ul>
<form method="post" action="{action}">{hidden}
<label>Sign in as <select name="seller">{sellers}</select></label>
<button name="decision" value="agree">Agree and continue</button>
<button name="decision" value="deny">Not now</button>
</form></body></html>"""
FIELDS = ("client_id", "redirect_uri", "scope", "state", "response_type")


async def page(ebay: EbayPlatform, request: web.Request) -> web.StreamResponse:
    wanted = {name: request.query.get(name, "") for name in FIELDS}
    problem = _problem(ebay, wanted)
    if problem:
        return web.Response(status=400, text=problem)
    if ebay.consent_mode != "page":
        decision = "agree" if ebay.consent_mode == "approve" else "deny"
        return _redirect(ebay, wanted, decision, request.query.get("seller", ""))
    scopes = "".join(f"<li>{html.escape(s)}</li>" for s in wanted["scope"].split())
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{html.escape(value)}">'
        for name, value in wanted.items()
    )
    sellers = "".join(f"<option>{html.escape(s)}</option>" for s in ebay.sellers)
    action = request.path.replace("/authorize", "/consent")
    text = PAGE.format(scopes=scopes, hidden=hidden, sellers=sellers, action=action)
    return web.Response(text=text, content_type="text/html")


async def answer(ebay: EbayPlatform, request: web.Request) -> web.StreamResponse:
    form = await request.post()
    wanted = {name: str(form.get(name, "")) for name in FIELDS}
    problem = _problem(ebay, wanted)
    if problem:
        return web.Response(status=400, text=problem)
    return _redirect(ebay, wanted, str(form.get("decision")), str(form.get("seller")))


def _problem(ebay: EbayPlatform, wanted: Json) -> str:
    """What eBay shows on a page of its own, since there is nowhere to send it."""
    if wanted["client_id"] != ebay.application.app_id:
        return "unauthorized_client: the client_id is not known"
    if wanted["redirect_uri"] not in ebay.redirects:
        return "invalid_request: redirect_uri must be a registered RuName"
    if wanted["response_type"] != "code":
        return "unsupported_response_type"
    scopes = wanted["scope"].split()
    if not scopes or not all(scope.startswith(SCOPE) for scope in scopes):
        return "invalid_scope"
    return ""


def _redirect(
    ebay: EbayPlatform, wanted: Json, decision: str, seller: str
) -> web.StreamResponse:
    target = ebay.redirects[wanted["redirect_uri"]]
    if decision != "agree":
        query = {"error": "access_denied", "error_description": "the user declined"}
    elif seller and seller not in ebay.sellers:
        return web.Response(status=400, text=f"there is no seller {seller}")
    else:
        scopes = frozenset(wanted["scope"].split())
        code = ebay.vault.code(
            ebay.seller(seller), scopes, wanted["redirect_uri"], ebay.now()
        )
        query = {"code": code, "expires_in": "299"}
    if wanted["state"]:
        query["state"] = wanted["state"]
    joint = "&" if urlsplit(target).query else "?"
    return web.Response(
        status=302, headers={"Location": f"{target}{joint}{urlencode(query)}"}
    )


async def token(ebay: EbayPlatform, request: web.Request) -> web.StreamResponse:
    try:
        form = await _form(ebay, request)
        return web.json_response(ebay.vault.grant(form, ebay.now()))
    except OAuthError as error:
        return web.json_response(error.body, status=error.status)


async def revoke(ebay: EbayPlatform, request: web.Request) -> web.StreamResponse:
    """RFC 7009: says yes whether or not the token was known."""
    try:
        form = await _form(ebay, request)
    except OAuthError as error:
        return web.json_response(error.body, status=error.status)
    ebay.vault.revoke(form.get("token", ""))
    return web.Response(status=200)


async def _form(ebay: EbayPlatform, request: web.Request) -> Json:
    if request.headers.get("Authorization") != basic(ebay.application):
        raise OAuthError("invalid_client", "client authentication failed", 401)
    if request.content_type != "application/x-www-form-urlencoded":
        raise OAuthError(
            "invalid_request",
            "request is missing a required parameter or malformed.",
        )
    return {name: str(value) for name, value in (await request.post()).items()}
