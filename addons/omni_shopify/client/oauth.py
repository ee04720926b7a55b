"""How the app gets its access token, and the next one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from odoo.addons.omni_core.lib.errors import (
    AuthError,
    IntegrationError,
    PayloadError,
)
from odoo.addons.omni_core.lib.response import Response
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.transport import Transport

Renewed = Mapping[str, tuple[str, datetime | None]]


def client_credentials(
    transport: Transport, admin_url: str, client_id: Secret, client_secret: Secret
) -> Renewed:
    """A token for a day, for an app of the merchant's own organisation."""
    return _ask(
        transport,
        admin_url,
        {
            "client_id": client_id.reveal(),
            "client_secret": client_secret.reveal(),
            "grant_type": "client_credentials",
        },
    )


def refresh(
    transport: Transport,
    admin_url: str,
    client_id: Secret,
    client_secret: Secret,
    refresh_token: Secret,
) -> Renewed:
    """A token for an hour and the refresh token after this one.

    The old pair stays good until the new one is first used: losing the answer of this
    call loses nothing.
    """
    return _ask(
        transport,
        admin_url,
        {
            "client_id": client_id.reveal(),
            "client_secret": client_secret.reveal(),
            "grant_type": "refresh_token",
            "refresh_token": refresh_token.reveal(),
        },
    )


def _ask(transport: Transport, admin_url: str, wanted: Mapping[str, str]) -> Renewed:
    answer = transport.request(
        "POST",
        f"{admin_url}/oauth/access_token",
        json=wanted,
        headers={"Accept": "application/json"},
        cost=0,
        operation="token",
        classify=_classify,
    ).json()
    if not isinstance(answer, Mapping) or not answer.get("access_token"):
        raise PayloadError("Shopify answered without a token.", code="no_token")
    found = {"access_token": (answer["access_token"], _ends(answer, "expires_in"))}
    if answer.get("refresh_token"):
        ends = _ends(answer, "refresh_token_expires_in")
        found["refresh_token"] = (answer["refresh_token"], ends)
    return found


def _ends(answer: Mapping[str, Any], key: str) -> datetime | None:
    seconds = answer.get(key)
    if not seconds:
        return None
    return datetime.now(timezone.utc) + timedelta(seconds=int(seconds))


_SAYS = {
    "application_cannot_be_found": "Shopify knows no app with this client ID.",
    "invalid_client": "Shopify does not accept the client secret.",
    "app_not_installed": "The app is not installed on this store. Install it there "
    "first: Dev Dashboard, your app, Install.",
    "invalid_grant": "The permission has ended: connect the store again.",
    "shop_not_permitted": "This store belongs to another organisation than the app. "
    "The client credentials grant works within one organisation only.",
}


def _classify(response: Response) -> IntegrationError | None:
    if response.status in (400, 401, 403):
        try:
            body = response.json()
        except IntegrationError:
            body = None
        said = body.get("error") if isinstance(body, Mapping) else None
        text = _SAYS.get(str(said), "Shopify refused to give out an access token.")
        return AuthError(text, code=str(said or response.status))
    if response.status == 404:
        return AuthError("Shopify knows no store under this name.", code="404")
    return None
