"""The clients that a connection's secrets allow, at the addresses it stands for."""

from __future__ import annotations

from odoo.addons.omni_core.engine.platform import ConnectionSettings
from odoo.addons.omni_core.lib.auth import ApiKeyHeader, Basic

from ..const import JWKS_PATH, JWKS_URL, V1_PATH, V1_URL, V2_PATH, V2_URL
from .v1 import V1
from .v2 import V2


def open_v1(settings: ConnectionSettings, transport) -> V1 | None:
    key, secret = (settings.secrets.get(name) for name in ("v1_key", "v1_secret"))
    if not key or not secret:
        return None
    url = _address(settings, V1_URL, V1_PATH)
    return V1(url, Basic(key, secret), transport)


def open_v2(settings: ConnectionSettings, transport) -> V2 | None:
    key = settings.secrets.get("v2_key")
    if not key:
        return None
    url = _address(settings, V2_URL, V2_PATH)
    return V2(url, ApiKeyHeader("api-key", key), transport)


def signing_keys(settings: ConnectionSettings, transport) -> str:
    """The public keys of V2's webhooks, as their JSON text."""
    url = _address(settings, JWKS_URL, JWKS_PATH)
    return transport.request("GET", url, cost=0, operation="jwks").text


def _address(settings: ConnectionSettings, own: str, path: str) -> str:
    base = settings.base_url
    return f"{base.rstrip('/')}{path}" if base else own
