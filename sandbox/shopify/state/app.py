"""The app as installed on a store: what it may do, and with which tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..core.cost import Bucket
from ..core.record import Record

_NOUNS = (
    "products",
    "inventory",
    "orders",
    "customers",
    "draft_orders",
    "fulfillments",
    "locations",
    "merchant_managed_fulfillment_orders",
    "assigned_fulfillment_orders",
    "third_party_fulfillment_orders",
    "publications",
    "returns",
    "files",
    "companies",
    "order_edits",
    "shipping",
    "translations",
    "locales",
)
ALL_SCOPES = frozenset(
    [f"{verb}_{noun}" for verb in ("read", "write") for noun in _NOUNS]
    + ["read_all_orders", "read_shopify_payments_accounts"]
    + ["read_shopify_payments_payouts", "read_shopify_payments_disputes"]
    + ["read_reports"]
)


@dataclass(slots=True)
class App:
    """As set up in the developer dashboard; `secrets` newest first (rotation)."""

    client_id: str = "sandbox-client-id"
    secrets: list[str] = field(default_factory=lambda: ["shpss_sandbox_client_secret"])
    name: str = "OmniRoute"
    scopes: frozenset[str] = ALL_SCOPES

    @property
    def secret(self) -> str:
        return self.secrets[0]


@dataclass(slots=True)
class Token:
    access: str
    scopes: frozenset[str]
    expires_at: datetime | None = None
    refresh: str | None = None
    refresh_expires_at: datetime | None = None
    #: The refresh token that this one replaces stays good until this one is used.
    replaces: Token | None = None
    associated_user: int | None = None


@dataclass(kw_only=True, eq=False)
class Installation(Record):
    kind = "AppInstallation"

    app: App
    granted: frozenset[str]
    installed: bool = True
    #: Shopify's approval for protected customer data.
    may_see_customers: bool = True
    tokens: dict[str, Token] = field(default_factory=dict)
    refresh_tokens: dict[str, Token] = field(default_factory=dict)
    codes: dict[str, tuple[frozenset[str], str, datetime]] = field(default_factory=dict)
    bucket: Bucket = field(default_factory=Bucket)

    @property
    def scopes(self) -> set[str]:
        """`write_x` includes `read_x`."""
        reads = {
            scope.replace("write_", "read_", 1)
            for scope in self.granted
            if scope.startswith("write_")
        }
        return set(self.granted) | reads

    def issue(self, token: Token) -> Token:
        self.tokens[token.access] = token
        if token.refresh:
            self.refresh_tokens[token.refresh] = token
        return token

    def authenticate(self, access: str, now: datetime) -> Token | None:
        """The token if it is good; its first use ends what it replaced."""
        token = self.tokens.get(access)
        if token is None or not self.installed:
            return None
        if token.expires_at is not None and token.expires_at <= now:
            return None
        if token.replaces is not None:
            self._retire(token.replaces)
            token.replaces = None
        return token

    def _retire(self, token: Token) -> None:
        self.tokens.pop(token.access, None)
        if token.refresh:
            self.refresh_tokens.pop(token.refresh, None)

    def revoke_all(self) -> None:
        self.tokens.clear()
        self.refresh_tokens.clear()
        self.codes.clear()

    def expire_all(self, now: datetime) -> None:
        for token in self.tokens.values():
            if token.expires_at is not None:
                token.expires_at = now - timedelta(seconds=1)
