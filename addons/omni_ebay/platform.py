"""What the engine has to know of eBay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Any

from odoo.addons.omni_commerce.adapter import ChannelPlatform
from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_core.engine.platform import (
    BudgetSpec,
    ConnectionSettings,
    Delivery,
    InboundRequest,
    JobRequest,
    KeyMissing,
    ScheduleSpec,
    SecretSpec,
    StoredEvent,
    register_platform,
)
from odoo.addons.omni_core.lib.auth import Renewed
from odoo.addons.omni_core.lib.errors import AuthError
from odoo.addons.omni_core.lib.moments import moment
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.transport import Transport
from odoo.addons.omni_core.lib.words import _lt

from .adapter import EbayAdapter, Habits
from .client.apis import Hosts
from .client.client import EbayClient, Tokens
from .client.notices import SIGNATURE, Seal, answer_to, said
from .client.oauth import Keyset, SignIn, consent_url
from .client.signing import Signer
from .notifications import DELETION, KIND_OF, NEW_MESSAGE

DAY_S = 24 * 3600
_NOTHING = Secret("")


@register_platform
class Ebay(ChannelPlatform):
    code = "ebay"
    name = "eBay"
    can = EbayAdapter.can
    hosts = ("*.ebay.com", "*.ebaystatic.com", "*.ebayimg.com")
    secrets = (
        SecretSpec(
            "app_id",
            _lt("App ID (Client ID)"),
            required=False,
            help=_lt(
                "developer.ebay.com, Application Keysets. Sandbox and "
                "production have different ones. Empty: the server's "
                "EBAY_APP_ID."
            ),
        ),
        SecretSpec(
            "cert_id",
            _lt("Cert ID (Client Secret)"),
            required=False,
            help=_lt("Beside the App ID. Empty: the server's EBAY_CERT_ID."),
        ),
        SecretSpec(
            "dev_id",
            _lt("Dev ID"),
            required=False,
            help=_lt("Beside the App ID. Empty: the server's EBAY_DEV_ID."),
        ),
        SecretSpec(
            "refresh_token",
            _lt("Refresh token"),
            required=False,
            help=_lt("Comes by itself when you sign in to eBay; good for 18 months."),
        ),
        SecretSpec(
            "verification_token",
            _lt("Verification token"),
            required=False,
            help=_lt("Comes by itself. By it our address proves itself to eBay."),
        ),
        SecretSpec(
            "signing_key",
            _lt("Signing key"),
            required=False,
            help=_lt(
                "Comes by itself: sellers of the EU and the UK sign finance calls."
            ),
        ),
        SecretSpec("signing_jwe", _lt("Signing key, as eBay knows it"), required=False),
        SecretSpec("access_token", _lt("Access token"), required=False, renewed=True),
        SecretSpec("app_token", _lt("Application token"), required=False, renewed=True),
    )
    # What eBay gives an application a day, until it is read live.
    budgets = tuple(
        BudgetSpec(name, "window", capacity=calls, period_s=DAY_S)
        for name, calls in (
            ("inventory", 5_000),
            ("fulfillment", 5_000),
            ("account", 25_000),
            ("finances", 15_000),
            ("metadata", 5_000),
            ("stores", 5_000),
            ("taxonomy", 5_000),
            ("media", 5_000),
            ("message", 5_000),
            ("identity", 5_000),
            ("notification", 10_000),
            ("keys", 5_000),
            ("postorder", 5_000),
            ("trading", 5_000),
        )
    )
    schedules = (
        *(one for one in ChannelPlatform.schedules if one.operation != "product_poll"),
        # eBay cannot say which listings changed: each look is at all of them.
        ScheduleSpec("product_poll", interval_minutes=DAY_S // 60, lane="bulk"),
        ScheduleSpec("ebay_listing_watch", interval_minutes=DAY_S // 60, lane="bulk"),
        ScheduleSpec("ebay_policy_import", interval_minutes=DAY_S // 60, lane="bulk"),
        ScheduleSpec(
            "ebay_shipping_import", interval_minutes=7 * DAY_S // 60, lane="bulk"
        ),
        ScheduleSpec("showcase_import", interval_minutes=DAY_S // 60, lane="bulk"),
        ScheduleSpec(
            "ebay_category_import", interval_minutes=7 * DAY_S // 60, lane="bulk"
        ),
        ScheduleSpec("location_import", interval_minutes=DAY_S // 60),
        ScheduleSpec("notification_check", interval_minutes=60),
        ScheduleSpec("call_limits", interval_minutes=60),
        ScheduleSpec("message_poll", interval_minutes=15),
        ScheduleSpec("case_poll", interval_minutes=30),
    )
    # A budget that is used up must stop nobody who does not need it: orders least.
    spends = MappingProxyType(
        {
            "order_poll": ("fulfillment",),
            "order_history": ("fulfillment",),
            "order_import": ("fulfillment",),
            "inventory_update": ("inventory", "trading"),
            "stock_audit": ("inventory", "trading"),
            "stock_import": ("inventory", "trading"),
            "product_poll": ("inventory", "trading"),
            "fulfilment_push": ("fulfillment",),
            "order_ask": ("fulfillment", "postorder"),
            "payout_poll": ("finances",),
            "case_poll": ("fulfillment", "postorder"),
            "case_answer": ("fulfillment", "postorder"),
            "product_import": ("inventory", "trading"),
            "product_create": ("inventory", "media"),
            "product_update": ("inventory", "media", "trading"),
            "product_delete": ("inventory", "trading"),
            "price_update": ("inventory", "trading"),
            "showcase_import": ("stores",),
            "ebay_category_import": ("taxonomy",),
            "ebay_category_read": ("taxonomy", "metadata"),
            "ebay_category_suggest": ("taxonomy",),
            "ebay_fitment_check": ("taxonomy", "metadata"),
            "ebay_listing_migrate": ("inventory", "trading"),
            "ebay_policy_import": ("account", "inventory"),
            "location_import": (),
            "token_renew": (),
        }
    )
    sensitive = ("app_token", "x-ebay-api-iaf-token", "x-ebay-signature-key", "jwe")

    def client(self, settings: ConnectionSettings, transport: Transport) -> EbayAdapter:
        hosts = Hosts(settings.environment, settings.base_url)
        secrets = settings.secrets
        tokens = Tokens(
            secrets.get("access_token") or _NOTHING,
            secrets.get("app_token") or _NOTHING,
        )
        marketplace = settings.options.get("marketplace") or "EBAY_US"
        client = EbayClient(
            transport,
            hosts,
            tokens,
            marketplace,
            signer_of(secrets),
            settings.options.get("other_sites") or (),
            settings.options.get("carriers") or (),
        )
        token = secrets.get("verification_token") or _NOTHING
        return EbayAdapter(
            client,
            habits_of(settings, client),
            partial(renew, settings, transport),
            token.reveal(),
        )

    def renew(self, client: EbayAdapter) -> Renewed:
        return client.renew()

    # -- how a seller lets us in --

    def consent_url(
        self, settings: ConnectionSettings, state: str, callback: str
    ) -> str:
        """eBay knows ``callback`` by the RuName that it was given for it."""
        keyset = keyset_of(settings)
        if not keyset.ru_name:
            raise AuthError(
                _lt(
                    "Enter the RuName first: eBay's name for the address that it "
                    "sends you back to."
                ),
                code="ru_name",
            )
        hosts = Hosts(settings.environment, settings.base_url)
        return consent_url(hosts, keyset, state)

    def consented(
        self,
        settings: ConnectionSettings,
        transport: Transport,
        answer: Mapping[str, str],
        callback: str,
    ) -> Renewed:
        ebay = sign_in(settings, transport)
        return {**ebay.with_code(answer["code"]), **ebay.as_application()}

    # -- what comes in --

    def verify(self, request: InboundRequest, settings: ConnectionSettings) -> Delivery:
        seal = Seal.of_header(request.headers.get(SIGNATURE, ""))
        key = (settings.options.get("public_keys") or {}).get(seal.key_id)
        if key is None:
            raise KeyMissing(
                JobRequest(
                    "notification_key",
                    {"key_id": seal.key_id},
                    identity_key="notification_key",
                    lane="realtime",
                )
            )
        seal.verify(request.body, key)
        topic, notice = said(request.body)
        return Delivery(
            str(notice.get("notificationId") or ""),
            topic,
            moment(notice.get("publishDate")),
        )

    def challenge(
        self, request: InboundRequest, settings: ConnectionSettings, address: str
    ) -> Mapping[str, str] | None:
        code = request.query.get("challenge_code")
        token = settings.secrets.get("verification_token")
        if not code or not token:
            return None
        return {"challengeResponse": answer_to(code, token.reveal(), address)}

    def news(self, event: StoredEvent) -> Sequence[tuple[Kind, str]]:
        kind = KIND_OF.get(event.topic)
        ref = str(_data(event).get("orderId") or "")
        return [(kind, ref)] if kind and ref else []

    def jobs_for(self, event: StoredEvent) -> Sequence[JobRequest]:
        if event.topic == DELETION:
            return [_deletion(event)]
        if event.topic == NEW_MESSAGE:
            return [
                JobRequest("message_poll", identity_key="messages", lane="realtime")
            ]
        return super().jobs_for(event)


def signer_of(secrets: Mapping[str, Secret]) -> Signer | None:
    key, jwe = secrets.get("signing_key"), secrets.get("signing_jwe")
    return Signer(key, jwe) if key and jwe else None


def _data(event: StoredEvent) -> Mapping[str, Any]:
    _topic, notice = said(event.body)
    data = notice.get("data")
    return data if isinstance(data, dict) else {}


def _deletion(event: StoredEvent) -> JobRequest:
    _topic, notice = said(event.body)
    number, data = str(notice.get("notificationId") or ""), _data(event)
    names = ("username", "userId", "eiasToken")
    return JobRequest(
        "account_deletion",
        {"notice": number, **{n: str(data.get(n) or "") for n in names}},
        identity_key=f"deletion:{number}",
    )


def habits_of(settings: ConnectionSettings, client: EbayClient) -> Habits:
    percent = settings.options.get("vat_percent") or 0
    vat = {client.site.country: Decimal(str(percent)) / 100} if percent else {}
    return Habits(vat)


def keyset_of(settings: ConnectionSettings) -> Keyset:
    app_id, cert_id = (settings.secrets.get(k) for k in ("app_id", "cert_id"))
    if not (app_id and cert_id):
        raise AuthError(_lt("The App ID and the Cert ID are missing."), code="keyset")
    return Keyset(app_id, cert_id, settings.options.get("ru_name") or "")


def sign_in(settings: ConnectionSettings, transport: Transport) -> SignIn:
    hosts = Hosts(settings.environment, settings.base_url)
    return SignIn(transport, hosts, keyset_of(settings))


def renew(settings: ConnectionSettings, transport: Transport) -> Renewed:
    """Both of the tokens that live two hours."""
    refresh_token = settings.secrets.get("refresh_token")
    if not refresh_token:
        raise AuthError(_lt("Nobody has signed in to eBay for this connection yet."))
    ebay = sign_in(settings, transport)
    return {**ebay.renewed(refresh_token), **ebay.as_application()}
