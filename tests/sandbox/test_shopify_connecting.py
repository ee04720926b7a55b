"""How an app gets in, stays in and is thrown out."""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import parse_qsl, urlsplit

import pytest

from .shopify_sandbox import CLIENT_ID, SECRET, shopify_alone

EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token"
APP = {"client_id": CLIENT_ID, "client_secret": SECRET}


@pytest.fixture
def shopify():
    with shopify_alone(load_data=False) as remote:
        yield remote


def status(shopify, token):
    merchant = shopify.merchant(token=token)
    return merchant.post({"query": "{ shop { name } }"}).status_code


def code_for(shopify, **more):
    """What the merchant's click brings to the app's own address."""
    query = {
        "client_id": CLIENT_ID,
        "scope": "write_products,read_orders",
        "redirect_uri": "https://odoo.example/callback",
        "state": "nonce-1",
        **more,
    }
    path = "/shopify/motor-parts/admin/oauth/"
    page = shopify.get(path + "authorize", params=query)
    if not page.ok:
        return page
    assert "Install app" in page.text
    answer = shopify.get(path + "grant", params=query, allow_redirects=False)
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


def test_client_credentials_give_a_token_for_a_day(shopify):
    granted = shopify.token(**APP, grant_type="client_credentials").json()
    assert granted["expires_in"] == 86_399
    assert "write_products" in granted["scope"].split(",")
    assert status(shopify, granted["access_token"]) == 200
    shopify.advance(86_401)
    assert status(shopify, granted["access_token"]) == 401


@pytest.mark.parametrize(
    ("given", "code", "error"),
    [
        ({"client_id": "x", "client_secret": SECRET}, 400, "application_cannot"),
        ({"client_id": CLIENT_ID, "client_secret": "x"}, 401, "invalid_client"),
        ({**APP, "code": "never-seen"}, 400, "invalid_request"),
        ({**APP, "grant_type": "refresh_token"}, 400, "invalid_grant"),
    ],
)
def test_a_wrong_request_for_a_token_is_refused(shopify, given, code, error):
    answer = shopify.token(**{"grant_type": "client_credentials", **given})
    if "code" in given:
        answer = shopify.token(**given)
    assert answer.status_code == code
    assert answer.json()["error"].startswith(error)


def test_the_callback_is_signed_and_carries_the_state(shopify):
    back = code_for(shopify)
    message = "&".join(f"{k}={back[k]}" for k in sorted(back) if k != "hmac")
    wanted = hmac.new(SECRET.encode(), message.encode(), hashlib.sha256).hexdigest()
    assert hmac.compare_digest(back["hmac"], wanted)
    assert (back["state"], back["shop"]) == ("nonce-1", "motor-parts.myshopify.com")


def test_a_code_works_once_and_grants_what_was_asked(shopify):
    back = code_for(shopify)
    granted = shopify.token(**APP, code=back["code"]).json()
    assert granted == {
        "access_token": granted["access_token"],
        "scope": "read_orders,write_products",
    }
    merchant = shopify.merchant(token=granted["access_token"])
    denied = merchant.error("{ customers(first: 1) { nodes { id } } }")
    assert denied["extensions"]["code"] == "ACCESS_DENIED"
    assert shopify.token(**APP, code=back["code"]).status_code == 400


def test_an_unknown_scope_stops_at_the_consent_page(shopify):
    answer = code_for(shopify, scope="read_minds")
    assert answer.status_code == 400
    assert "read_minds" in answer.text


def test_refreshing_rotates_and_a_lost_answer_locks_nobody_out(shopify):
    """The old pair stays good until the new one is used for the first time."""
    back = code_for(shopify)
    first = shopify.token(**APP, code=back["code"], expiring="1").json()
    assert (first["expires_in"], first["refresh_token_expires_in"]) == (3600, 7_776_000)
    refresh = {**APP, "grant_type": "refresh_token"}
    shopify.token(**refresh, refresh_token=first["refresh_token"])  # answer lost
    second = shopify.token(**refresh, refresh_token=first["refresh_token"]).json()
    assert status(shopify, first["access_token"]) == 200
    assert status(shopify, second["access_token"]) == 200
    assert status(shopify, first["access_token"]) == 401
    again = shopify.token(**refresh, refresh_token=first["refresh_token"])
    assert again.json()["error"] == "invalid_grant"


def test_an_expired_token_is_refused_and_its_refresh_is_not(shopify):
    back = code_for(shopify)
    first = shopify.token(**APP, code=back["code"], expiring="1").json()
    shopify.advance(3_601)
    assert status(shopify, first["access_token"]) == 401
    fresh = shopify.token(
        **APP, grant_type="refresh_token", refresh_token=first["refresh_token"]
    ).json()
    assert status(shopify, fresh["access_token"]) == 200


def test_an_old_everlasting_token_is_exchanged_for_an_expiring_one(shopify):
    old = shopify.merchant().token
    granted = shopify.token(
        **APP,
        grant_type=EXCHANGE,
        subject_token=old,
        subject_token_type=OFFLINE,
        requested_token_type=OFFLINE,
        expiring="1",
    ).json()
    assert status(shopify, granted["access_token"]) == 200
    assert status(shopify, old) == 401


def test_a_session_of_the_admin_is_exchanged_for_a_token(shopify):
    session = shopify.act("shopify", "session-token")["session_token"]
    given = {
        **APP,
        "grant_type": EXCHANGE,
        "subject_token": session,
        "subject_token_type": "urn:ietf:params:oauth:token-type:id_token",
        "requested_token_type": OFFLINE,
    }
    granted = shopify.token(**given).json()
    assert status(shopify, granted["access_token"]) == 200
    forged = shopify.token(**{**given, "subject_token": session[:-2] + "xx"})
    assert forged.json()["error"] == "invalid_subject_token"


def test_uninstalling_kills_every_token(shopify):
    granted = shopify.token(**APP, grant_type="client_credentials").json()
    shopify.act("shopify", "uninstall-app")
    assert status(shopify, granted["access_token"]) == 401
    assert status(shopify, shopify.merchant().token) == 401
    answer = shopify.token(**APP, grant_type="client_credentials")
    assert answer.json()["error"] == "app_not_installed"
    back = code_for(shopify)
    fresh = shopify.token(**APP, code=back["code"]).json()
    assert status(shopify, fresh["access_token"]) == 200


@pytest.mark.parametrize("kind", ["revoke_token", "expire_token"])
def test_tokens_are_lost_on_demand(shopify, kind):
    granted = shopify.token(**APP, grant_type="client_credentials").json()
    shopify.fault(kind, platform="shopify", times=1)
    assert status(shopify, granted["access_token"]) == 401
    assert status(shopify, granted["access_token"]) == 401


def test_shops_do_not_see_each_other(shopify):
    shopify.act("shopify", "open-shop", shop="second", currency="EUR")
    second = shopify.merchant(shop="second")
    assert second.read("{ shop { currencyCode } }") == {"currencyCode": "EUR"}
    granted = shopify.token(**APP, grant_type="client_credentials").json()
    stranger = shopify.merchant(shop="second", token=granted["access_token"])
    assert stranger.post({"query": "{ shop { name } }"}).status_code == 401
