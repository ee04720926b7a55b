"""A label is paid, and the server dies before it could write that down.

Real servers, a real kill -9, at the worst moment: the platform has sold the label and
its answer is on its way. Nothing may be bought twice, nothing paid may get lost.
"""

from __future__ import annotations

import pytest

from bench._label_shop import LabelShop, answers_after
from bench.common import wait_until
from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote
from tools.omni import clusters, databases


@pytest.fixture(scope="module")
def cluster():
    with databases.ready(clusters.test()) as cluster:
        yield cluster


@pytest.fixture
def platform():
    with SandboxThread(Config(seed=1, load_data=False)) as running:
        yield running


def test_a_server_killed_between_purchase_and_commit_buys_nothing_twice(
    cluster, platform
):
    with databases.copied(cluster, "chaos_label") as database:
        shop = LabelShop(cluster, database, platform, count=1)
        answers_after(platform, 15)
        with shop.server() as odoo:
            wait_until(lambda: len(shop.sold()) == 1, 90, "a label sold")
            assert shop.known() == {}, "killed too late: it proves nothing"
            odoo.kill9()
        Remote(platform.base_url).heal()
        with shop.server():
            wait_until(lambda: len(shop.known()) == 1, 120, "the label known")
        assert shop.known() == shop.sold()


def test_labels_bought_amid_kills_are_neither_lost_nor_doubled(cluster, platform):
    with databases.copied(cluster, "chaos_labels") as database:
        shop = LabelShop(cluster, database, platform, count=30)
        answers_after(platform, 1)
        for goal in (4, 14):  # two power cuts amid the purchases
            with shop.server() as odoo:
                wait_until(lambda goal=goal: len(shop.sold()) >= goal, 90, "labels")
                odoo.kill9()
        Remote(platform.base_url).heal()
        with shop.server():
            wait_until(lambda: len(shop.known()) == 30, 180, "all labels known")
        assert shop.known() == shop.sold()
