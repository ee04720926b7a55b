"""Odoo with simulated platforms, and a real browser in front of it.

One of each for all tests: they take long to start. Pictures of what was seen last are
left in `.omni/screenshots/`.
"""

import os
from contextlib import contextmanager

import pytest

from sandbox.remote import Remote
from tools.browser import Browser
from tools.omni import chromium, clusters, databases, demo_connections, paths
from tools.omni.console import console
from tools.omni.servers import OdooServer, SandboxServer

from .room import Room

PICTURES = paths.STATE / "screenshots"
ROOMS = ("room", "first_day")


@pytest.fixture(scope="session")
def sandbox():
    with SandboxServer() as server:
        yield server


@pytest.fixture(scope="session")
def room(sandbox):
    """Connected to all simulated platforms, a month of orders read."""
    with _a_room("browser", sandbox) as room:
        browser = room.browser
        demo_connections.connect(browser.base_url, sandbox.url, room.database)
        room.settle()
        yield room


@pytest.fixture(scope="module")
def first_day():
    """Nothing is connected yet: what somebody sees who has just installed it.

    With platforms of its own: what other tests sell would come in before it is asked
    for, by the poll, and the first import would be done already.
    """
    with SandboxServer() as sandbox, _a_room("first_day", sandbox) as room:
        yield room


@contextmanager
def _a_room(name, sandbox):
    console.do_steps([chromium.step()])
    database = f"{name}_{os.getpid()}"
    with (
        databases.ready(clusters.test()) as cluster,
        databases.copied(cluster, database),
        OdooServer(database, cluster=cluster, cron_threads=3, name=name) as odoo,
        Browser.open(odoo.url, size=(1400, 900)) as browser,
    ):
        rpc = demo_connections.Odoo(odoo.url, database)
        demo_connections.introduce(rpc, odoo.url, sandbox.url)
        browser.log_in("admin", "admin")
        yield Room(browser, rpc, Remote(sandbox.url), PICTURES, database)


@pytest.fixture(autouse=True)
def no_console_errors(request):
    """Whatever a test is about: nothing may go wrong behind the screens."""
    [name] = set(ROOMS) & set(request.fixturenames)
    room = request.getfixturevalue(name)
    room.browser.errors.clear()
    yield
    room.picture(request.node.name)
    assert not room.browser.errors
