"""Signing in, staying signed in, and what Shopify's refusals mean."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from odoo.addons.omni_commerce.documents import Kind
from odoo.addons.omni_core.engine.platform import (
    InboundRequest,
    StoredEvent,
    get_platform,
)
from odoo.addons.omni_core.lib.errors import (
    AuthError,
    SignatureError,
    ThrottledError,
    TransientError,
)
from odoo.addons.omni_shopify.check import version_warnings
from odoo.addons.omni_shopify.client.const import API_VERSION, API_VERSION_ENDS
from odoo.addons.omni_shopify.client.errors import AccessDeniedError, TooDearError
from odoo.addons.omni_shopify.topics import SUBSCRIBED, enum_of
from odoo.addons.omni_shopify.webhooks import repair

from sandbox.shopify import endpoint
from tests.sandbox.shopify_sandbox import CLIENT_ID, SECRET

from .store import connect, settings

SHOP = "motor-parts"
ADDRESS = "http://127.0.0.1:9/omni/webhook/token-1"


# -- tokens --


def test_a_token_comes_by_the_client_credentials_grant_and_works(remote):
    first = connect(remote, SHOP, grant="client_credentials", access_token=None)
    tokens = first.renew()
    token, ends = tokens["access_token"]
    assert ends is not None
    adapter = connect(remote, SHOP, grant="client_credentials", access_token=token)
    assert adapter.check().account.startswith("Motor Parts")


def test_a_refresh_token_gives_the_next_pair_and_a_lost_answer_loses_nothing(
    remote, merchant
):
    pair = _offline_pair(remote, merchant.shop)
    adapter = connect(remote, merchant.shop, grant="refresh", **pair)
    adapter.renew()  # this answer is lost
    tokens = adapter.renew()
    assert set(tokens) == {"access_token", "refresh_token"}
    renewed = {key: value for key, (value, _ends) in tokens.items()}
    assert renewed["refresh_token"] != pair["refresh_token"]
    adapter = connect(remote, merchant.shop, grant="refresh", **renewed)
    assert adapter.check().account


def _offline_pair(remote, shop):
    """What the merchant's consent gives an app that uses expiring tokens."""
    admin = f"{remote.base_url}/shopify/{shop}/admin/oauth"
    wanted = {
        "client_id": CLIENT_ID,
        "scope": "write_orders,write_products",
        "redirect_uri": "http://127.0.0.1:9/back",
        "state": "s",
    }
    consent = remote.session.get(f"{admin}/grant", params=wanted, allow_redirects=False)
    code = consent.headers["Location"].partition("code=")[2].partition("&")[0]
    given = {"client_id": CLIENT_ID, "client_secret": SECRET, "code": code}
    answer = remote.session.post(f"{admin}/access_token", json={**given, "expiring": 1})
    found = answer.json()
    return {key: found[key] for key in ("access_token", "refresh_token")}


def test_an_expired_token_asks_for_renewal_and_a_static_one_for_a_person(remote):
    for grant, code in (("client_credentials", "token_expired"), ("static", "401")):
        adapter = connect(remote, SHOP, grant=grant, access_token="shpat_wrong")
        with pytest.raises(AuthError) as refusal:
            adapter.check()
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"client_id": "nobody"}, "no app with this client ID"),
        ({"client_secret": "wrong"}, "does not accept the client secret"),
        ({"client_secret": None}, "client ID and client secret are missing"),
    ],
)
def test_what_is_wrong_with_the_app_is_said_in_words(remote, wrong, says):
    adapter = connect(remote, SHOP, grant="client_credentials", **wrong)
    with pytest.raises(AuthError, match=says):
        adapter.renew()


def test_a_store_that_is_not_there_is_told_and_never_taken_for_a_deleted_order(remote):
    adapter = connect(remote, "no-such-store")
    with pytest.raises(AuthError, match="no store under this name"):
        adapter.get(Kind.ORDER, ["gid://shopify/Order/1"])


