"""The pages lead to each other: no link, picture or heading is missing."""

import re

import pytest

from tools.omni import paths

PAGES = [
    *sorted((paths.ROOT / "docs").glob("*.md")),
    *sorted(paths.ROOT.glob("*.md")),
    paths.ROOT / "sandbox" / "README.md",
]
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`]*`", re.DOTALL)


def anchors(page):
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    for title in re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", title.lower())
        yield plain.strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page):
    for link in _LINK.findall(_CODE.sub("", page.read_text())):
        if "://" in link or link.startswith("mailto:"):
            continue
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), link
        if anchor:
            assert anchor in set(anchors(target)), link


def test_every_page_is_on_the_map():
    here = (paths.ROOT / "docs" / "index.md").read_text()
    pages = {page.name for page in (paths.ROOT / "docs").glob("*.md")}
    assert pages - set(_LINK.findall(here)) - {"index.md"} == set()


def test_every_picture_is_shown_somewhere():
    pictures = {file.name for file in (paths.ROOT / "docs" / "images").iterdir()}
    shown = " ".join(page.read_text() for page in PAGES)
    assert {name for name in pictures if name not in shown} == set()
