"""One REST call as its handler sees it, and the registry of handlers."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode

from .errors import EbayError
from .state import Json, Seller

if TYPE_CHECKING:
    from .oauth import Token
    from .platform import EbayPlatform

SCOPE = "https://api.ebay.com/oauth/api_scope"
#: what a token needs: one of these
PUBLIC = (SCOPE,)
INVENTORY = (f"{SCOPE}/sell.inventory",)
FULFILLMENT = (f"{SCOPE}/sell.fulfillment",)
ACCOUNT = (f"{SCOPE}/sell.account",)
FINANCES = (f"{SCOPE}/sell.finances",)
STORES = (f"{SCOPE}/sell.stores",)
DISPUTES = (f"{SCOPE}/sell.payment.dispute",)
MESSAGE = (f"{SCOPE}/commerce.message",)
IDENTITY = (f"{SCOPE}/commerce.identity.readonly",)
NOTIFICATION = (SCOPE, f"{SCOPE}/commerce.notification.subscription")
ANY_SELLER = (*INVENTORY, f"{SCOPE}/sell.inventory.readonly")


@dataclass(slots=True)
class Answer:
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    name: str  # "sell_inventory.createOffer"
    ebay: EbayPlatform
    token: Token
    url: str  # without query: what `href` and `Location` start with
    path: dict[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any
    raw: bytes = b""

    @property
    def seller(self) -> Seller:
        """Whose token this is; an application token sells nothing."""
        if self.token.seller is None:
            raise EbayError(1100)
        return self.token.seller

    @property
    def now(self) -> datetime:
        return self.ebay.now()

    def number(self, name: str, default: int) -> int | None:
        """A whole number from the query; None when it is something else."""
        text = self.query.get(name)
        if text is None:
            return default
        return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None

    def page_url(self, **changes: Any) -> str:
        query = {**self.query, **{k: str(v) for k, v in changes.items()}}
        text = urlencode(query, safe=":,[]{}|")
        return f"{self.url}?{text}" if text else self.url


Handler = Callable[[Call], "Answer | Awaitable[Answer]"]


@dataclass(frozen=True, slots=True)
class Route:
    name: str  # "sell_inventory.createOffer"
    method: str
    path: str
    hosts: frozenset[str]
    scopes: tuple[str, ...]
    handler: Handler
    pattern: re.Pattern[str]
    has_form: bool = False  # multipart upload instead of JSON

    @property
    def service(self) -> str:
        return self.name.split(".")[0]


#: hosts that serve an API, where it is not only `api`
_HOSTS = {
    "commerce_media": ("apim",),
    "commerce_identity": ("apiz",),
    "developer_key_management": ("apiz",),
    "sell_finances": ("apiz",),
}
ROUTES: dict[str, Route] = {}


def operation(
    name: str,
    line: str,
    scopes: tuple[str, ...],
    form: bool = False,
    hosts: tuple[str, ...] = (),
) -> Callable[[Handler], Handler]:
    """Register the handler of one operation: its contract name and request line."""
    method, path = line.split()
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))

    def register(handler: Handler) -> Handler:
        usual = _HOSTS.get(name.split(".")[0], ("api",))
        ROUTES[name] = Route(
            name,
            method,
            path,
            frozenset(hosts or usual),
            scopes,
            handler,
            re.compile(pattern),
            form,
        )
        return handler

    return register


class Router:
    """Finds the route of a raw (still percent-encoded) path."""

    def __init__(self) -> None:
        self._by_start: dict[tuple[str, str], list[Route]] = {}
        for route in sorted(ROUTES.values(), key=lambda r: r.path.count("{")):
            self._by_start.setdefault(_start(route.method, route.path), []).append(
                route
            )

    def find(
        self, host: str, method: str, path: str
    ) -> tuple[Route, dict[str, str]] | None:
        path = path.rstrip("/")
        for route in self._by_start.get(_start(method, path), ()):
            match = route.pattern.fullmatch(path)
            if match and host in route.hosts:
                # A SKU may hold a slash, which arrives as %2F.
                return route, {k: unquote(v) for k, v in match.groupdict().items()}
        return None


def _start(method: str, path: str) -> tuple[str, str]:
    return method, "/".join(path.split("/")[:4])


def page(items: list[Json], offset: int, limit: int) -> list[Json]:
    return items[offset : offset + limit]
