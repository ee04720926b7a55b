"""Our eBay adapter against the whole sandbox, over real HTTP, without a database."""

from __future__ import annotations

from pathlib import Path

import pytest

import odoo.init

import odoo.addons

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from tests.sandbox.ebay_sandbox import EbayRemote

_ADDONS = str(Path(__file__).parents[3] / "addons")
if _ADDONS not in odoo.addons.__path__:
    odoo.addons.__path__.append(_ADDONS)

from .account import connect


@pytest.fixture(scope="session")
def running():
    """The seeded world: sellers with a catalogue, buyers, a year of orders."""
    with SandboxThread(Config(seed=1, platforms=("ebay",))) as thread:
        yield thread


@pytest.fixture
def remote(running):
    remote = EbayRemote(running)
    yield remote
    remote.heal()


@pytest.fixture
def ebay(remote):
    """Our adapter, signed in as the American seller."""
    return connect(remote)
