"""How an app gets in: consent, codes, the token endpoint with all its grants."""

from __future__ import annotations

import base64
import hashlib
import hmac
import html
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from .state.app import ALL_SCOPES, Installation, Token
from .state.store import Store

DAY_S, HOUR_S = 86_400, 3_600
REFRESH_LIVES_S = 90 * DAY_S
CODE_LIVES = timedelta(minutes=10)
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token"
OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token"
ONLINE = "urn:shopify:params:oauth:token-type:online-access-token"
PAGE = """<!doctype html><title>Install {app}</title>
<body style="font-family: sans-serif; max-width: 40em; margin: 4em auto">
<h1>{shop}</h1><p><b>{app}</b> asks for these rights:</p><ul>{scopes}</ul>
<form method="get" action="grant">{fields}<button>Install app</button></form>"""


class Denied(Exception):
    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error, self.description, self.status = error, description, status


def _random(store: Store, prefix: str) -> str:
    return prefix + store.kernel.rng("shopify-tokens").hex(32)


# -- consent ----------------------------------------------------------------
def consent_page(store: Store, query: Mapping[str, str]) -> web.Response:
    """What the merchant sees; the button leads back to the app."""
    try:
        _check_authorize(store, query)
    except Denied as denied:
        text = f"Oauth error {denied.error}: {denied.description}"
        return web.Response(text=text, status=400)
    fields = "".join(
        f'<input type="hidden" name="{html.escape(k)}" value="{html.escape(v)}">'
        for k, v in query.items()
    )
    scopes = "".join(f"<li>{html.escape(s)}</li>" for s in sorted(_wanted(query)))
    app = html.escape(store.installation.app.name)
    page = PAGE.format(app=app, shop=store.domain, scopes=scopes, fields=fields)
    return web.Response(text=page, content_type="text/html")


def _wanted(query: Mapping[str, str]) -> frozenset[str]:
    return frozenset(s.strip() for s in query.get("scope", "").split(",") if s.strip())


def _check_authorize(store: Store, query: Mapping[str, str]) -> None:
    if query.get("client_id") != store.installation.app.client_id:
        raise Denied("invalid_request", "Could not find Shopify API application")
    unknown = _wanted(query) - ALL_SCOPES
    if unknown:
        raise Denied("invalid_scope", f"{min(unknown)} is not a valid scope")
    parts = urlsplit(query.get("redirect_uri", ""))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        said = "The redirect_uri is not whitelisted"
        raise Denied("invalid_request", said)


def grant(store: Store, query: Mapping[str, str]) -> web.Response:
    """The merchant pressed the button: back to the app with a code and a signature."""
    try:
        _check_authorize(store, query)
    except Denied as denied:
        text = f"Oauth error {denied.error}: {denied.description}"
        return web.Response(text=text, status=400)
    installation = store.installation
    code = _random(store, "")
    scopes = _wanted(query) or installation.app.scopes
    installation.codes[code] = (scopes, query["redirect_uri"], store.now())
    back = {
        "code": code,
        "host": base64.b64encode(
            f"admin.shopify.com/store/{store.domain}".encode()
        ).decode(),
        "shop": store.myshopify_domain,
        "state": query.get("state", ""),
        "timestamp": str(int(store.now().timestamp())),
    }
    back["hmac"] = sign_query(installation.app.secret, back)
    joint = "&" if "?" in query["redirect_uri"] else "?"
    raise web.HTTPFound(query["redirect_uri"] + joint + urlencode(back))


def sign_query(secret: str, query: Mapping[str, str]) -> str:
    message = "&".join(f"{key}={query[key]}" for key in sorted(query) if key != "hmac")
    return hmac.new(secret.encode(), message.encode(), hashlib.sha256).hexdigest()


# -- the token endpoint -----------------------------------------------------
def token_answer(store: Store, given: Mapping[str, Any]) -> web.Response:
    try:
        return web.json_response(_token(store, given))
    except Denied as denied:
        body = {"error": denied.error, "error_description": denied.description}
        return web.json_response(body, status=denied.status)


def _token(store: Store, given: Mapping[str, Any]) -> dict[str, Any]:
    installation, app = store.installation, store.installation.app
    if given.get("client_id") != app.client_id:
        said = "The application could not be found."
        raise Denied("application_cannot_be_found", said)
    secret = str(given.get("client_secret") or "")
    if not any(hmac.compare_digest(secret, known) for known in app.secrets):
        said = "Client authentication failed: the client secret is wrong."
        raise Denied("invalid_client", said, 401)
    kind = given.get("grant_type")
    if kind == "client_credentials":
        return _client_credentials(store, installation)
    if kind == "refresh_token":
        return _refresh(store, installation, given)
    if kind == EXCHANGE:
        return _exchange(store, installation, given)
    if given.get("code"):
        return _from_code(store, installation, given)
    raise Denied("invalid_request", "The authorization code was not found.")


