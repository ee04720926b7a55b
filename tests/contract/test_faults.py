"""One fault, three voices: each platform fails in its own words."""

from __future__ import annotations

import json

import pytest

from bench._sandbox_calls import CALLS
from sandbox.kernel.config import PLATFORMS, Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote

PRODUCTS = {"query": "{ products(first: 1) { nodes { id } } }"}


class Voice:
    """A simple request to one platform, and how its answers are to be read."""

    def __init__(self, remote, code: str) -> None:
        self._remote, self._call = remote, CALLS[code](remote)
        self._body = json.dumps(PRODUCTS) if code == "shopify" else self._call.body

    def ask(self):
        call = self._call
        return self._remote.request(
            call.method, call.path, headers=call.headers, data=self._body
        )


@pytest.fixture(params=PLATFORMS)
def alone(request):
    """A sandbox that may be spoilt: rights and tokens that are lost stay lost."""
    with SandboxThread(Config(platforms=(request.param,), load_data=False)) as running:
        yield request.param, Remote(running.base_url)


@pytest.fixture
def remote(alone):
    return alone[1]


@pytest.fixture
def voice(alone):
    code, remote = alone
    return code, Voice(remote, code)


def test_too_many_calls(voice, remote):
    code, platform = voice
    remote.fault("throttle", platform=code, times=1)
    answer = platform.ask()
    if code == "shopify":
        assert answer.status_code == 200
        (error,) = answer.json()["errors"]
        assert error["extensions"]["code"] == "THROTTLED"
    else:
        assert answer.status_code == 429
    assert platform.ask().status_code == 200


def test_a_server_error_comes_and_goes(voice, remote):
    code, platform = voice
    remote.fault("status", platform=code, times=1, args={"code": 502})
    assert platform.ask().status_code == 502
    assert platform.ask().status_code == 200


@pytest.mark.parametrize("kind", ["revoke_token", "expire_token"])
def test_a_token_that_is_no_longer_good(voice, remote, kind):
    code, platform = voice
    remote.fault(kind, platform=code, times=1)
    assert platform.ask().status_code == 401


def test_a_right_that_was_lost(voice, remote):
    code, platform = voice
    remote.fault("lose_scope", platform=code, times=1)
    answer = platform.ask()
    if code == "shopify":
        assert answer.status_code == 200
        assert answer.json()["errors"][0]["extensions"]["code"] == "ACCESS_DENIED"
    elif code == "ebay":
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["errorId"] == 1100
    else:
        assert answer.status_code == 403


def test_a_new_field_does_not_count_as_a_broken_contract(voice, remote):
    code, platform = voice
    before = platform.ask().json()
    remote.fault("new_field", platform=code, times=1)
    assert platform.ask().json() != before


def test_a_fault_on_one_platform_leaves_the_others_alone(voice, remote):
    code, platform = voice
    for other in set(PLATFORMS) - {code}:
        remote.fault("status", platform=other)
    assert platform.ask().status_code == 200