@pytest.mark.parametrize("shop", ["", "evil.example/x", "a b", "..", "x.example.com"])
def test_an_address_that_is_no_store_goes_nowhere(remote, shop):
    with pytest.raises(AuthError, match=r"my-store\.myshopify\.com"):
        connect(remote, shop)


def test_the_address_is_taken_as_people_paste_it(remote):
    for pasted in (SHOP, f"{SHOP}.myshopify.com", f"https://{SHOP}.myshopify.com/ "):
        assert connect(remote, pasted).check().account


# -- check --


def test_the_check_is_content_when_nothing_is_missing(store):
    result = store.check()
    assert result.account == f"Motor Parts ({SHOP}.myshopify.com)"
    assert list(result.warnings) == []


def test_the_check_names_each_missing_scope_and_what_it_switches_off(shop, remote):
    _grant(remote, shop, "read_products", "write_orders")
    warnings = "\n".join(shop.check().warnings)
    assert "write_inventory is missing: no sending stock" in warnings
    assert "read_all_orders is missing: orders older than 60 days" in warnings
    assert "read_orders" not in warnings.replace("read_all_orders", "")


def test_the_check_tells_when_customers_data_are_protected(shop, remote):
    _installation(remote, shop).may_see_customers = False
    warnings = "\n".join(shop.check().warnings)
    assert "protected customer data" in warnings


def test_an_order_is_read_without_the_buyers_data_that_shopify_withholds(
    merchant, shop, remote
):
    made = merchant.order(merchant.product("A"))
    _installation(remote, shop).may_see_customers = False
    order = shop.get(Kind.ORDER, [made["id"]])[made["id"]]
    assert order.name == made["name"]
    assert order.shipping is None
    assert not order.customer.email


def test_a_missing_scope_is_named_when_it_is_needed(shop, remote):
    _grant(remote, shop, "read_products")
    with pytest.raises(AccessDeniedError, match="needs the scope") as refusal:
        shop.fetch(Kind.ORDER, None)
    assert refusal.value.scopes == ("read_orders",)


def _installation(remote, shop):
    return remote.platform.stores[shop.shop_name].installation


def _grant(remote, shop, *scopes):
    _installation(remote, shop).granted = frozenset(scopes)


# -- refusals of the platform --


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("throttle", ThrottledError),
        ("hangup", TransientError),
        ("html200", TransientError),
        ("half", TransientError),
    ],
)
def test_what_goes_wrong_on_the_way_is_tried_again_later(store, remote, kind, error):
    remote.fault(kind, platform="shopify", times=2)
    with pytest.raises(error):
        store.fetch(Kind.PRODUCT, None)


def test_what_is_too_dear_even_alone_is_given_up(store, monkeypatch):
    refs = [order.ref for order in store.fetch(Kind.ORDER, None).items[:5]]
    monkeypatch.setattr(endpoint, "SINGLE_QUERY_LIMIT", 200)
    before = len(store.transport.calls)
    with pytest.raises(TooDearError):
        store.get(Kind.ORDER, refs)
    assert len(store.transport.calls) - before == 4  # five orders, three, two, one


def test_points_spent_are_settled_as_shopify_reckons_them(store):
    store.get(Kind.ORDER, [store.fetch(Kind.ORDER, None).items[0].ref])
    lease = store.transport.lease
    reading = lease.readings[-1]
    assert reading.capacity and reading.restore_per_s
    assert lease.used > 0


# -- webhooks --


def inbound(body, shop=SHOP, secret=SECRET, **headers):
    signature = hmac.digest(secret.encode(), body, hashlib.sha256)
    known = {
        "x-shopify-hmac-sha256": base64.b64encode(signature).decode(),
        "x-shopify-shop-domain": f"{shop}.myshopify.com",
        "x-shopify-topic": "orders/create",
        "x-shopify-webhook-id": "delivery-1",
        "x-shopify-triggered-at": "2026-11-01T10:00:00.123456Z",
        **headers,
    }
    return InboundRequest("POST", "/omni/webhook/t", known, {}, body)


