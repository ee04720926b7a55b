"""One simple, authorised request per platform, and how many its rate limit lets by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.remote import Remote


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    per_window: int  # requests within the limit ...
    window_s: float  # ... of so many seconds of the sandbox's time
    expect: bytes  # found in every good answer
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None


def shopify(remote: Remote) -> Call:
    keys = remote.rows("shopify", "stores")[0]
    # Shopify's bucket fills in real time: take a store on the largest plan.
    remote.act("shopify", "set-plan", maximum=20_000, restore_rate=2_000)
    base = f"/shopify/{keys['shop']}/admin"
    granted = remote.post(
        f"{base}/oauth/access_token",
        json={
            "client_id": keys["client_id"],
            "client_secret": keys["client_secret"],
            "grant_type": "client_credentials",
        },
    ).json()
    return Call(
        "POST",
        f"{base}/api/2026-07/graphql.json",
        per_window=400,
        window_s=0,
        expect=b'"myshopifyDomain"',
        headers={
            "X-Shopify-Access-Token": granted["access_token"],
            "Content-Type": "application/json",
        },
        body=b'{"query": "{ shop { name myshopifyDomain } }"}',
    )


def ebay(remote: Remote) -> Call:
    token = remote.act("ebay", "issue-token")["access_token"]
    # a limit of a day would need a new token for each batch: ask within the day's
    return Call(
        "GET",
        "/ebay/api/sell/account/v1/privilege",
        per_window=1_000,
        window_s=0,
        expect=b"sellingLimit",
        headers={"Authorization": f"Bearer {token}"},
    )


def shipstation(remote: Remote) -> Call:
    keys = remote.act("shipstation", "add-account", name="bench")
    return Call(
        "GET",
        "/shipstation/api/v2/carriers",
        per_window=200,
        window_s=61,
        expect=b'"carriers"',
        headers={"api-key": keys["v2_key"]},
    )


CALLS: dict[str, Callable[[Remote], Call]] = {
    "shopify": shopify,
    "ebay": ebay,
    "shipstation": shipstation,
}
