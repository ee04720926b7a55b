"""Webhooks: who subscribed to what happened, signed with the app's secret."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from sandbox.kernel.webhooks import Delivery

from .core.naming import enum_of
from .core.search import compile_search
from .rest import body_of
from .state.service import WebhookSubscription
from .state.store import Store

#: Eight retries within four hours, further and further apart.
SCHEDULE = (60.0, 120.0, 300.0, 600.0, 1200.0, 2400.0, 3600.0, 6000.0)
TIMEOUT_S = 5.0


class Paths(dict):
    """`filter` on a webhook searches the body by path: `customer.id:1`."""

    def __init__(self) -> None:
        super().__init__()

    def get(self, name: str, default: Any = None) -> Any:
        if name == "default":
            return lambda body: ()
        return lambda body: _dig(body, name.split("."))


def _dig(body: Any, path: list[str]) -> Any:
    for step in path:
        if isinstance(body, list):
            body = [each.get(step) for each in body if isinstance(each, dict)]
        else:
            body = body.get(step) if isinstance(body, dict) else None
    return body


class Outbox:
    """The store's events, turned into signed deliveries."""

    def tell(self, store: Store, events: list[tuple[str, Any]]) -> None:
        for topic, record in events:
            self.post(store, topic, body_of(record, store, topic), record)

    def post(
        self, store: Store, topic: str, body: dict[str, Any], record: Any = None
    ) -> int:
        """Send one event to all its subscribers; returns how many there are."""
        event_id = store.kernel.rng("shopify-webhooks").uuid()
        wanted = [
            row
            for row in store["WebhookSubscription"]
            if row.topic == enum_of(topic) and self._wants(row, body, store)
        ]
        for row in wanted:
            self._send(store, row, topic, _trimmed(row, body, record), event_id)
        return len(wanted)

    def send_to(self, store: Store, uri: str, topic: str, body: dict[str, Any]) -> None:
        """A compliance webhook: subscribed in the app's settings, not by the API."""
        now = store.now()
        row = WebhookSubscription(
            id=0, created_at=now, updated_at=now, topic=enum_of(topic), uri=uri
        )
        event_id = store.kernel.rng("shopify-webhooks").uuid()
        self._send(store, row, topic, body, event_id)

    def _wants(
        self, row: WebhookSubscription, body: dict[str, Any], store: Store
    ) -> bool:
        if not row.filter:
            return True
        return compile_search(row.filter, Paths(), store.now()).matches(body)

    def _send(
        self,
        store: Store,
        row: WebhookSubscription,
        topic: str,
        body: dict[str, Any],
        event_id: str,
    ) -> None:
        raw = json.dumps(body, ensure_ascii=False).encode()

        def gave_up(delivery: Delivery) -> None:
            store.drop(row)

        store.kernel.webhooks.send(
            Delivery(
                platform="shopify",
                url=row.uri,
                headers=headers(store, row, topic, raw, event_id),
                body=raw,
                topic=topic,
                schedule=SCHEDULE,
                timeout_s=TIMEOUT_S,
                on_give_up=gave_up,
            )
        )


def _trimmed(row: WebhookSubscription, body: dict[str, Any], record: Any) -> dict:
    if row.include_fields:
        wanted = {path.split(".")[0] for path in row.include_fields}
        body = {key: value for key, value in body.items() if key in wanted}
    if row.metafield_namespaces and hasattr(record, "metafields"):
        body = {
            **body,
            "metafields": [
                {
                    "id": each.id,
                    "namespace": each.namespace,
                    "key": each.key,
                    "value": each.value,
                    "type": each.type,
                }
                for each in record.metafields
                if each.namespace in row.metafield_namespaces
            ],
        }
    return body


def sign(secret: str, raw: bytes) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), raw, hashlib.sha256)).decode()


def headers(
    store: Store, row: WebhookSubscription, topic: str, raw: bytes, event_id: str
) -> dict[str, str]:
    found = {
        "Content-Type": "application/json",
        "User-Agent": "Shopify-Captain-Hook",
        "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": store.myshopify_domain,
        "X-Shopify-API-Version": row.api_version_handle,
        "X-Shopify-Webhook-Id": store.kernel.rng("shopify-webhooks").uuid(),
        "X-Shopify-Event-Id": event_id,
        "X-Shopify-Triggered-At": store.kernel.clock.now().isoformat(),
        "X-Shopify-Hmac-Sha256": sign(store.installation.app.secret, raw),
    }
    if row.name:
        found["X-Shopify-Name"] = row.name
    return found
