"""Address validation, lightly: enough to see all four verdicts."""

from __future__ import annotations

import re
from typing import Any

from ..gate import Call

Json = dict[str, Any]

POSTCODES = {"US": r"\d{5}(-\d{4})?", "CA": r"[A-Z]\d[A-Z] ?\d[A-Z]\d", "DE": r"\d{5}"}
#: the countries whose registers we pretend to have
COVERED = ("US", "CA", "GB", "DE", "FR", "AU")


def validate(call: Call) -> list[Json]:
    return [_verdict(address) for address in call.body]


def _verdict(said: Json) -> Json:
    country = said["country_code"]
    if country not in COVERED:
        return _result("unverified", said, None, ("a1001", "info", "not covered"))
    if not re.match(r".*\d", said["address_line1"]):
        finding = ("a1006", "error", "The street number is missing.")
        return _result("error", said, None, finding)
    pattern = POSTCODES.get(country)
    postcode = (said.get("postal_code") or "").upper()
    if pattern and not re.fullmatch(pattern, postcode):
        finding = ("a1002", "error", "The postal code does not exist.")
        return _result("error", said, None, finding)
    matched = {
        name: value.upper() if isinstance(value, str) and name in _SHOUTED else value
        for name, value in said.items()
    }
    changed = matched["address_line1"] != said["address_line1"]
    finding = ("a1000", "info", "Letters were changed.") if changed else None
    return _result("verified", said, matched, finding)


_SHOUTED = ("address_line1", "address_line2", "city_locality", "state_province")


def _result(
    status: str, said: Json, matched: Json | None, finding: tuple[str, str, str] | None
) -> Json:
    whole = {"name": "", "city_locality": "", "state_province": "", "postal_code": ""}
    messages = []
    if finding:
        code, kind, text = finding
        messages = [{"code": code, "message": text, "type": kind, "detail_code": None}]
    return {
        "status": status,
        "original_address": {**whole, **said},
        "matched_address": {**whole, **matched} if matched else None,
        "messages": messages,
    }


HANDLERS = {"POST /addresses/validate": validate}
