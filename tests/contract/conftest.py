"""The whole sandbox runs once for all contract tests; they talk to it over real HTTP.

* Without the vendors' contracts every test here fails, with one sentence: a contract
  test that held nothing against a contract must not look green.
* An answer of the sandbox that breaks a contract fails the test that caused it, unless
  that is what the test is about: `@pytest.mark.breaks_a_contract`.
* In the end a table tells what was held against which contract.
"""

from __future__ import annotations

import pytest

from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote

RUNNING = pytest.StashKey[SandboxThread]()
NO_CONTRACTS = (
    "The vendor contracts of {} are not on this machine, so nothing can be held "
    "against them; `python -m sandbox.contracts.fetch` fetches them."
)
HEADS = ("platform", "operations", "requests", "answers")


def pytest_configure(config: pytest.Config) -> None:
    text = "breaks_a_contract: this test breaks an answer of the sandbox on purpose"
    config.addinivalue_line("markers", text)


@pytest.fixture(scope="session")
def sandbox(request: pytest.FixtureRequest):
    """The running sandbox: `.kernel`, `.base_url`, `.run(coroutine_function)`."""
    with SandboxThread(Config(seed=1)) as running:
        request.config.stash[RUNNING] = running
        yield running


@pytest.fixture
def kernel(sandbox):
    return sandbox.kernel


@pytest.fixture
def remote(sandbox):
    """A client: `.get(path)`, `.post(path, json=...)`, `.fault(kind)`, `.advance(s)`.

    What a test set up in faults and time is gone after it; its data stay.
    """
    remote = Remote(sandbox.base_url)
    yield remote
    remote.session.close()
    remote.heal()


@pytest.fixture(autouse=True)
def _sandbox_runs(sandbox):
    """Also for tests that look only at a contract: the rule below needs it."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item):
    """No contract, no verdict; and no broken answer goes by unseen."""
    kernel = item.config.stash[RUNNING].kernel
    platforms = kernel.platforms
    # test_ebay_orders.py is about eBay; what names no platform is about all of them
    concerned = [code for code in platforms if code in item.path.stem] or platforms
    missing = [code for code in concerned if platforms[code].contract is None]
    if missing:
        pytest.fail(NO_CONTRACTS.format(", ".join(missing)), pytrace=False)
    before = kernel.journal.last
    result = yield
    broken = kernel.journal.entries(kind="breach", since=before)
    if item.get_closest_marker("breaks_a_contract"):
        assert broken, "the broken answer went by unseen"
        return result
    for entry in broken:
        problems = "\n".join(entry["problems"])
        pytest.fail(
            f"The sandbox's own answer to {entry['platform']} {entry['operation']} "
            f"breaks the vendor's contract:\n{problems}",
            pytrace=False,
        )
    return result


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    running = config.stash.get(RUNNING, None)
    if running is None:
        return
    rows = [_row(code, p.contract) for code, p in running.kernel.platforms.items()]
    terminalreporter.section("held against the vendors' contracts")
    for row in (HEADS, *rows):
        terminalreporter.line("{:<14}{:>24}{:>12}{:>12}".format(*row))


def _row(code: str, contract) -> tuple:
    if contract is None:
        return code, "contract missing", 0, 0
    covered, known = len(contract.operations), len(contract.known_operations)
    return code, f"{covered} of {known}", contract.requests, contract.answers
