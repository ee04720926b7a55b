"""Tables of features: what they call done is named with a test that exists."""

import re

import pytest

from tools.omni import paths

_ROOMS = ("addons", "tests", "sandbox")
_SIDES = re.compile(r"^\| *| *\| *$")
# At least so many rows are done where a page has a table of features. A page that loses
# its table would have nothing left to be held to.
_PAGES = {
    "engine.md": 60,
    "shopify.md": 80,
    "ebay.md": 40,
    "ebay-listings.md": 10,
    "shipstation.md": 25,
    "control-room.md": 5,
}
_ALL = sorted((paths.ROOT / "docs").glob("*.md"))


def existing_tests():
    for room in _ROOMS:
        for file in (paths.ROOT / room).rglob("*.py"):
            if file.name.startswith("test_"):
                yield file.stem
            yield from re.findall(r"def (test_\w+)", file.read_text())


THERE = frozenset(existing_tests())


def named_tests(text):
    """Functions, or files with all that is in them; not what a path ends with."""
    return set(re.findall(r"`(?:[\w/]+/)?(test_\w+)(?:\.py|\[\w+\])?`", text))


def done_rows(page):
    for line in page.read_text().splitlines():
        if line.startswith("|"):
            cells = re.split(r" *\| *", _SIDES.sub("", line))
            if any(re.match(r"done\b", cell) for cell in cells):
                yield line


@pytest.mark.parametrize("page", _ALL, ids=lambda page: page.name)
def test_every_test_that_a_page_names_is_there(page):
    assert named_tests(page.read_text()) - THERE == set()


@pytest.mark.parametrize("page", _ALL, ids=lambda page: page.name)
def test_what_is_called_done_names_its_test(page):
    rows = list(done_rows(page))
    assert len(rows) >= _PAGES.get(page.name, 0), "where is its table?"
    assert [row for row in rows if not named_tests(row)] == []
