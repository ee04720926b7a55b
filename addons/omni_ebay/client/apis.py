"""eBay's APIs: on which host each is, whose token it wants, which budget it spends.

A row more is all that another API needs; ``EbayClient.call`` knows them by their code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PRODUCTION = "ebay.com"
SANDBOX = "sandbox.ebay.com"


@dataclass(frozen=True, slots=True)
class Api:
    code: str
    base: str  # path on its host, to the version
    budget: str = ""  # the daily budget that pays; "": costs nothing
    host: str = "api"  # of production; the sandbox has "api" for all of them
    # Application token: nobody's account is touched, and nobody need have consented.
    as_app: bool = False
    # Sellers of the EU and the UK must sign these (``signing.py``).
    is_signed: bool = False
    scheme: str = "Bearer"  # the post-order API alone wants another word


_ROWS = (
    Api("inventory", "/sell/inventory/v1", "inventory"),
    Api("fulfillment", "/sell/fulfillment/v1", "fulfillment"),
    # A part of the Fulfillment API that is on another host.
    Api("dispute", "/sell/fulfillment/v1", "fulfillment", host="apiz"),
    Api("account", "/sell/account/v1", "account"),
    Api("finances", "/sell/finances/v1", "finances", host="apiz", is_signed=True),
    Api("metadata", "/sell/metadata/v1", "metadata"),
    Api("stores", "/sell/stores/v1", "stores"),
    Api("taxonomy", "/commerce/taxonomy/v1", "taxonomy", as_app=True),
    Api("media", "/commerce/media/v1_beta", "media", host="apim"),
    Api("message", "/commerce/message/v1", "message"),
    Api("identity", "/commerce/identity/v1", "identity", host="apiz"),
    Api("notification", "/commerce/notification/v1", "notification", as_app=True),
    # Subscriptions to a seller's own events, with the seller's token.
    Api("subscription", "/commerce/notification/v1", "notification"),
    Api("keys", "/developer/key_management/v1", "keys", host="apiz", as_app=True),
    Api("analytics", "/developer/analytics/v1_beta", as_app=True),
    Api("postorder", "/post-order/v2", "postorder", scheme="IAF"),
    Api("oauth", "/identity/v1/oauth2"),
    Api("trading", "/ws/api.dll", "trading"),
)
APIS: Mapping[str, Api] = {row.code: row for row in _ROWS}


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where eBay is: the real one, its sandbox, or a simulator in their place."""

    environment: str  # "sandbox" | "production"
    base_url: str | None = None

    def address(self, host: str) -> str:
        """The root of ``api``, ``apiz``, ``apim`` or ``auth``, without a slash."""
        if self.base_url:
            return f"{self.base_url.rstrip('/')}/{host}"
        if self.environment == "production":
            return f"https://{host}.{PRODUCTION}"
        known = host if host == "auth" else "api"
        return f"https://{known}.{SANDBOX}"

    def url(self, api: Api, path: str) -> str:
        return f"{self.address(api.host)}{api.base}{path}"

    def site(self, domain: str) -> str:
        """Where people look at a listing or an order."""
        if self.environment == "production":
            return f"https://www.{domain}"
        return f"https://www.{SANDBOX}"