def _client_credentials(store: Store, installation: Installation) -> dict[str, Any]:
    if not installation.installed:
        said = "The application is not installed on this shop."
        raise Denied("app_not_installed", said)
    token = _issue(store, installation, DAY_S)
    return {
        "access_token": token.access,
        "scope": _listed(token),
        "expires_in": DAY_S - 1,
    }


def _from_code(
    store: Store, installation: Installation, given: Mapping[str, Any]
) -> dict[str, Any]:
    known = installation.codes.pop(str(given["code"]), None)
    if known is None or store.now() - known[2] > CODE_LIVES:
        said = "The authorization code was not found or was already used"
        raise Denied("invalid_request", said)
    installation.granted, installation.installed = known[0], True
    return _offline(store, installation, _is_expiring(given))


def _is_expiring(given: Mapping[str, Any]) -> bool:
    return str(given.get("expiring", "0")) in ("1", "true", "True")


def _offline(
    store: Store, installation: Installation, expiring: bool
) -> dict[str, Any]:
    if not expiring:
        token = _issue(store, installation, None)
        return {"access_token": token.access, "scope": _listed(token)}
    for old in list(installation.refresh_tokens.values()):
        installation._retire(old)  # one expiring token for each app and shop
    return _with_refresh(store, _issue(store, installation, HOUR_S, refresh=True))


def _with_refresh(store: Store, token: Token) -> dict[str, Any]:
    left = (token.refresh_expires_at - store.now()).total_seconds()
    return {
        "access_token": token.access,
        "scope": _listed(token),
        "expires_in": HOUR_S,
        "refresh_token": token.refresh,
        "refresh_token_expires_in": int(left),
    }


def _refresh(
    store: Store, installation: Installation, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Rotates; the old pair stays good until the new one is used for the first time."""
    old = installation.refresh_tokens.get(str(given.get("refresh_token")))
    now = store.now()
    if old is None or (old.refresh_expires_at or now) <= now:
        said = "The refresh token is invalid, expired or was revoked."
        raise Denied("invalid_grant", said)
    token = _issue(store, installation, HOUR_S, refresh=True)
    token.replaces = old
    token.refresh_expires_at = old.refresh_expires_at
    return _with_refresh(store, token)


def _exchange(
    store: Store, installation: Installation, given: Mapping[str, Any]
) -> dict[str, Any]:
    subject, kind = str(given.get("subject_token")), given.get("subject_token_type")
    wanted = given.get("requested_token_type")
    if kind == OFFLINE:  # an old everlasting token becomes an expiring one
        known = installation.tokens.get(subject)
        if known is None or known.expires_at is not None:
            raise Denied("invalid_subject_token", "The subject token is invalid.")
        answer = _offline(store, installation, True)
        installation.tokens.pop(subject, None)
        return answer
    if kind != ID_TOKEN or not _is_session(store, installation, subject):
        raise Denied("invalid_subject_token", "The session token is invalid.")
    installation.installed = True
    if wanted == ONLINE:
        token = _issue(store, installation, DAY_S)
        return {
            "access_token": token.access,
            "scope": _listed(token),
            "expires_in": DAY_S - 1,
            "associated_user_scope": _listed(token),
            "associated_user": {"id": 902541635, "first_name": "Sam"},
        }
    return _offline(store, installation, _is_expiring(given))


def _issue(
    store: Store, installation: Installation, lives_s: int | None, refresh: bool = False
) -> Token:
    now: datetime = store.now()
    return installation.issue(
        Token(
            access=_random(store, "shpat_" if lives_s is None else "shpua_"),
            scopes=installation.granted,
            expires_at=now + timedelta(seconds=lives_s) if lives_s else None,
            refresh=_random(store, "shprt_") if refresh else None,
            refresh_expires_at=(
                now + timedelta(seconds=REFRESH_LIVES_S) if refresh else None
            ),
        )
    )


def _listed(token: Token) -> str:
    return ",".join(sorted(token.scopes))


# -- session tokens of the embedded admin -----------------------------------
def session_token(store: Store) -> str:
    """The JWT that App Bridge would hand to the app."""
    app, now = store.installation.app, int(store.now().timestamp())
    claims = {
        "iss": f"{store.url}/admin",
        "dest": store.url,
        "aud": app.client_id,
        "sub": "902541635",
        "exp": now + 60,
        "nbf": now,
        "iat": now,
    }
    head = _part({"alg": "HS256", "typ": "JWT"}) + "." + _part(claims)
    return f"{head}.{_jwt_signature(app.secret, head)}"


def _part(value: dict[str, Any]) -> str:
    raw = json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _jwt_signature(secret: str, head: str) -> str:
    raw = hmac.digest(secret.encode(), head.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _is_session(store: Store, installation: Installation, token: str) -> bool:
    head, _, signature = token.rpartition(".")
    app = installation.app
    if not any(
        hmac.compare_digest(signature, _jwt_signature(secret, head))
        for secret in app.secrets
    ):
        return False
    body = head.partition(".")[2]
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    fresh = claims["exp"] > store.now().timestamp()
    return fresh and claims["aud"] == app.client_id and claims["dest"] == store.url
