"""How a seller lets us in, and how the next token comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from odoo.addons.omni_core.lib.auth import Basic, Renewed, tokens_of
from odoo.addons.omni_core.lib.errors import AuthError, IntegrationError, PayloadError
from odoo.addons.omni_core.lib.response import Response
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.transport import Transport
from odoo.addons.omni_core.lib.words import _lt

from .apis import APIS, Hosts

_SCOPE = "https://api.ebay.com/oauth/api_scope"
APP_SCOPES = (_SCOPE,)
USER_SCOPES = (
    _SCOPE,
    f"{_SCOPE}/sell.inventory",
    f"{_SCOPE}/sell.fulfillment",
    f"{_SCOPE}/sell.account",
    f"{_SCOPE}/sell.finances",
    f"{_SCOPE}/sell.stores",
    f"{_SCOPE}/sell.payment.dispute",
    f"{_SCOPE}/commerce.message",
    f"{_SCOPE}/commerce.identity.readonly",
    f"{_SCOPE}/commerce.notification.subscription",
)


@dataclass(frozen=True, slots=True)
class Keyset:
    """An application registered with eBay: one for the sandbox, one for production."""

    app_id: Secret
    cert_id: Secret
    ru_name: str = ""


def consent_url(hosts: Hosts, keyset: Keyset, state: str) -> str:
    """Where the seller says yes. ``state`` comes back, and proves who asked."""
    query = {
        "client_id": keyset.app_id.reveal(),
        "redirect_uri": keyset.ru_name,
        "response_type": "code",
        "scope": " ".join(USER_SCOPES),
        "state": state,
        "prompt": "login",  # else eBay silently takes whoever is signed in
    }
    return f"{hosts.address('auth')}/oauth2/authorize?{urlencode(query)}"


class SignIn:
    """The token endpoint, for one application."""

    def __init__(self, transport: Transport, hosts: Hosts, keyset: Keyset) -> None:
        self._transport, self._keyset = transport, keyset
        self._url = hosts.url(APIS["oauth"], "/token")

    def with_code(self, code: str) -> Renewed:
        """Both tokens of a seller who has just consented."""
        ru_name = self._keyset.ru_name
        answer = self._ask("authorization_code", code=code, redirect_uri=ru_name)
        return tokens_of(answer)

    def renewed(self, refresh_token: Secret) -> Renewed:
        """The next access token; the refresh token stays the same for 18 months."""
        token = refresh_token.reveal()
        return tokens_of(self._ask("refresh_token", refresh_token=token))

    def as_application(self, scopes: Sequence[str] = APP_SCOPES) -> Renewed:
        answer = self._ask("client_credentials", scope=" ".join(scopes))
        return tokens_of(answer, "app_token")

    def _ask(self, grant: str, **form: str) -> Mapping[str, Any]:
        answer = self._transport.request(
            "POST",
            self._url,
            data={"grant_type": grant, **form},
            auth=Basic(self._keyset.app_id, self._keyset.cert_id),
            cost=0,
            operation=f"oauth.{grant}",
            classify=_classify,
            # The same code is never taken twice: sending it again would be refused.
            retry_connect=grant != "authorization_code",
        ).json()
        if not isinstance(answer, Mapping) or not answer.get("access_token"):
            raise PayloadError(_lt("eBay answered without a token."), code="no_token")
        return answer


_SAYS = {
    "invalid_client": _lt(
        "eBay does not accept the App ID and Cert ID of this "
        "connection. Sandbox and production have different ones."
    ),
    "invalid_grant": _lt(
        "The permission has ended or was taken back: sign in to eBay again."
    ),
    "invalid_scope": _lt(
        "The seller has not allowed all that we need: sign in to eBay again."
    ),
    "unauthorized_client": _lt("eBay does not know this application."),
}


def _classify(response: Response) -> IntegrationError | None:
    if response.status not in (400, 401, 403):
        return None
    try:
        body = response.json()
    except IntegrationError:
        body = None
    said = str(body.get("error") or "") if isinstance(body, Mapping) else ""
    text = _SAYS.get(said, _lt("eBay refused to give out an access token."))
    return AuthError(text, code=said or str(response.status))
