"""Answers that a client did not reckon with, on demand: made after the contract check,
because breaking it is their purpose."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from sandbox.kernel.faults import Faults

#: where a new value may turn up first
STATUSES = (
    "orderStatus",
    "shipment_status",
    "status_code",
    "tracking_status",
    "status",
)
#: what both APIs leave empty now and then
NULLABLE = ("customerEmail", "email", "phone", "company", "company_name", "dimensions")


def surprised(faults: Faults, operation: str, body: Any) -> Any:
    if not faults or not isinstance(body, dict | list):
        return body
    for kind, spoil in SPOILERS.items():
        rule = faults.active(kind, "shipstation", operation)
        if rule is not None:
            body = copy.deepcopy(body)
            spoil(body, rule.args)
    return body


def _unknown_enum(body: Any, args: dict[str, Any]) -> None:
    names = (args["field"],) if "field" in args else STATUSES
    for record in _records(body):
        for name in names:
            if isinstance(record.get(name), str):
                record[name] = args.get("value", "brand_new_value")


def _new_field(body: Any, args: dict[str, Any]) -> None:
    # Listed first: what is put in is an object too.
    for record in list(_records(body)):
        record[args.get("field", "brandNewField")] = args.get("value", {"a": [1, 2]})


def _null_field(body: Any, args: dict[str, Any]) -> None:
    names = (args["field"],) if "field" in args else NULLABLE
    for record in _records(body):
        for name in names:
            if name in record:
                record[name] = None


SPOILERS = {
    "unknown_enum": _unknown_enum,
    "new_field": _new_field,
    "null_field": _null_field,
}


def _records(body: Any) -> Iterator[dict[str, Any]]:
    """Every object in the answer, from the outside in."""
    if isinstance(body, dict):
        yield body
        for value in list(body.values()):
            yield from _records(value)
    elif isinstance(body, list):
        for value in body:
            yield from _records(value)
