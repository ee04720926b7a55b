"""docs/troubleshooting.md: whatever error a user can meet has its entry."""

import ast
import re
from functools import cache

from tools.omni import paths

PAGE = (paths.ROOT / "docs" / "troubleshooting.md").read_text()
NAMED = set(re.findall(r"`([\w.]+)`", PAGE))
# What the engine alone reads: jobs wait for the new token, nobody is told.
SILENT = {"token_expired"}


@cache
def nodes():
    files = [path for path in paths.ADDONS.rglob("*.py") if "tests" not in path.parts]
    return [node for path in files for node in ast.walk(ast.parse(path.read_text()))]


def calls(names):
    for node in nodes():
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def error_classes():
    """By inheritance: whatever derives from IntegrationError, in all add-ons."""
    bases = {}
    for node in nodes():
        if isinstance(node, ast.ClassDef):
            bases[node.name] = {getattr(base, "id", "") for base in node.bases}
    found = {"IntegrationError"}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found - {"IntegrationError"}


def test_every_class_of_error_has_its_entry():
    assert error_classes() >= {"TransientError", "VaultLocked", "AccessDeniedError"}
    assert error_classes() - NAMED == set()


def test_every_kind_of_error_has_its_entry():
    tree = ast.parse((paths.ADDONS / "omni_core/models/sync_job.py").read_text())
    [kinds] = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "ERROR_KINDS"
    ]
    for kind, label in kinds:
        assert f"| `{kind}` {label} |" in PAGE


def test_every_code_of_ours_has_its_entry():
    classes = error_classes() | {"__init__"}  # classes give theirs to their parent
    codes = {
        word.value.value
        for node in calls(classes)
        for word in node.keywords
        if word.arg == "code" and isinstance(word.value, ast.Constant)
    }
    assert len(codes) > 50
    assert codes - NAMED - SILENT == set()


def test_every_reason_why_an_order_waits_has_its_entry():
    reasons = {
        node.args[0].value
        for node in calls({"Hold", "hold"})
        if node.args and isinstance(node.args[0], ast.Constant)
    }
    assert {"unproven", "risk", "unpaid"} <= reasons
    assert reasons - NAMED == set()
