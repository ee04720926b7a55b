"""What an account needs before it can sell through the newer APIs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from odoo.addons.omni_core.lib.errors import GoneError, RejectedError

from .client.client import EbayClient, Node
from .client.words import segment

PROGRAMME = "SELLING_POLICY_MANAGEMENT"
POLICIES = ("fulfillment", "payment", "return")


def lacking(client: EbayClient, forbidden: Collection[str] = ()) -> Iterator[str]:
    """:param forbidden: permissions that are missing; what they show is not known"""
    if "sell.account" not in forbidden:
        yield from _lacking_terms(client)
    if "sell.inventory" not in forbidden and not _locations(client):
        yield "location"
    if not _alert_email(client):
        yield "alert_email"
    if client.site.must_sign and client.signer is None:
        yield "signing_key"


def _lacking_terms(client: EbayClient) -> Iterator[str]:
    if PROGRAMME not in programmes(client):
        yield "programme"
    elif any(not _policies(client, kind) for kind in POLICIES):
        yield "policies"


def programmes(client: EbayClient) -> set[str]:
    body = client.call("account", "GET", "/program/get_opted_in_programs").body
    return {row["programType"] for row in body.get("programs") or ()}


def _policies(client: EbayClient, kind: str) -> list[Node]:
    query = {"marketplace_id": client.site.marketplace}
    try:
        body = client.call("account", "GET", f"/{kind}_policy", query=query).body
    except RejectedError:  # not eligible: the programme is not joined yet
        return []
    return body.get(f"{kind}Policies") or []


def _locations(client: EbayClient) -> list[Node]:
    try:
        body = client.call("inventory", "GET", "/location", query={"limit": 1}).body
    except GoneError:
        return []
    return body.get("locations") or []


def _alert_email(client: EbayClient) -> str:
    try:
        body = client.call("notification", "GET", "/config").body
    except GoneError:
        return ""
    return body.get("alertEmail") or ""


# -- mending --


def join_policies(client: EbayClient) -> None:
    """eBay takes up to a day to let somebody in."""
    if PROGRAMME not in programmes(client):
        wish = {"programType": PROGRAMME}
        client.call("account", "POST", "/program/opt_in", json=wish)


def create_location(client: EbayClient, address: Mapping[str, str]) -> None:
    place = {
        "addressLine1": address["street"],
        "city": address["city"],
        "stateOrProvince": address["state"],
        "postalCode": address["zip"],
        "country": address["country"],
    }
    body = {
        "name": address["name"],
        "phone": address["phone"],
        "merchantLocationStatus": "ENABLED",
        "locationTypes": ["WAREHOUSE"],
        "location": {"address": {k: v for k, v in place.items() if v}},
    }
    wish = {key: value for key, value in body.items() if value}
    path = f"/location/{segment(address['key'])}"
    client.call("inventory", "POST", path, json=wish)


def set_alert_email(client: EbayClient, email: str) -> None:
    client.call("notification", "PUT", "/config", json={"alertEmail": email})
