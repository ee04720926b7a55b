"""A run can be repeated: the same seed and the same requests make the same world."""

from __future__ import annotations

import json
import re

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^\"]*")


def history(sandbox: SandboxThread) -> dict[str, str]:
    """What three platforms hold after some sales, but for the hour and the port."""
    remote = Remote(sandbox.base_url)
    remote.control("POST", "clock", freeze=True, advance_s=60)
    for platform in ("shopify", "ebay"):
        remote.buy(platform, 3)
    platforms = remote.state()["platforms"]
    told = {code: json.dumps(held) for code, held in platforms.items()}
    return {
        code: MOMENT.sub("", text).replace(sandbox.base_url, "")
        for code, text in told.items()
    }


def history_of_seed(seed: int) -> dict[str, str]:
    with SandboxThread(Config(seed=seed)) as sandbox:
        return history(sandbox)


def test_two_sandboxes_of_one_seed_are_alike_and_so_is_one_that_starts_over():
    with SandboxThread(Config(seed=11)) as sandbox:
        first = history(sandbox)
        Remote(sandbox.base_url).reset(seed=11)
        again = history(sandbox)
    assert set(first) == {"shopify", "ebay", "shipstation"}
    assert again == first
    assert history_of_seed(11) == first


def test_another_seed_is_another_world_on_every_platform():
    one, other = history_of_seed(11), history_of_seed(12)
    assert all(one[code] != other[code] for code in one)
