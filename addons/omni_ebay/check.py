"""“Test connection”: which seller."""

from __future__ import annotations

from odoo.addons.omni_core.engine.platform import CheckResult

from .client.client import EbayClient


def check(client: EbayClient) -> CheckResult:
    user = client.call("identity", "GET", "/user").body
    return CheckResult(
        account=f"{user.get('username') or user['userId']} "
        f"({user['registrationMarketplaceId']})",
        account_ref=user["userId"],
    )
