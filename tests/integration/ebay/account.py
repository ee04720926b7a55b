"""A seller of the sandbox through our adapter, as an exchange would open it."""

from __future__ import annotations

from odoo.addons.omni_core.engine.platform import ConnectionSettings, get_platform
from odoo.addons.omni_core.engine.way_out import open_way
from odoo.addons.omni_core.lib.budget import Lease
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.transport import CallPolicy
from odoo.addons.omni_ebay.platform import Ebay

from sandbox.contracts import ebay as contracts
from tests.sandbox.ebay_sandbox import APPLICATION

SITE = {"bikeparts_uk": "EBAY_GB", "teile_de": "EBAY_DE"}


def settings(remote, seller="motorparts_us", options=None, **secrets):
    tokens = remote.act("ebay", "issue-token", seller=seller)
    known = {
        "app_id": APPLICATION.app_id,
        "cert_id": APPLICATION.cert_id,
        "dev_id": APPLICATION.dev_id,
        "access_token": tokens["access_token"],
        "refresh_token": tokens["refresh_token"],
        **secrets,
    }
    return ConnectionSettings(
        id=1,
        platform=Ebay.code,
        environment="sandbox",
        base_url=f"{remote.base_url}/ebay",
        options={
            "marketplace": SITE.get(seller, "EBAY_US"),
            "ru_name": APPLICATION.ru_name,
            **(options or {}),
        },
        secrets={key: Secret(value) for key, value in known.items() if value},
    )


def connect(remote, seller="motorparts_us", options=None, **secrets):
    """The adapter, with both of its tokens; ``.transport`` shows what it did."""
    platform = get_platform("ebay")
    chosen = settings(remote, seller, options, **secrets)
    adapter = _open(platform, chosen)
    if chosen.secrets.get("app_token") is None and "app_token" not in secrets:
        token, _ends = adapter.renew()["app_token"]
        chosen.secrets["app_token"] = Secret(token)
        adapter = _open(platform, chosen)
    return adapter


def _open(platform, chosen):
    transport = open_way(
        platform, chosen, CallPolicy("all"), seconds=120, lease=Lease(2000)
    )
    adapter = platform.client(chosen, transport)
    adapter.transport = transport
    return adapter


def contract():
    return contracts.load()
