"""The tables of features and of pains name tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROOMS = ("addons", "tests")


@pytest.mark.parametrize(("page", "least"), [("shopify.md", 50), ("commerce.md", 30)])
def test_every_test_that_a_table_names_is_there(page, least):
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / page).read_text()))
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    there = set(re.findall(r"def (test_\w+)", "\n".join(f.read_text() for f in files)))
    assert len(named) > least
    assert named - there == set()


def test_what_is_called_done_has_a_test():
    table = (ROOT / "docs" / "shopify.md").read_text()
    rows = re.findall(r"^\| \d+ \| .* \| done \| (.*)\|$", table, re.MULTILINE)
    assert rows
    assert all("`test_" in tests for tests in rows)
