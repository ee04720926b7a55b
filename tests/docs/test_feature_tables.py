"""What a platform's table of features calls done has a test, and the test is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [
    path for room in ("addons", "tests") for path in (ROOT / room).rglob("test_*.py")
]


@pytest.fixture(params=["ebay", "shipstation"])
def table(request):
    return (ROOT / "docs" / f"{request.param}.md").read_text()


def test_every_test_that_the_table_names_is_there(table):
    named = set(re.findall(r"`(test_\w+)(?:\[\w+\])?`", table))
    text = "\n".join(file.read_text() for file in FILES)
    assert len(named) > 50
    assert named - set(re.findall(r"def (test_\w+)", text)) == set()


def test_every_file_of_tests_that_the_table_names_is_there(table):
    named = set(re.findall(r"[`/](test_\w+\.py)`", table))
    assert named <= {file.name for file in FILES}


def test_what_is_called_done_has_a_test(table):
    rows = re.findall(r"^\| [\d, ]+ \| .* \| done.* \| (.*)\|$", table, re.MULTILINE)
    assert rows
    assert all("test_" in tests for tests in rows)
