"""Webhooks out: V1 sends a bare pointer, V2 a signed one (tracking: with its data)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sandbox.kernel.webhooks import Delivery

from .dates import utc
from .state import Account, Fulfillment, Label, Order, Subscription

if TYPE_CHECKING:
    from .office import Office

# Ten seconds to answer, then twice more at half-hour intervals.
TIMEOUT_S = 10.0
RETRY_AFTER_S = (1800.0, 1800.0)


class Notices:
    def __init__(self, office: Office) -> None:
        self._office = office

    def orders_created(self, account: Account, orders: list[Order]) -> None:
        """`orders` share one import batch and one store."""
        batch, store_id = orders[0].import_batch, orders[0].store_id
        if orders[0].is_sales_order:
            for event in ("ORDER_NOTIFY", "ITEM_ORDER_NOTIFY"):
                self._v1(account, event, f"/orders?importBatch={batch}", store_id)
            self._v2(
                account,
                "sales_orders_imported",
                f"/shipments?import_batch_id={batch}",
                store_id,
            )
        path = f"/shipments?import_batch_id={batch}"
        self._v2(account, "shipment_created_v2", path, store_id)

    def labels_created(self, account: Account, labels: list[Label]) -> None:
        """`labels` share one batch number."""
        number = labels[0].batch_id
        order = labels[0].order
        store_id = order.store_id if order else None
        for event, items in (("SHIP_NOTIFY", "False"), ("ITEM_SHIP_NOTIFY", "True")):
            path = f"/shipments?batchId={number}&includeShipmentItems={items}"
            self._v1(account, event, path, store_id)
        path = f"/labels?batch_id=se-{number}"
        self._v2(account, "label_created_v2", path, store_id)

    def marked_as_shipped(self, account: Account, fulfillment: Fulfillment) -> None:
        store_id = fulfillment.order.store_id
        path = f"/fulfillments?fulfillmentId={fulfillment.id}"
        self._v1(account, "FULFILLMENT_SHIPPED", path, store_id)
        path = f"/fulfillments?fulfillment_id=se-{fulfillment.id}"
        self._v2(account, "fulfillment_shipped_v2", path, store_id)

    def tracked(self, account: Account, label: Label, data: dict[str, Any]) -> None:
        store_id = label.order.store_id if label.order else None
        for event in ("track", "track_event_v2"):
            path = f"/labels/se-{label.id}/track"
            self._v2(account, event, path, store_id, data)

    def batch_processed(self, account: Account, batch_id: int) -> None:
        for event in ("batch", "batch_processed_v2"):
            self._v2(account, event, f"/batches/se-{batch_id}")

    def store_refreshed(self, account: Account, store_id: int) -> None:
        path = f"/shipments?store_id=se-{store_id}"
        self._v2(account, "order_source_refresh_complete", path, store_id)

    # -- sending ---------------------------------------------------------------
    def _v1(
        self, account: Account, event: str, path: str, store_id: int | None
    ) -> None:
        body = {
            "resource_url": f"{self._office.url}/ssapi{path}",
            "resource_type": event,
        }
        for subscription in _subscribed(account, "v1", event, store_id):
            self._send(subscription, body)

    def _v2(
        self,
        account: Account,
        event: str,
        path: str,
        store_id: int | None = None,
        data: dict[str, Any] | None = None,
    ) -> None:
        # The older events kept ShipEngine's names: API_TRACK, API_BATCH ...
        kind = event.upper() if event.endswith("_v2") else f"API_{event.upper()}"
        body = {
            "resource_url": f"{self._office.url}/api/v2{path}",
            "resource_type": kind,
        }
        if data is not None:
            body["data"] = data
        for subscription in _subscribed(account, "v2", event, store_id):
            self._send(subscription, body)

    def _send(self, subscription: Subscription, body: dict[str, Any]) -> None:
        raw = json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        headers |= {header["key"]: header["value"] for header in subscription.headers}

        def signed(attempt: int) -> tuple[dict[str, str], bytes]:
            # The timestamp is part of what is signed, and must be of now.
            timestamp = str(utc(self._office.now()))
            return headers | self._office.signer.headers(raw, timestamp), raw

        self._office.kernel.webhooks.send(
            Delivery(
                platform="shipstation",
                url=subscription.url,
                headers=headers,
                body=raw,
                topic=subscription.event,
                schedule=RETRY_AFTER_S,
                timeout_s=TIMEOUT_S,
                resign=signed if subscription.api == "v2" else None,
            )
        )


def _subscribed(
    account: Account, api: str, event: str, store_id: int | None
) -> list[Subscription]:
    return [
        one
        for one in account.subscriptions.values()
        if one.api == api and one.event == event and one.store_id in (None, store_id)
    ]
