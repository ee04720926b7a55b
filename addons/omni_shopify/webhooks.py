"""Keep Shopify's subscriptions as they have to be. Pure: runs in an exchange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from odoo.addons.omni_core.lib.errors import AuthError, IntegrationError, ThrottledError

from .client.client import Node, ShopifyClient
from .topics import FIELDS, SUBSCRIBED, enum_of


@dataclass(slots=True)
class Repairs:
    created: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # topic -> why


def repair(client: ShopifyClient, address: str, tokens: Sequence[str]) -> Repairs:
    """Every topic once at ``address``; what Shopify dropped is asked for again.

    Subscriptions that bear one of our ``tokens`` are ours, wherever they point to. All
    others belong to somebody else who uses the same app, and stay as they are.
    """
    ours: dict[str, list[Node]] = {}
    for row in client.all("webhooks"):
        if row["uri"] == address or any(token in row["uri"] for token in tokens):
            ours.setdefault(row["topic"], []).append(row)
    repairs = Repairs()
    for topic in SUBSCRIBED:
        rows = ours.pop(enum_of(topic), [])
        try:
            _set_right(client, topic, rows, address, repairs)
        except (AuthError, ThrottledError):
            raise
        except IntegrationError as error:
            repairs.refused[topic] = error.message
    for rows in ours.values():  # topics that we do not want any more
        _remove(client, rows, repairs)
    return repairs


def _set_right(
    client: ShopifyClient,
    topic: str,
    rows: Sequence[Node],
    address: str,
    repairs: Repairs,
) -> None:
    if not rows:
        wanted = _subscription(address)
        client.do("webhook_create", topic=enum_of(topic), subscription=wanted)
        repairs.created.append(topic)
        return
    right = next((row for row in rows if row["uri"] == address), None)
    if right is None:
        right = rows[0]
        client.do("webhook_update", id=right["id"], subscription={"uri": address})
        repairs.moved.append(topic)
    _remove(client, [row for row in rows if row is not right], repairs)


def _remove(client: ShopifyClient, rows: Sequence[Node], repairs: Repairs) -> None:
    for row in rows:
        client.do("webhook_delete", id=row["id"])
        repairs.removed.append(row["topic"])


def _subscription(address: str) -> Mapping[str, object]:
    return {"uri": address, "format": "JSON", "includeFields": list(FIELDS)}
