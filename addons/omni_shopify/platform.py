"""What the engine has to know of Shopify."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from odoo.addons.omni_commerce.adapter import ChannelPlatform
from odoo.addons.omni_commerce.carriers import CARRIERS
from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_core.engine.platform import (
    BudgetSpec,
    ConnectionSettings,
    Delivery,
    InboundRequest,
    JobRequest,
    ScheduleSpec,
    SecretSpec,
    StoredEvent,
    register_platform,
)
from odoo.addons.omni_core.lib.auth import Renewed
from odoo.addons.omni_core.lib.errors import AuthError, SignatureError
from odoo.addons.omni_core.lib.moments import moment
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.signature import verify_hmac
from odoo.addons.omni_core.lib.transport import Transport
from odoo.addons.omni_core.lib.words import _lt

from .adapter import ShopifyAdapter
from .check import SCOPES
from .client import ShopifyClient, oauth
from .client.const import USUAL_COST
from .topics import ORDER_ID_IN, PRIVACY, REF_IN, STOCK_CHANGED, UNINSTALLED

_SHOP = re.compile(r"[a-z0-9][a-z0-9-]*")
_DOMAIN = ".myshopify.com"


@register_platform
class Shopify(ChannelPlatform):
    code = "shopify"
    name = "Shopify"
    can = ShopifyAdapter.can
    hosts = (
        "*.myshopify.com",
        "cdn.shopify.com",  # pictures
        "storage.googleapis.com",  # files that Shopify makes for us
        "shopify-staged-uploads.storage.googleapis.com",  # ... and takes from us
    )
    secrets = (
        SecretSpec(
            "client_id",
            _lt("Client ID"),
            required=False,
            help=_lt("Dev Dashboard, your app, Settings."),
        ),
        SecretSpec(
            "client_secret",
            _lt("Client secret"),
            # Shopify signs webhooks with the old one for an hour after a change.
            grace_hours=2,
            help=_lt("Dev Dashboard, your app, Settings. It also proves webhooks."),
        ),
        SecretSpec(
            "access_token",
            _lt("Access token"),
            required=False,
            renewed=True,
            help=_lt(
                "Comes by itself. Only an app made in the store's own admin "
                "before 2026 has one to enter here."
            ),
        ),
        SecretSpec("refresh_token", _lt("Refresh token"), required=False, renewed=True),
    )
    # Points per second of the smallest plan; Shopify's answers tell the real ones.
    budgets = (
        BudgetSpec("points", "bucket", capacity=2000, period_s=20, per_call=USUAL_COST),
    )
    schedules = (
        *ChannelPlatform.schedules,
        ScheduleSpec("location_import", interval_minutes=24 * 60),
        ScheduleSpec("showcase_import", interval_minutes=24 * 60),
        ScheduleSpec("price_list_import", interval_minutes=24 * 60),
        ScheduleSpec("payout_poll", interval_minutes=12 * 60, lane="bulk"),
        ScheduleSpec("case_poll", interval_minutes=60),
        ScheduleSpec("consent_poll", interval_minutes=60, lane="bulk"),
        ScheduleSpec("webhook_check", interval_minutes=60),
    )
    # The names that Shopify makes a tracking link of.
    carriers: ClassVar = MappingProxyType({name: name for name in CARRIERS})
    sensitive = ("access_token", "refresh_token", "client_secret")

    def client(
        self, settings: ConnectionSettings, transport: Transport
    ) -> ShopifyAdapter:
        url = admin_url(settings)
        grant = settings.options.get("grant")
        # Without a token the first answer is 401, which is what asks for one.
        token = settings.secrets.get("access_token") or Secret("")
        return ShopifyAdapter(
            ShopifyClient(transport, url, token, renewable=grant != "static"),
            url,
            settings.options.get("vat_attribute") or "",
            renew=partial(_renew, settings, transport, url),
        )

    def renew(self, client: ShopifyAdapter) -> Renewed:
        return client.renew()

    def consent_url(
        self, settings: ConnectionSettings, state: str, callback: str
    ) -> str:
        client_id, _secret = _app(settings)
        url = admin_url(settings)
        return oauth.consent_url(url, client_id, SCOPES, state, callback)

    def consented(
        self,
        settings: ConnectionSettings,
        transport: Transport,
        answer: Mapping[str, str],
        callback: str,
    ) -> Renewed:
        secrets = settings.accepted("client_secret")
        oauth.check_answer(answer, f"{shop_handle(settings)}{_DOMAIN}", secrets)
        url, app = admin_url(settings), _app(settings)
        return oauth.with_code(transport, url, *app, answer["code"])

    def from_permanent(
        self, settings: ConnectionSettings, transport: Transport
    ) -> Renewed:
        token = settings.secrets.get("access_token") or Secret("")
        return oauth.from_permanent(
            transport, admin_url(settings), *_app(settings), token
        )

    def verify(self, request: InboundRequest, settings: ConnectionSettings) -> Delivery:
        headers = request.headers
        signature = headers.get("x-shopify-hmac-sha256", "")
        verify_hmac(request.body, signature, settings.accepted("client_secret"))
        # One app may be installed on many stores, and signs for all of them alike.
        domain = headers.get("x-shopify-shop-domain", "").lower()
        if domain != f"{shop_handle(settings)}{_DOMAIN}":
            raise SignatureError(_lt("The message is about another store."))
        digest = hashlib.sha256(request.body).hexdigest()
        return Delivery(
            headers.get("x-shopify-webhook-id") or digest,
            headers.get("x-shopify-topic", ""),
            moment(headers.get("x-shopify-triggered-at")),
        )

    def news(self, event: StoredEvent) -> Sequence[tuple[Kind, str]]:
        body = _body(event)
        if event.topic in ORDER_ID_IN and body.get("order_id"):
            return [(Kind.ORDER, f"gid://shopify/Order/{body['order_id']}")]
        if event.topic == STOCK_CHANGED and body.get("inventory_item_id"):
            item = body["inventory_item_id"]
            return [(Kind.STOCK, f"gid://shopify/InventoryItem/{item}")]
        kind = REF_IN.get(event.topic)
        ref = body.get("admin_graphql_api_id")
        if kind is Kind.PRODUCT and not ref and body.get("id"):
            ref = f"gid://shopify/Product/{body['id']}"  # all that a deletion tells
        return [(kind, ref)] if kind and ref else []

    def jobs_for(self, event: StoredEvent) -> Sequence[JobRequest]:
        if event.topic == UNINSTALLED:
            return [JobRequest("app_uninstalled", identity_key="uninstalled")]
        if event.topic in PRIVACY:
            return [JobRequest("privacy_request", _privacy(event))]
        return super().jobs_for(event)


def shop_handle(settings: ConnectionSettings) -> str:
    """``my-store``, whatever people entered of the store's address."""
    entered = str(settings.options.get("shop") or "").strip().lower()
    handle = entered.removeprefix("https://").rstrip("/").removesuffix(_DOMAIN)
    if not _SHOP.fullmatch(handle):
        raise AuthError(
            _lt(
                "The store's address is missing or wrong: enter it as "
                "my-store.myshopify.com."
            ),
            code="shop",
        )
    return handle


