"""The page in a real browser: it shows what is held, and runs nothing of it."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
HOSTILE = "<img src=x onerror=\"document.title='owned'\">"


@pytest.fixture
def seen(sandbox, tmp_path):
    """The page's DOM once its scripts have run."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.fail("Chromium is not installed; the page needs a browser to be seen.")

    def look() -> str:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
        profile = f"--user-data-dir={tmp_path}"
        wait = "--virtual-time-budget=3000"
        done = subprocess.run(
            [browser, *options, profile, wait, sandbox.base_url + "/"],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return done.stdout

    return look


def test_it_shows_what_each_platform_holds_and_what_happened(client, seen):
    client.post("/corner/orders")
    client.fault("hangup", platform="corner")

    page = seen()

    assert "<td" in page
    assert ">C1</td>" in page
    assert "POST /corner/orders" in page
    assert "burn-down" in page
    assert re.search(r'<button class="on"[^>]*>hangup</button>', page)
    assert "open sesame" in page
    assert "no answer broke a contract" in page


def test_it_says_that_nothing_is_held_against_a_contract(sandbox, shop, seen):
    shop.contract = None
    page = seen()
    assert "answers are not validated" in page
    assert "not validated: vendor contract missing" in page
    assert "no answer broke a contract" not in page


def test_hostile_text_is_shown_and_never_run(client, shop, seen):
    shop.orders.append(HOSTILE)
    page = seen()
    assert "&lt;img src=x" in page
    assert "<img" not in page
    assert "<title>OmniRoute sandbox</title>" in page
