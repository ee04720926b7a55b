"""Mounting: what is broken is named, and the rest runs."""

from __future__ import annotations

import requests

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread


def test_a_broken_platform_does_not_take_the_others_down():
    names = ("tests.sandbox.corner_shop", "tests.sandbox.nowhere")
    with SandboxThread(Config(platforms=names, load_data=False)) as running:
        assert list(running.kernel.platforms) == ["corner"]
        (warning,) = running.kernel.warnings
        assert "tests.sandbox.nowhere is not mounted" in warning
        assert requests.get(running.base_url + "/corner/orders", timeout=5).ok


def test_the_page_needs_nothing_from_elsewhere(client):
    page = client.get("/")
    assert page.ok
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    for name in ("app.js", "page.css", "dom.js"):
        assert client.get(f"/page/{name}").ok
    for text in (page.text, client.get("/page/page.css").text):
        assert "http://" not in text
        assert "https://" not in text


def test_the_page_gives_away_no_other_file(client):
    for name in ("..%2f__main__.py", "%2e%2e/README.md", "nothing.js", "index.html%00"):
        assert client.get(f"/page/{name}").status_code == 404
