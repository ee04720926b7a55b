"""A million orders: the sandbox opens with a part and makes the rest on demand."""

from __future__ import annotations

import resource

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote

MEMORY_LIMIT_KB = 1_000_000


def test_the_full_scale_opens_sells_and_stays_small():
    with SandboxThread(Config(scale="full")) as running:
        remote = Remote(running.base_url)
        state = remote.state()
        assert state["scale"] == "full"
        assert state["platforms"]["shopify"]["counts"]["orders"] > 1_000
        for platform in ("shopify", "ebay"):
            (number,) = remote.buy(platform)
            newest = remote.rows(platform, "orders")[0]
            assert number in newest.values()
        # both the year's old orders and this week's are there to read
        states = {row["fulfillment_status"] for row in remote.rows("shopify", "orders")}
        assert "UNFULFILLED" in states
        assert state["platforms"]["shopify"]["counts"]["fulfillments"] > 500
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < MEMORY_LIMIT_KB
