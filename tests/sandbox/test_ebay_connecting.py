"""Connecting to eBay: consent in the browser, tokens that expire, a consent revoked."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from .ebay_sandbox import APPLICATION, SCOPE, ebay_alone

AUTHORIZE = "/ebay/auth/oauth2/authorize"
TOKEN = "/ebay/api/identity/v1/oauth2/token"
SCOPES = f"{SCOPE} {SCOPE}/sell.inventory"


@pytest.fixture
def ebay():
    with ebay_alone(load_data=False) as remote:
        yield remote


def consent(ebay, **changes):
    query = {
        "client_id": APPLICATION.app_id,
        "redirect_uri": APPLICATION.ru_name,
        "response_type": "code",
        "scope": SCOPES,
        "state": "s-1",
        **changes,
    }
    return ebay.get(AUTHORIZE, params=query, allow_redirects=False)


def grant(ebay, secret=APPLICATION.cert_id, **form):
    pair = base64.b64encode(f"{APPLICATION.app_id}:{secret}".encode()).decode()
    url = ebay.base_url + TOKEN
    return requests.post(
        url, data=form, headers={"Authorization": f"Basic {pair}"}, timeout=10
    )


def returned(answer) -> dict[str, str]:
    assert answer.status_code == 302, answer.text
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: values[0] for name, values in query.items()}


@pytest.fixture
def tokens(ebay):
    ebay.act("ebay", "consent-mode", mode="approve")
    code = returned(consent(ebay))["code"]
    redirect = APPLICATION.ru_name
    answer = grant(
        ebay, grant_type="authorization_code", code=code, redirect_uri=redirect
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def works(ebay, token) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    path = "/ebay/api/sell/inventory/v1/inventory_item"
    return ebay.get(path, headers=headers).status_code


def refresh(ebay, tokens, **more):
    return grant(
        ebay,
        grant_type="refresh_token",
        refresh_token=tokens["refresh_token"],
        **more,
    )


def test_the_consent_page_lets_a_person_choose(ebay):
    page = consent(ebay)
    assert "Agree and continue" in page.text
    assert "newcomer_us" in page.text
    form = {
        "client_id": APPLICATION.app_id,
        "redirect_uri": APPLICATION.ru_name,
        "response_type": "code",
        "scope": SCOPES,
        "state": "<s>",
        "seller": "teile_de",
        "decision": "agree",
    }
    path = AUTHORIZE.replace("authorize", "consent")
    got = returned(ebay.post(path, data=form, allow_redirects=False))
    assert got["state"] == "<s>"
    form["decision"] = "deny"
    got = returned(ebay.post(path, data=form, allow_redirects=False))
    assert got["error"] == "access_denied"


def test_a_code_is_traded_for_tokens_once(ebay, tokens):
    assert tokens["expires_in"] == 7200
    assert tokens["refresh_token_expires_in"] == 47_304_000
    assert tokens["token_type"] == "User Access Token"
    assert works(ebay, tokens["access_token"]) == 200
    code = returned(consent(ebay))["code"]
    form = {"grant_type": "authorization_code", "code": code}
    form["redirect_uri"] = APPLICATION.ru_name
    assert grant(ebay, **form).status_code == 200
    again = grant(ebay, **form)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": "somebody"},
        {"redirect_uri": "https://evil.example/"},
        {"response_type": "token"},
        {"scope": "everything"},
    ],
)
def test_a_wrong_wish_never_leaves_ebays_page(ebay, changes):
    assert consent(ebay, **changes).status_code == 400


def test_an_access_token_dies_after_two_hours_and_is_renewed(ebay, tokens):
    ebay.advance(7_201)
    assert works(ebay, tokens["access_token"]) == 401
    renewed = refresh(ebay, tokens).json()
    assert "refresh_token" not in renewed  # it is not rotated
    assert works(ebay, renewed["access_token"]) == 200


def test_a_refresh_can_narrow_the_scopes_but_not_widen_them(ebay, tokens):
    assert refresh(ebay, tokens, scope=SCOPE).status_code == 200
    wider = refresh(ebay, tokens, scope=f"{SCOPE}/sell.finances")
    assert wider.json()["error"] == "invalid_scope"


def test_a_revoked_consent_ends_everything(ebay, tokens):
    assert ebay.act("ebay", "revoke-consent")["revoked"] == 2
    assert works(ebay, tokens["access_token"]) == 401
    assert refresh(ebay, tokens).json()["error"] == "invalid_grant"


def test_an_expired_token_leaves_the_consent_alone(ebay, tokens):
    ebay.act("ebay", "expire-token")
    assert works(ebay, tokens["access_token"]) == 401
    assert refresh(ebay, tokens).status_code == 200


def test_the_wrong_secret_gets_nothing(ebay):
    answer = grant(ebay, secret="guess", grant_type="client_credentials", scope=SCOPE)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_an_application_reads_the_public_parts_only(ebay):
    answer = grant(ebay, grant_type="client_credentials", scope=SCOPE).json()
    token = answer["access_token"]
    assert answer["token_type"] == "Application Access Token"
    headers = {"Authorization": f"Bearer {token}"}
    path = "/ebay/api/commerce/taxonomy/v1/category_tree/100"
    assert ebay.get(path, headers=headers).status_code == 200
    assert works(ebay, token) == 403


def test_the_token_endpoint_has_a_daily_limit_of_its_own(ebay):
    form = {"grant_type": "client_credentials", "scope": SCOPE}
    vault = ebay.platform.vault
    vault._grants.clear()
    for _ in range(3):
        assert grant(ebay, **form).status_code == 200
    for key in vault._grants:
        vault._grants[key] = 1_000
    assert grant(ebay, **form).status_code == 429


def test_a_scope_can_be_lost_on_demand(ebay, tokens):
    ebay.fault("lose_scope", platform="ebay", times=1)
    assert works(ebay, tokens["access_token"]) == 403


def test_faults_strike_the_token(ebay, tokens):
    ebay.fault("expire_token", platform="ebay", times=1)
    assert works(ebay, tokens["access_token"]) == 401
    renewed = refresh(ebay, tokens).json()
    ebay.fault("revoke_token", platform="ebay", times=1)
    assert works(ebay, renewed["access_token"]) == 401
    assert refresh(ebay, tokens).json()["error"] == "invalid_grant"
