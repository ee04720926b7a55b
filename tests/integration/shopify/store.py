"""A store of the sandbox through our adapter, as an exchange would open it."""

from __future__ import annotations

from odoo.addons.omni_core.engine.platform import ConnectionSettings, get_platform
from odoo.addons.omni_core.engine.way_out import open_way
from odoo.addons.omni_core.lib.budget import Lease
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.transport import CallPolicy
from odoo.addons.omni_shopify.platform import Shopify

from sandbox.shopify.platform import STATIC_TOKEN
from tests.sandbox.shopify_sandbox import CLIENT_ID, SECRET


def settings(remote, shop, *, grant="static", **secrets):
    known = {
        "client_id": CLIENT_ID,
        "client_secret": SECRET,
        "access_token": STATIC_TOKEN,
        **secrets,
    }
    return ConnectionSettings(
        id=1,
        platform=Shopify.code,
        environment="sandbox",
        base_url=f"{remote.base_url}/shopify",
        options={"shop": shop, "grant": grant, "vat_attribute": "VAT number"},
        secrets={key: Secret(value) for key, value in known.items() if value},
    )


def connect(remote, shop, **options):
    """The adapter; ``.transport`` shows what it did."""
    chosen = settings(remote, shop, **options)
    platform = get_platform("shopify")
    transport = open_way(
        platform, chosen, CallPolicy("all"), seconds=120, lease=Lease(2000)
    )
    adapter = platform.client(chosen, transport)
    adapter.transport, adapter.shop_name = transport, shop
    return adapter
