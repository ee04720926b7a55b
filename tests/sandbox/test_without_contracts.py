"""No registry, no contracts: the sandbox runs, and the contract tests do not pass."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox.contracts import fetch, location
from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote
from sandbox.shopify.platform import DEFAULT_SHOP, STATIC_TOKEN

ROOT = Path(__file__).parents[2]


class Shop(Remote):
    """Speaks Shopify's GraphQL, without knowing any schema."""

    def ask(self, text: str, **variables: Any) -> dict[str, Any]:
        return self.post(
            f"/shopify/{DEFAULT_SHOP}/admin/api/2026-07/graphql.json",
            json={"query": text, "variables": variables},
            headers={"X-Shopify-Access-Token": STATIC_TOKEN},
        ).json()

    def shopify(self, text: str, **variables: Any) -> dict[str, Any]:
        answer = self.ask(text, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]


@contextmanager
def started(contracts: Path):
    """A sandbox as a process of its own, and what it said at its start."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "OMNI_CONTRACTS": str(contracts)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        log = list(takewhile(lambda line: "Ctrl+C" not in line, process.stdout))
        yield Shop(f"http://127.0.0.1:{port}"), log
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture
def no_contracts(tmp_path, monkeypatch):
    monkeypatch.setenv("OMNI_CONTRACTS", str(tmp_path))
    return tmp_path


def test_the_sandbox_starts_and_says_that_validation_is_off(no_contracts):
    with SandboxThread(Config(load_data=False)) as running:
        assert requests.get(running.base_url + "/control/state", timeout=10).ok
        platforms = running.kernel.platforms
        assert all(platform.contract is None for platform in platforms.values())
        for code in platforms:
            assert any(
                w.startswith(f"{code}: validation is off")
                for w in running.kernel.warnings
            )


def test_shopify_answers_as_usual_and_the_log_and_the_page_warn(no_contracts):
    with started(no_contracts) as (sandbox, log):
        assert any("shopify: validation is off" in line for line in log)
        state = sandbox.get("/control/state").json()
        assert any(
            w.startswith("shopify: validation is off") for w in state["warnings"]
        )

        order = sandbox.shopify(
            '{ orders(first: 1, query: "status:any") { nodes { name createdAt'
            " totalPriceSet { shopMoney { amount currencyCode } }"
            " lineItems(first: 5) { nodes { sku quantity } } } } }"
        )["orders"]["nodes"][0]
        assert order["name"].startswith("#")
        assert Decimal(order["totalPriceSet"]["shopMoney"]["amount"]) > 0
        assert order["lineItems"]["nodes"][0]["quantity"] >= 1
        product = sandbox.shopify(
            "{ products(first: 1) { nodes { id title variants(first: 1) {"
            " nodes { sku inventoryItem { id } } } } } }"
        )["products"]["nodes"][0]
        assert product["variants"]["nodes"][0]["sku"]
        renamed = sandbox.shopify(
            "mutation($product: ProductUpdateInput!) { productUpdate(product: $product)"
            " { product { title } userErrors { message } } }",
            product={"id": product["id"], "title": "Renamed"},
        )
        assert renamed == {
            "productUpdate": {"product": {"title": "Renamed"}, "userErrors": []}
        }


def test_what_the_contract_would_refuse_is_let_through(no_contracts):
    with SandboxThread(Config(platforms=("shopify",))) as running:
        sandbox = Shop(running.base_url)
        # an argument and a field that Shopify has not, and a call without its key
        asked = "{ shop(loud: true) { name noSuchField } }"
        assert list(sandbox.shopify(asked)["shop"]) == ["name"]


def test_what_is_not_played_is_told(no_contracts):
    with SandboxThread(Config(platforms=("shopify",))) as running:
        answer = Shop(running.base_url).ask("{ marketingActivities(first: 1) { x } }")
        assert answer["errors"][0]["extensions"]["code"] == "SANDBOX_NOT_SIMULATED"


def test_the_contract_tests_fail_with_one_plain_sentence(no_contracts):
    options = ["-p", "no:odoo", "-p", "no:cacheprovider", "-q", "--tb=short"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "tests/contract/test_suite.py"],
        cwd=ROOT,
        env={**os.environ, "OMNI_CONTRACTS": str(no_contracts)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "are not on this machine, so nothing can be held against" in done.stdout
    assert "passed" not in done.stdout
    assert "skipped" not in done.stdout


def test_a_package_that_is_not_the_pinned_file_is_refused(no_contracts, monkeypatch):
    def changed(package, scratch):
        archive = scratch / "evil-1.0.tgz"
        archive.write_bytes(b"something else")
        return archive

    monkeypatch.setattr(fetch, "_downloaded", changed)
    with pytest.raises(fetch.FetchError, match="is not the file it was"):
        fetch.fetch(fetch.PACKAGES[0])
    assert not location.package(fetch.PACKAGES[0].name).exists()


def test_what_is_here_already_is_not_fetched_again(no_contracts, monkeypatch):
    package = fetch.PACKAGES[0]
    folder = location.package(package.name)
    folder.mkdir(parents=True)
    (folder / ".fetched").write_text(package.sha256)
    monkeypatch.setattr(fetch, "_downloaded", None)
    assert fetch.fetch(package) is False


def test_an_archive_cannot_write_outside_of_its_folder(tmp_path):
    archive = tmp_path / "evil.whl"
    with zipfile.ZipFile(archive, "w") as wheel:
        wheel.writestr("../escaped.py", "import os")
    with pytest.raises(fetch.FetchError, match="outside of its folder"):
        fetch._unpack(archive, tmp_path / "inside", ("*",))
    assert not (tmp_path / "escaped.py").exists()


def test_what_a_registry_said_is_told_and_the_rest_is_still_fetched(
    no_contracts, monkeypatch, capsys
):
    def down(package, scratch):
        raise fetch.FetchError("the registry is down")

    monkeypatch.setattr(fetch, "_downloaded", down)
    monkeypatch.setattr(fetch, "PREPARERS", ())
    assert fetch.main() == 1
    said = capsys.readouterr().out
    assert said.count("FAILED: the registry is down") == len(fetch.PACKAGES)
    assert "run this again" in said
