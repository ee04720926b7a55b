"""Every call that our eBay add-on can make, found in its source, is one of eBay's.

The strict sandbox holds what is sent against eBay's contract while the other tests run
(tests/integration/ebay, addons/omni_ebay/tests). This test looks for what they may have
forgotten: call sites whose request line eBay does not know.
"""

import ast
import importlib.util
import re
import sys
from pathlib import Path

import pytest

from sandbox.contracts import ebay, trading

ADDON = Path(__file__).parents[2] / "addons" / "omni_ebay"
PART = "X"  # what stands for a part of a path that is only known when it is called


def _apis():
    """By its file: the client's package needs Odoo, its table does not."""
    path = ADDON / "client" / "apis.py"
    spec = importlib.util.spec_from_file_location("ebay_apis", path)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.APIS


APIS = _apis()


class Calls(ast.NodeVisitor):
    """(api, method, path) of each call site; names are looked up in their function."""

    def __init__(self) -> None:
        self.found: set[tuple[str, str, str]] = set()
        self.unclear: list[int] = []
        self._names: list[dict[str, ast.expr]] = [{}]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        assigned = {
            target.id: inner.value
            for inner in ast.walk(node)
            if isinstance(inner, ast.Assign)
            for target in inner.targets
            if isinstance(target, ast.Name)
        }
        self._names.append(assigned)
        self.generic_visit(node)
        self._names.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        name = getattr(node.func, "attr", "")
        arguments = [self._text(argument) for argument in node.args]
        if name == "call" and len(arguments) >= 3 and arguments[0] in APIS:
            self._add(node, *arguments[:3])
        elif name in ("page", "all") and len(arguments) >= 3 and arguments[0] in APIS:
            self._add(node, arguments[0], "GET", arguments[1])

    def _add(self, node: ast.Call, api: str, method: str, path: str) -> None:
        if not method or not path or not path.startswith("/"):
            self.unclear.append(node.lineno)
        else:
            self.found.add((api, method, path))

    def _text(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.JoinedStr):
            return "".join(self._part(value) for value in node.values)
        if isinstance(node, ast.Name) and node.id in self._names[-1]:
            return self._text(self._names[-1][node.id])
        return ""

    def _part(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant):
            return node.value
        inner = node.value
        known = isinstance(inner, ast.Name) and inner.id in self._names[-1]
        return (self._text(inner) if known else "") or PART


def calls():
    for path in sorted(ADDON.rglob("*.py")):
        if "tests" not in path.parts:
            visitor = Calls()
            visitor.visit(ast.parse(path.read_text()))
            yield path, visitor


SITES = sorted({site for _path, visitor in calls() for site in visitor.found})


def request_lines(api, path):
    """A part that is only known at run time may be one of a few fixed words."""
    full = f"{APIS[api].base}{path}"
    yield full
    for words in (
        ("fulfillment", "payment", "return"),
        ("approve", "reject"),
        ("accept", "contest"),
    ):
        yield from (re.sub(PART, word, full, count=1) for word in words)
        head, mark, tail = full.rpartition(PART)
        yield from (f"{head}{word}{tail}" for word in words if mark)


@pytest.mark.parametrize(("api", "method", "path"), SITES)
def test_each_request_line_of_the_client_is_one_of_ebay_s(api, method, path):
    contract = ebay.load()
    assert any(contract.find(method, line) for line in request_lines(api, path))


def test_the_search_finds_the_calls_that_there_are():
    assert len(SITES) >= 30
    assert {api for api, _method, _path in SITES} >= {
        "inventory",
        "fulfillment",
        "account",
        "finances",
        "message",
        "notification",
        "postorder",
        "keys",
        "analytics",
        "identity",
    }


def test_each_trading_call_is_one_of_those_that_are_written_down():
    text = "\n".join(
        path.read_text() for path in ADDON.rglob("*.py") if "tests" not in path.parts
    )
    named = set(re.findall(r"""\.call\(\s*"([A-Z]\w+)\"""", text))
    assert named >= {"ReviseInventoryStatus", "GetItem"}
    assert named <= set(trading.REQUESTS)