def test_a_signed_delivery_is_let_in_under_its_own_id(remote):
    delivery = get_platform("shopify").verify(inbound(b"{}"), settings(remote, SHOP))
    assert (delivery.delivery_id, delivery.topic) == ("delivery-1", "orders/create")
    assert delivery.triggered_at.year == 2026


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "other"},
        {"shop": "another-store"},
        {"x-shopify-hmac-sha256": ""},
        {"x-shopify-hmac-sha256": "ü"},
    ],
)
def test_what_does_not_prove_itself_stays_outside(remote, wrong):
    with pytest.raises(SignatureError):
        get_platform("shopify").verify(inbound(b"{}", **wrong), settings(remote, SHOP))


@pytest.mark.parametrize(
    ("topic", "body", "news"),
    [
        (
            "orders/updated",
            {"id": 1, "admin_graphql_api_id": "gid://shopify/Order/1"},
            [(Kind.ORDER, "gid://shopify/Order/1")],
        ),
        ("refunds/create", {"order_id": 7}, [(Kind.ORDER, "gid://shopify/Order/7")]),
        ("products/delete", {"id": 3}, [(Kind.PRODUCT, "gid://shopify/Product/3")]),
        (
            "inventory_levels/update",
            {"inventory_item_id": 5},
            [(Kind.STOCK, "gid://shopify/InventoryItem/5")],
        ),
        ("themes/publish", {"id": 1}, []),
        ("orders/updated", [], []),
    ],
)
def test_news_say_what_to_read_again(topic, body, news):
    event = StoredEvent(topic, {}, json.dumps(body).encode())
    assert list(get_platform("shopify").news(event)) == news


def test_every_topic_is_asked_for_once_and_repaired(merchant, shop):
    first = repair(shop.client, ADDRESS, ["token-1"])
    assert sorted(first.created) == sorted(SUBSCRIBED)
    assert not first.refused
    again = repair(shop.client, ADDRESS, ["token-1"])
    assert not (again.created or again.moved or again.removed)
    assert _subscriptions(shop) == {(enum_of(t), ADDRESS) for t in SUBSCRIBED}


def test_a_dropped_subscription_comes_back_and_a_moved_address_is_followed(shop):
    repair(shop.client, ADDRESS, ["token-1"])
    dropped = next(row for row in shop.client.all("webhooks"))
    shop.client.do("webhook_delete", id=dropped["id"])
    new = ADDRESS.replace("token-1", "token-2")
    repairs = repair(shop.client, new, ["token-2", "token-1"])
    assert [enum_of(topic) for topic in repairs.created] == [dropped["topic"]]
    assert len(repairs.moved) == len(SUBSCRIBED) - 1
    assert _subscriptions(shop) == {(enum_of(t), new) for t in SUBSCRIBED}


def test_subscriptions_of_others_stay_as_they_are(shop):
    other = {"uri": "https://else.example/hook", "format": "JSON"}
    shop.client.do("webhook_create", topic="ORDERS_CREATE", subscription=other)
    repair(shop.client, ADDRESS, ["token-1"])
    assert ("ORDERS_CREATE", other["uri"]) in _subscriptions(shop)


def test_an_address_that_shopify_refuses_is_told_topic_by_topic(shop):
    repairs = repair(shop.client, "http://shop.example/omni/webhook/t", ["t1"])
    assert set(repairs.refused) == set(SUBSCRIBED)


def _subscriptions(shop):
    return {(row["topic"], row["uri"]) for row in shop.client.all("webhooks")}


def test_the_api_version_is_told_to_end_in_time():
    known = {API_VERSION: True}
    long_before = API_VERSION_ENDS - timedelta(days=200)
    assert list(version_warnings(known, long_before)) == []
    [soon] = version_warnings(known, API_VERSION_ENDS - timedelta(days=30))
    assert str(API_VERSION_ENDS) in soon
    [over] = version_warnings({API_VERSION: False}, long_before)
    assert "no longer supports" in over
