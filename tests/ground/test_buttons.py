"""What RPC may call has to have an answer: XML-RPC cannot carry None."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tools.omni.paths import ADDONS

FILES = sorted(
    path for folder in ("models", "wizards") for path in ADDONS.glob(f"*/{folder}/*.py")
)


def _actions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("action_"):
            yield node


def _answers(function: ast.FunctionDef) -> bool:
    """It ends with an answer, or an error, and no way out has none."""
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    ends = isinstance(function.body[-1], (ast.Return, ast.Raise))
    return ends and all(node.value is not None for node in returns)


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: f"{path.parts[-3]}/{path.stem}"
)
def test_every_button_answers(path):
    tree = ast.parse(path.read_text())
    silent = [each.name for each in _actions(tree) if not _answers(each)]
    assert not silent
