"""A million orders: the sandbox opens with a part and makes the rest on demand."""

from __future__ import annotations

import resource

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote

GROWTH_LIMIT_KB = 700_000


def test_the_full_scale_opens_sells_and_stays_small():
    before = peak_kb()
    with SandboxThread(Config(scale="full")) as running:
        remote = Remote(running.base_url)
        state = remote.state()
        assert state["scale"] == "full"
        assert state["platforms"]["shopify"]["counts"]["orders"] > 1_000
        for platform in ("shopify", "ebay"):
            (number,) = remote.buy(platform)
            newest = remote.rows(platform, "orders")[0]
            assert number in newest.values()
        assert first_order(remote, state["credentials"]["shopify"]) == "#1001"
    assert peak_kb() - before < GROWTH_LIMIT_KB


def peak_kb() -> int:
    """Of this process, whatever other tests have loaded into it before."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def first_order(remote: Remote, keys: dict[str, str]) -> str:
    """The very first of all orders, read as an app would."""
    answer = remote.post(
        f"/shopify/{keys['shop']}/admin/api/2026-07/graphql.json",
        headers={"X-Shopify-Access-Token": keys["access_token"]},
        json={"query": "{ orders(first: 1, sortKey: CREATED_AT) { nodes { name } } }"},
    )
    (order,) = answer.json()["data"]["orders"]["nodes"]
    return order["name"]
