"""Odoo with two simulated platforms, and a real browser in front of it.

One of each for all tests: they take long to start. Pictures of what was seen last are
left in `.omni/screenshots/`.
"""

import os

import pytest

from sandbox.remote import Remote
from tools.browser import Browser
from tools.omni import chromium, clusters, databases, demo_connections, paths
from tools.omni.console import console
from tools.omni.servers import OdooServer, SandboxServer

from .room import Room

PICTURES = paths.STATE / "screenshots"


@pytest.fixture(scope="session")
def room():
    console.do_steps([chromium.step()])
    name = f"browser_{os.getpid()}"
    with (
        databases.ready(clusters.test()) as cluster,
        databases.copied(cluster, name),
        SandboxServer() as sandbox,
        OdooServer(name, cluster=cluster, cron_threads=3, name="browser") as odoo,
        Browser.open(odoo.url, size=(1400, 900)) as browser,
    ):
        demo_connections.connect(odoo.url, sandbox.url, name)
        rpc = demo_connections.Odoo(odoo.url, name)
        room = Room(browser, rpc, Remote(sandbox.url), PICTURES)
        room.settle()
        browser.log_in("admin", "admin")
        yield room


@pytest.fixture(autouse=True)
def no_console_errors(request, room):
    """Whatever a test is about: nothing may go wrong behind the screens."""
    room.browser.errors.clear()
    yield
    room.picture(request.node.name)
    assert not room.browser.errors
