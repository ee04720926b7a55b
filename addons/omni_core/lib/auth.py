"""Ways to prove who we are. Each takes secrets and opens them only while sending."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from .secret import Secret

Auth = Callable[[MutableMapping[str, str]], None]  # adds its headers to a request
Renewed = Mapping[str, tuple[str, "datetime | None"]]  # secret -> (value, its end)


def tokens_of(answer: Mapping[str, Any], key: str = "access_token") -> Renewed:
    """What an OAuth 2 server gave out, and when each of it ends.

    :param key: the secret that the access token is kept as
    """
    found = {key: (answer["access_token"], _ends(answer, "expires_in"))}
    if answer.get("refresh_token"):
        ends = _ends(answer, "refresh_token_expires_in")
        found["refresh_token"] = (answer["refresh_token"], ends)
    return found


def _ends(answer: Mapping[str, Any], key: str) -> datetime | None:
    seconds = answer.get(key)
    if not seconds:
        return None
    return datetime.now(timezone.utc) + timedelta(seconds=int(seconds))


@dataclass(frozen=True, slots=True)
class ApiKeyHeader:
    """``X-Shopify-Access-Token: ...`` and the like."""

    header: str
    key: Secret

    def __call__(self, headers: MutableMapping[str, str]) -> None:
        headers[self.header] = self.key.reveal()


@dataclass(frozen=True, slots=True)
class Bearer:
    token: Secret
    scheme: str = "Bearer"  # eBay's older services say "IAF" or "TOKEN"

    def __call__(self, headers: MutableMapping[str, str]) -> None:
        headers["Authorization"] = f"{self.scheme} {self.token.reveal()}"


@dataclass(frozen=True, slots=True)
class Basic:
    user: Secret
    password: Secret

    def __call__(self, headers: MutableMapping[str, str]) -> None:
        pair = f"{self.user.reveal()}:{self.password.reveal()}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