def admin_url(settings: ConnectionSettings) -> str:
    handle = shop_handle(settings)
    if settings.base_url:
        return f"{settings.base_url.rstrip('/')}/{handle}/admin"
    return f"https://{handle}{_DOMAIN}/admin"


def _renew(settings: ConnectionSettings, transport: Transport, url: str) -> Renewed:
    """The next token, by the way this connection gets its tokens."""
    secrets, app = settings.secrets, _app(settings)
    grant = settings.options.get("grant")
    if grant == "refresh" and secrets.get("refresh_token"):
        return oauth.refresh(transport, url, *app, secrets["refresh_token"])
    if grant == "client_credentials":
        return oauth.client_credentials(transport, url, *app)
    raise AuthError(
        _lt("This access token cannot be renewed: connect the store again.")
    )


def _app(settings: ConnectionSettings) -> tuple[Secret, Secret]:
    found = (settings.secrets.get("client_id"), settings.secrets.get("client_secret"))
    if not all(found):
        raise AuthError(_lt("The app's client ID and client secret are missing."))
    return found


def _body(event: StoredEvent) -> Mapping[str, Any]:
    try:
        body = json.loads(event.body)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _privacy(event: StoredEvent) -> Mapping[str, Any]:
    """Whom it is about, by Shopify's number: no more than is needed to find them."""
    body = _body(event)
    customer = body.get("customer") or {}
    return {"topic": event.topic, "customer": str(customer.get("id") or "")}
