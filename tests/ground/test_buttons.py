"""Every button of ours answers: a program presses them by XML-RPC, which cannot say
nothing (None), and would take for failed what was done.

Held on the syntax tree, through the helpers that a button hands its answer over from.
The last tests build small wrong add-ons, to see that each rule would notice.
"""

import ast
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PREFIX = "action_"
# Of Odoo's own models, shown again in views of ours.
ODOOS_BUTTONS = {"button_validate"}


def methods(root):
    """{name: [(file, definition)]} of all classes in rooms with records."""
    found = {}
    for room in ("models", "wizards"):
        for path in sorted(root.glob(f"addons/omni_*/{room}/**/*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
            for owner in ast.walk(tree):
                if isinstance(owner, ast.ClassDef):
                    for one in owner.body:
                        if isinstance(one, ast.FunctionDef):
                            found.setdefault(one.name, []).append((path, one))
    return found


def silent_buttons(root):
    known = methods(root)
    for name, definitions in sorted(known.items()):
        for path, button in definitions:
            why = name.startswith(PREFIX) and silence(path, button, known, {name})
            if why:
                yield f"{path.relative_to(root)}: {name} {why}"


def silence(path, method, known, seen):
    """Why it may answer nothing; False if it never does."""
    answers = [node for node in own_nodes(method) if isinstance(node, ast.Return)]
    if any(is_nothing(answer.value) for answer in answers):
        return "returns nothing on a path"
    if not is_ended(method.body):
        return "ends without an answer"
    for helper in filter(None, map(handed_over_from, answers)):
        if helper not in seen:
            seen.add(helper)
            for where, definition in likely(known.get(helper, []), path):
                if why := silence(where, definition, known, seen):
                    return f"hands over the answer of {helper}, which {why}"
    return False


def likely(definitions, path):
    """Of several methods with one name, that of the same file is meant."""
    near = [one for one in definitions if one[0] == path]
    return near or definitions


def own_nodes(node):
    """Without functions within: what they return is theirs."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, (ast.FunctionDef, ast.Lambda)):
            yield child
            yield from own_nodes(child)


def is_nothing(value):
    return value is None or isinstance(value, ast.Constant) and value.value is None


def is_ended(body):
    """No way leads past the end of these statements."""
    last = body[-1]
    if isinstance(last, ast.If):
        return is_ended(last.body) and bool(last.orelse) and is_ended(last.orelse)
    if isinstance(last, ast.With):
        return is_ended(last.body)
    if isinstance(last, ast.Try):
        parts = [last.orelse or last.body, *(one.body for one in last.handlers)]
        return all(map(is_ended, parts))
    return isinstance(last, (ast.Return, ast.Raise))


def handed_over_from(answer):
    """The method of ours whose answer is given on."""
    called = isinstance(answer.value, ast.Call) and answer.value.func
    return called.attr if isinstance(called, ast.Attribute) else None


def odd_buttons(root):
    """In views, with a name that the rule above would not look at."""
    for path in sorted(root.glob("addons/omni_*/*/*.xml")):
        for button in ET.parse(path).iter("button"):
            name = button.get("name", "")
            known = name.startswith(PREFIX) or name in ODOOS_BUTTONS
            if button.get("type") == "object" and not known:
                yield f"{path.relative_to(root)}: {name}"


# --- the house ---


def test_every_button_answers():
    assert list(silent_buttons(ROOT)) == []


def test_every_button_is_named_as_one():
    assert list(odd_buttons(ROOT)) == []


# --- whether it would be noticed ---


@pytest.fixture
def silent(tmp_path):
    def look(body, more=""):
        file = tmp_path / "addons/omni_x/models/any.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        lines = "\n".join(f"        {line}" for line in body.splitlines())
        file.write_text(f"class Any:\n    def action_do(self):\n{lines}\n{more}")
        return list(silent_buttons(tmp_path))

    return look


@pytest.mark.parametrize(
    "body",
    [
        "self.write({})",
        "return",
        "return None",
        "if self.x:\n    return True",
        "for one in self:\n    return True",
        "if self.x:\n    return\nreturn True",
        "try:\n    return True\nexcept OSError:\n    pass",
    ],
)
def test_a_way_without_an_answer_is_noticed(silent, body):
    assert len(silent(body)) == 1


def test_a_helper_without_an_answer_is_noticed(silent):
    helper = "    def _helper(self):\n        self.write({})\n"
    [found] = silent("return self.sudo()._helper()", helper)
    assert found.endswith(
        "hands over the answer of _helper, which ends without an answer"
    )


@pytest.mark.parametrize(
    "body",
    [
        "return True",
        "raise UserError('no')",
        "if self.x:\n    return True\nelse:\n    raise UserError('no')",
        "with self.lock():\n    return True",
        "found = self.filtered(lambda one: None)\nreturn found",
        "try:\n    self.ask()\nexcept OSError:\n    return False\nreturn True",
    ],
)
def test_an_answer_on_every_way_passes(silent, body):
    assert silent(body) == []
