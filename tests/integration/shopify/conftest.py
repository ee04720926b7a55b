"""Our Shopify adapter against the whole sandbox, over real HTTP, without a database."""

from __future__ import annotations

from pathlib import Path

import pytest

import odoo.init

import odoo.addons

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tests.contract.shopify_merchant import SHOP, Merchant
from tests.sandbox.shopify_sandbox import CLIENT_ID, SECRET, ShopifyRemote

_ADDONS = str(Path(__file__).parents[3] / "addons")
if _ADDONS not in odoo.addons.__path__:
    odoo.addons.__path__.append(_ADDONS)

from .store import connect


@pytest.fixture(scope="session")
def running():
    with SandboxThread(Config(seed=1, platforms=("shopify",))) as thread:
        yield thread


@pytest.fixture
def remote(running):
    remote = ShopifyRemote(running)
    remote.act("shopify", "set-plan", maximum=20_000, restore=1_000)
    yield remote
    remote.heal()


@pytest.fixture
def store(remote):
    """The seeded store: a catalogue, customers, a year of orders."""
    return connect(remote, SHOP)


@pytest.fixture
def merchant(remote):
    """The hands of a merchant in an empty store of the test's own."""
    return Merchant.of_a_new_shop(remote)


@pytest.fixture
def shop(remote, merchant):
    """The merchant's store, as our adapter sees it."""
    return connect(remote, merchant.shop)


__all__ = ["CLIENT_ID", "SECRET"]
