"""Answers no client was written for: unknown enum values, new fields, sudden nulls."""

from __future__ import annotations

import re
from typing import Any

from sandbox.kernel.kernel import Kernel

_ENUM = re.compile(r"^[A-Z][A-Z_]{2,}$")


def spring(kernel: Kernel, operation: str, data: Any) -> None:
    """Change the answer in place where a fault rule asks for it."""
    if not kernel.faults or data is None:
        return
    if rule := kernel.faults.active("unknown_enum", "shopify", operation):
        value = rule.args.get("value", "SOMETHING_NEW")
        _replace_first(data, rule.args.get("field"), _ENUM.match, value)
    if rule := kernel.faults.active("null_field", "shopify", operation):
        _replace_first(data, rule.args.get("field"), lambda text: True, None)
    if rule := kernel.faults.active("new_field", "shopify", operation):
        for each in data.values():
            if isinstance(each, dict):
                each[rule.args.get("field", "fieldOfTheFuture")] = "surprise"


def _replace_first(data: Any, name: str | None, fits: Any, value: Any) -> bool:
    rows = data.items() if isinstance(data, dict) else enumerate(data)
    for key, inner in list(rows):
        if isinstance(inner, dict | list):
            if name is not None and key == name and value is None:
                data[key] = None
                return True
            if _replace_first(inner, name, fits, value):
                return True
        elif name in (None, key) and isinstance(inner, str) and fits(inner):
            data[key] = value
            return True
    return False
