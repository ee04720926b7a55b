"""Ways to prove who we are. Each takes secrets and opens them only while sending."""

from __future__ import annotations

import base64
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass

from .secret import Secret

Auth = Callable[[MutableMapping[str, str]], None]  # adds its headers to a request


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
