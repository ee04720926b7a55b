"""“Test connection”: which store, and what the app may not do there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from odoo.addons.omni_core.engine.platform import CheckResult
from odoo.addons.omni_core.lib.words import _lt

from .client.client import ShopifyClient
from .client.const import API_VERSION, API_VERSION_ENDS
from .client.errors import AccessDeniedError

WARN_BEFORE = timedelta(days=60)

# A scope, and what does not work without it, in the words of the user's work.
SCOPES = {
    "read_orders": _lt("reading orders"),
    "write_orders": _lt("cancelling and refunding orders from Odoo"),
    "write_order_edits": _lt("changing orders from Odoo"),
    "read_returns": _lt("seeing goods that come back"),
    "write_returns": _lt("telling of goods that came back to Odoo"),
    "read_customers": _lt("knowing who ordered"),
    "read_products": _lt("matching and importing products"),
    "write_products": _lt("sending listings and prices"),
    "read_inventory": _lt("comparing stock"),
    "write_inventory": _lt("sending stock"),
    "read_locations": _lt("knowing your locations"),
    "write_merchant_managed_fulfillment_orders": _lt("sending shipments and tracking"),
    "write_publications": _lt("publishing products to your sales channels"),
    "write_translations": _lt("translating titles and descriptions"),
    "read_locales": _lt("knowing the languages of your store"),
    "read_shopify_payments_payouts": _lt("reading payouts"),
    "read_shopify_payments_disputes": _lt("hearing of chargebacks in time"),
}
OLD_ORDERS = "read_all_orders"


def check(client: ShopifyClient) -> CheckResult:
    found = client.ask_all("shop")
    shop = found["shop"]
    granted = {row["handle"] for row in found["currentAppInstallation"]["accessScopes"]}
    versions = {row["handle"]: row["supported"] for row in found["publicApiVersions"]}
    warnings = [
        *_missing(granted),
        *version_warnings(versions),
        *_customers(client, granted),
    ]
    return CheckResult(
        account=f"{shop['name']} ({shop['myshopifyDomain']})",
        account_ref=shop["id"],
        warnings=warnings,
        info={
            "currency": shop["currencyCode"],
            "timezone": shop["ianaTimezone"],
            "plan": shop["plan"]["publicDisplayName"],
            "scopes": sorted(granted),
        },
    )


def _missing(granted: set[str]) -> Iterator[str]:
    """``write_x`` includes ``read_x``."""
    has = granted | {scope.replace("write_", "read_", 1) for scope in granted}
    for scope, feature in SCOPES.items():
        if scope not in has:
            yield _lt(
                "The scope %(scope)s is missing: no %(feature)s.",
                scope=scope,
                feature=feature,
            )
    if OLD_ORDERS not in has:
        yield (
            _lt(
                "The scope %(scope)s is missing: orders older than 60 days "
                "cannot be read. Shopify gives it on request (Dev Dashboard, "
                "API access requests).",
                scope=OLD_ORDERS,
            )
        )


def version_warnings(
    supported: dict[str, bool], today: date | None = None
) -> Iterator[str]:
    today = today or date.today()
    if not supported.get(API_VERSION, True):
        yield (
            _lt(
                "Shopify no longer supports version %(version)s of its "
                "interface. Update this add-on.",
                version=API_VERSION,
            )
        )
    elif today > API_VERSION_ENDS - WARN_BEFORE:
        yield (
            _lt(
                "Shopify ends version %(version)s of its interface on "
                "%(end)s. Update this add-on before that.",
                version=API_VERSION,
                end=API_VERSION_ENDS,
            )
        )


def _customers(client: ShopifyClient, granted: set[str]) -> Iterator[str]:
    """The scope is not enough: names and addresses need Shopify's approval."""
    if not granted & {"read_customers", "write_customers"}:
        return
    try:
        client.ask("customer_data")
    except AccessDeniedError:
        yield (
            _lt(
                "Shopify does not show this app its customers' data: names and "
                "addresses of orders will be missing. Ask for protected "
                "customer data access (Dev Dashboard, API access requests); on "
                "the Basic plan it is not available to apps of your own."
            )
        )
