"""The table of features names tests that exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
TABLE = (ROOT / "docs" / "ebay.md").read_text()


def test_every_test_that_the_table_of_features_names_is_there():
    named = set(re.findall(r"`(test_\w+)`", TABLE))
    rooms = (ROOT / "addons", ROOT / "tests")
    files = [path for room in rooms for path in room.rglob("test_*.py")]
    there = set(re.findall(r"def (test_\w+)", "\n".join(f.read_text() for f in files)))
    assert len(named) > 50
    assert named - there == set()


def test_what_is_called_done_has_a_test():
    rows = re.findall(r"^\| \d+ \| .* \| done.* \| (.*)\|$", TABLE, re.MULTILINE)
    assert rows
    assert all("`test_" in tests for tests in rows)
