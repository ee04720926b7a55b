"""How the app gets its access token, and the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from odoo.addons.omni_core.lib.auth import Renewed, tokens_of
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    IntegrationError,
    PayloadError,
    SignatureError,
)
from odoo.addons.omni_core.lib.response import Response
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.signature import verify_hmac
from odoo.addons.omni_core.lib.transport import Transport
from odoo.addons.omni_core.lib.words import _lt

_OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token"


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


def consent_url(
    admin_url: str, client_id: Secret, scopes: Iterable[str], state: str, callback: str
) -> str:
    """The page that asks the merchant whether the app may."""
    query = {
        "client_id": client_id.reveal(),
        "scope": ",".join(scopes),
        "redirect_uri": callback,
        "state": state,
    }
    return f"{admin_url}/oauth/authorize?{urlencode(query)}"


def check_answer(
    answer: Mapping[str, str], shop: str, secrets: Sequence[Secret]
) -> None:
    """What came back was sent by Shopify, and is about this store."""
    signed = "&".join(f"{key}={answer[key]}" for key in sorted(answer) if key != "hmac")
    try:
        verify_hmac(signed.encode(), answer.get("hmac", ""), secrets, encoding="hex")
    except SignatureError:
        raise AuthError(
            _lt(
                "What came back is not signed with the client secret that is "
                "stored here. Enter the app's present secret and sign in again."
            ),
            code="hmac",
        ) from None
    if answer.get("shop") != shop:
        raise AuthError(
            _lt("You gave the permission for another store than this connection's."),
            code="shop",
        )


def with_code(
    transport: Transport,
    admin_url: str,
    client_id: Secret,
    client_secret: Secret,
    code: str,
) -> Renewed:
    """Both tokens of a merchant who has just agreed."""
    wanted = {
        "client_id": client_id.reveal(),
        "client_secret": client_secret.reveal(),
        "code": code,
        "expiring": "1",
    }
    return _ask(transport, admin_url, wanted)


def from_permanent(
    transport: Transport,
    admin_url: str,
    client_id: Secret,
    client_secret: Secret,
    access_token: Secret,
) -> Renewed:
    """A permanent token becomes an expiring one, with the token that renews it."""
    wanted = {
        "client_id": client_id.reveal(),
        "client_secret": client_secret.reveal(),
        "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
        "subject_token": access_token.reveal(),
        "subject_token_type": _OFFLINE,
        "requested_token_type": _OFFLINE,
        "expiring": "1",
    }
    return _ask(transport, admin_url, wanted)


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
        raise PayloadError(_lt("Shopify answered without a token."), code="no_token")
    return tokens_of(answer)


_SAYS = {
    "application_cannot_be_found": _lt("Shopify knows no app with this client ID."),
    "invalid_client": _lt("Shopify does not accept the client secret."),
    "invalid_subject_token": _lt(
        "Shopify does not know this permanent token any more."
    ),
    "invalid_request": _lt(
        "The permission was used already or is too old: sign in again."
    ),
    "app_not_installed": _lt(
        "The app is not installed on this store. Install it there "
        "first: Dev Dashboard, your app, Install."
    ),
    "invalid_grant": _lt("The permission has ended: connect the store again."),
    "shop_not_permitted": _lt(
        "This store belongs to another organisation than the app. The "
        "client credentials grant works within one organisation only."
    ),
}


def _classify(response: Response) -> IntegrationError | None:
    if response.status in (400, 401, 403):
        try:
            body = response.json()
        except IntegrationError:
            body = None
        said = body.get("error") if isinstance(body, Mapping) else None
        text = _SAYS.get(str(said), _lt("Shopify refused to give out an access token."))
        return AuthError(text, code=str(said or response.status))
    if response.status == 404:
        return AuthError(_lt("Shopify knows no store under this name."), code="404")
    return None
