"""No registry, no contracts: the sandbox runs, and the contract tests do not pass."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import requests

from sandbox.contracts import fetch, location
from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread

ROOT = Path(__file__).parents[2]


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
