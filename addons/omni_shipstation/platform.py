"""ShipStation as the engine knows it."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime, timedelta, timezone
from types import MappingProxyType
from typing import ClassVar

from odoo.addons.omni_core.engine.platform import (
    BudgetSpec,
    Delivery,
    JobRequest,
    ScheduleSpec,
    SecretSpec,
    register_platform,
)
from odoo.addons.omni_core.lib.words import _lt
from odoo.addons.omni_shipping.adapter import HubPlatform, spends_money

from .adapter import ShipStationAdapter
from .client.connect import open_v1, open_v2, signing_keys
from .client.webhook import SIGNATURE, pointer_of, verify_v1, verify_v2
from .const import LABEL_TOPICS, TRACK_TOPICS, V1_PER_MINUTE, V2_PER_MINUTE

_LABEL = re.compile(r"/labels/(se-\d+)(?:/|\?|$)")


class ShipStationClient(ShipStationAdapter):
    """The adapter, and what only ShipStation has."""

    def __init__(self, settings, transport) -> None:
        super().__init__(
            open_v1(settings, transport),
            open_v2(settings, transport),
            may_spend=spends_money(settings),
            currency=settings.options.get("currency") or "USD",
        )
        self._settings, self._transport = settings, transport

    def signing_keys(self) -> str:
        return signing_keys(self._settings, self._transport)

    def webhook_proof(self) -> str:
        """What V1's webhooks carry in their address, if it was entered."""
        secret = self._settings.secrets.get("webhook")
        return secret.reveal() if secret else ""


@register_platform
class ShipStation(HubPlatform):
    code = "shipstation"
    name = "ShipStation"
    hosts = ("ssapi*.shipstation.com", "api.shipstation.com", "api.shipengine.com")
    secrets = (
        SecretSpec("v2_key", _lt("V2 API key"), required=False, unique=True),
        SecretSpec("v1_key", _lt("V1 API key"), required=False, unique=True),
        SecretSpec("v1_secret", _lt("V1 API secret"), required=False),
        SecretSpec(
            "webhook",
            _lt("V1 webhook secret"),
            required=False,
            help=_lt("V1 does not sign its webhooks: this is part of their address."),
            grace_hours=24,
        ),
    )
    # A window's calls are all there at its start; nobody of ours is kept waiting longer
    # than the platform's own window.
    budgets = (
        BudgetSpec("v1", "window", capacity=V1_PER_MINUTE, period_s=60, reserve=0.1),
        # Labels are what V2 is for: next to nothing of it is kept for anything else.
        # Its minute begins when the first call arrives there, a moment after ours.
        BudgetSpec("v2", "window", capacity=V2_PER_MINUTE, period_s=61, reserve=0.01),
    )
    # Only V1 knows orders; packing never keeps labels of V2 waiting.
    spends: ClassVar = MappingProxyType(
        dict.fromkeys(("hub_put", "hub_poll", "hub_reference", "hub_audit"), ("v1",))
    )
    schedules = (
        *HubPlatform.schedules,
        ScheduleSpec("shipstation_keys", interval_minutes=60, lane="bulk"),
    )
    sensitive = ("labelData", "formData", "label_download", "form_download", "api-key")

    def client(self, settings, transport):
        return ShipStationClient(settings, transport)

    def verify(self, request, settings):
        if SIGNATURE in request.headers:
            verify_v2(request.body, request.headers, settings.options.get("jwks", ""))
        else:
            proof = request.query.get("proof", "")
            verify_v1(proof, settings.accepted("webhook"))
        topic, _url = pointer_of(request.body, settings.base_url)
        # No number of its own: the same pointer may come again for another batch of
        # news, but not signed at the same moment.
        stamp = request.headers.get("x-shipengine-timestamp", "")
        digest = hashlib.sha256(stamp.encode() + request.body).hexdigest()
        return Delivery(digest, topic=topic)

    def jobs_for(self, event):
        topic, url = _topic_and_url(event.body)
        if topic in LABEL_TOPICS:
            yield JobRequest(
                "label_recover", {"days": 1}, identity_key="recover", eta=_soon()
            )
            yield JobRequest("hub_poll", identity_key="hub_poll", eta=_soon())
        if topic in TRACK_TOPICS and (found := _LABEL.search(url)):
            yield JobRequest("parcel_track", {"ref": found[1]}, identity_key=found[1])


def _soon() -> datetime:
    """Most labels are our own: one look a minute tells of all of them."""
    return datetime.now(timezone.utc).replace(tzinfo=None) + timedelta(minutes=1)


def _topic_and_url(body: bytes) -> tuple[str, str]:
    """Of an event that was proven when it came: its host needs no second look."""
    said = json.loads(body)
    return said["resource_type"], said["resource_url"]
