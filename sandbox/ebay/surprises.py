"""Faults that change a good answer: what eBay may add without telling anybody.

They come after the contract check: the client must bear them, not the sandbox.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .platform import EbayPlatform

NEW_VALUE = "SOMETHING_NEW"


def applied(ebay: EbayPlatform, operation: str, body: Any) -> Any:
    faults = ebay.kernel.faults
    if not faults:
        return body
    for kind, change in _CHANGES.items():
        rule = faults.active(kind, ebay.code, operation)
        if rule is not None:
            body = change(copy.deepcopy(body), rule.args)
    return body


def _new_field(body: Any, args: dict[str, Any]) -> Any:
    if isinstance(body, dict):
        body[args.get("field", "sandboxSurprise")] = args.get("value", {"new": True})
        for value in body.values():
            if isinstance(value, list):
                for item in value:
                    if isinstance(item, dict):
                        item.setdefault("sandboxSurprise", True)
    return body


def _unknown_enum(body: Any, args: dict[str, Any]) -> Any:
    """The named field (or the first that looks like an enum) gets a new value."""
    field = args.get("field", "")
    _visit(body, field, args.get("value", NEW_VALUE), _looks_like_enum)
    return body


def _null_field(body: Any, args: dict[str, Any]) -> Any:
    _visit(body, args.get("field", ""), None, lambda value: isinstance(value, str))
    return body


def _visit(body: Any, field: str, value: Any, fits: Any) -> bool:
    if isinstance(body, list):
        found = [_visit(item, field, value, fits) for item in body]
        return any(found)
    if not isinstance(body, dict):
        return False
    for key, old in body.items():
        if key == field or (not field and fits(old)):
            body[key] = value
            return True
    found = [_visit(inner, field, value, fits) for inner in body.values()]
    return any(found)


def _looks_like_enum(value: Any) -> bool:
    return isinstance(value, str) and value.isupper() and "_" in value


_CHANGES = {
    "new_field": _new_field,
    "unknown_enum": _unknown_enum,
    "null_field": _null_field,
}
