"""Signing in, staying signed in, and what eBay's refusals mean."""

import pytest

from odoo.addons.omni_core.lib.errors import AuthError

from .account import connect


def test_the_check_names_the_seller_by_an_id_that_never_changes(remote, ebay):
    found = ebay.check()
    assert found.account == "motorparts_us (EBAY_US)"
    assert found.account_ref == remote.platform.seller().user_id


def test_a_refresh_gives_both_tokens_and_they_work(remote):
    first = connect(remote, access_token=None)
    tokens = first.renew()
    assert set(tokens) == {"access_token", "app_token"}
    assert all(ends for _token, ends in tokens.values())
    adapter = connect(remote, access_token=tokens["access_token"][0])
    assert adapter.check().account


def test_an_expired_token_asks_for_renewal(remote):
    adapter = connect(remote, access_token="v^1.1#long#gone")
    with pytest.raises(AuthError) as refusal:
        adapter.check()
    assert refusal.value.code == "token_expired"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"cert_id": "wrong"}, "App ID and Cert ID"),
        ({"cert_id": None}, "App ID and the Cert ID are missing"),
        ({"refresh_token": "revoked"}, "sign in to eBay again"),
        ({"refresh_token": None}, "Nobody has signed in"),
    ],
)
def test_what_is_wrong_with_the_keys_is_said_in_words(remote, wrong, says):
    adapter = connect(remote, app_token="any", **wrong)
    with pytest.raises(AuthError, match=says):
        adapter.renew()
