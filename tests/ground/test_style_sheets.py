"""Our style sheets hold in a dark theme as well: its colours are all they know."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# `rgba($danger, 0.25)` is the theme's; grey that shines through fits any background.
OWN_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b(?!\{)|\b(?:rgb|hsl)a?\((?!\$|128, 128, 128)|"
    r":\s*(?:white|black|red|green|blue|gr[ae]y|yellow|orange)\b",
    re.IGNORECASE,
)


def own_colours(text):
    code = re.sub(r"//.*", "", text)
    return OWN_COLOUR.findall(code)


def test_style_sheets_take_their_colours_from_the_theme():
    sheets = sorted(ROOT.glob("addons/omni_*/static/src/**/*.scss"))
    assert sheets
    found = {str(one.relative_to(ROOT)): own_colours(one.read_text()) for one in sheets}
    assert {name: colours for name, colours in found.items() if colours} == {}


@pytest.mark.parametrize(
    "text",
    ["color: #fff;", "background: rgb(1, 2, 3);", "color: rgba(0, 0, 0, 0.5);"]
    + ["border-color: white;"],
)
def test_a_colour_of_ones_own_is_noticed(text):
    assert len(own_colours(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["color: $o-gray-700; // #fff", "minmax(#{min(1px)}, 1fr)", "rgba($danger, 0.25)"]
    + ["background-color: rgba(128, 128, 128, 0.15);", "#{$tone} > i {"],
)
def test_the_themes_colours_pass(text):
    assert own_colours(text) == []
