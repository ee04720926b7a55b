"""Tokens: who holds one, for what, until when."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sandbox.kernel.rng import Rng

from .call import SCOPE
from .state import Json, Seller

ACCESS_S = 7_200
REFRESH_S = 47_304_000  # 18 months; not rotated by a refresh
CODE_S = 299
#: per application and day; the token endpoint has its own limits
GRANTS_A_DAY = {
    "client_credentials": 1_000,
    "authorization_code": 10_000,
    "refresh_token": 50_000,
}


@dataclass(frozen=True, slots=True)
class Application:
    """A registered keyset and the redirect that its RuName stands for."""

    app_id: str = "OmniRoute-Sandbox-SBX-0a1b2c3d4-5e6f7a8b"
    dev_id: str = "6b1f2a34-7c5d-4e8f-9a0b-1c2d3e4f5a6b"
    cert_id: str = "SBX-0a1b2c3d4e5f-6a7b-8c9d-0e1f-2a3b"
    ru_name: str = "OmniRoute-OmniRout-Sandbo-abcdefgh"


@dataclass(slots=True)
class Token:
    value: str
    seller: Seller | None  # None = application token
    scopes: frozenset[str]
    expires_at: datetime
    refresh: str = ""
    is_revoked: bool = False

    def allows(self, wanted: tuple[str, ...], reading: bool) -> bool:
        """One of the wanted scopes, or its read-only twin for a call that reads."""
        return any(
            scope in self.scopes or (reading and f"{scope}.readonly" in self.scopes)
            for scope in wanted
        )


class OAuthError(Exception):
    """RFC 6749's shape, as eBay's token endpoint uses it."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.status = status
        self.body = {"error": error, "error_description": description}


class Vault:
    """All tokens of one run."""

    def __init__(self, rng: Rng) -> None:
        self._rng = rng
        self.access: dict[str, Token] = {}
        self.refresh: dict[str, Token] = {}
        self._codes: dict[str, tuple[Seller, frozenset[str], str, datetime]] = {}
        self._grants: Counter[tuple[date, str]] = Counter()

    # -- granting --------------------------------------------------------------
    def code(self, seller: Seller, scopes: frozenset[str], ru: str, now: datetime):
        value = self._secret("v^1.1#i^1#")
        self._codes[value] = (seller, scopes, ru, now + timedelta(seconds=CODE_S))
        return value

    def grant(self, form: Json, now: datetime) -> Json:
        kind = form.get("grant_type", "")
        grants = {
            "authorization_code": self._grant_code,
            "refresh_token": self._grant_refresh,
            "client_credentials": self._grant_application,
        }
        if kind not in grants:
            raise OAuthError(
                "unsupported_grant_type",
                "grant type in request is not supported by the authorization server",
            )
        self._grants[now.date(), kind] += 1
        if self._grants[now.date(), kind] > GRANTS_A_DAY[kind]:
            raise OAuthError("invalid_request", "request limit reached", 429)
        return grants[kind](form, now)

    def issue(self, seller: Seller, scopes: frozenset[str], now: datetime) -> Json:
        """Both tokens, as after a consent."""
        refresh = Token(
            self._secret("v^1.1#i^1#r^1#"),
            seller,
            scopes,
            now + timedelta(seconds=REFRESH_S),
        )
        self.refresh[refresh.value] = refresh
        return {
            **self._access(seller, scopes, now, refresh.value),
            "refresh_token": refresh.value,
            "refresh_token_expires_in": REFRESH_S,
        }

    def _grant_code(self, form: Json, now: datetime) -> Json:
        found = self._codes.pop(form.get("code", ""), None)
        if found is None or found[3] < now or found[2] != form.get("redirect_uri"):
            raise OAuthError(
                "invalid_grant",
                "the provided authorization grant code is invalid or was issued to "
                "another client",
            )
        return self.issue(found[0], found[1], now)

    def _grant_refresh(self, form: Json, now: datetime) -> Json:
        token = self.refresh.get(form.get("refresh_token", ""))
        if token is None or token.is_revoked or token.expires_at <= now:
            raise OAuthError(
                "invalid_grant",
                "the provided authorization refresh token is invalid or was issued "
                "to another client",
            )
        scopes = _scopes(form) or token.scopes
        if not scopes <= token.scopes:
            raise OAuthError(
                "invalid_scope",
                "The requested scope is invalid, unknown, malformed, or exceeds the "
                "scope granted to the client",
            )
        return self._access(token.seller, scopes, now, token.value)

    def _grant_application(self, form: Json, now: datetime) -> Json:
        scopes = _scopes(form)
        if not scopes or not all(s.startswith(SCOPE) for s in scopes):
            raise OAuthError(
                "invalid_scope",
                "The requested scope is invalid, unknown, malformed, or exceeds the "
                "scope granted to the client",
            )
        return self._access(None, scopes, now, "")

    def _access(
        self, seller: Seller | None, scopes: frozenset[str], now: datetime, refresh: str
    ) -> Json:
        token = Token(
            self._secret("v^1.1#i^1#p^3#"),
            seller,
            scopes,
            now + timedelta(seconds=ACCESS_S),
            refresh,
        )
        self.access[token.value] = token
        kind = "User" if seller else "Application"
        return {
            "access_token": token.value,
            "expires_in": ACCESS_S,
            "token_type": f"{kind} Access Token",
        }

    # -- looking up and taking back ---------------------------------------------
    def find(self, value: str, now: datetime) -> Token | None:
        """The token behind a header, if it is still worth something."""
        token = self.access.get(value)
        if token is None or token.is_revoked or token.expires_at <= now:
            return None
        return token

    def revoke(self, value: str) -> None:
        """A refresh token takes the access tokens made from it along."""
        for token in (self.refresh.get(value), self.access.get(value)):
            if token is not None:
                token.is_revoked = True
        for token in self.access.values():
            if value and token.refresh == value:
                token.is_revoked = True

    def revoke_seller(self, seller: Seller) -> int:
        """The user took back the consent (or changed the password)."""
        tokens = [*self.refresh.values(), *self.access.values()]
        mine = [t for t in tokens if t.seller is seller and not t.is_revoked]
        for token in mine:
            token.is_revoked = True
        return len(mine)

    def expire_access(self, seller: Seller, now: datetime) -> int:
        mine = [t for t in self.access.values() if t.seller is seller]
        for token in mine:
            token.expires_at = now
        return len(mine)

    def _secret(self, prefix: str) -> str:
        # eBay's tokens hold ^, # and =, which clients forget to encode.
        noise = self._rng.getrandbits(480).to_bytes(60, "big")
        return prefix + "I^3#f^0#t^" + base64.b64encode(noise).decode()


def _scopes(form: Json) -> frozenset[str]:
    return frozenset(form.get("scope", "").split())


def basic(application: Application) -> str:
    """The `Authorization` header of the token endpoint."""
    pair = f"{application.app_id}:{application.cert_id}".encode()
    return "Basic " + base64.b64encode(pair).decode()
