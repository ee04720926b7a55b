"""Failures on demand: rules that say what goes wrong, where, and how often."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from .journal import Journal
from .rng import RngTree

#: what the kernel itself does to a request, whatever the platform
TRANSPORT_KINDS = {
    "status": "answer args.code (503), with args.retry_after",
    "throttle": "the platform's own answer to too many calls",
    "timeout": "hold the connection for args.seconds (120), then close it",
    "hangup": "close the connection instead of answering",
    "half": "close the connection in the middle of the answer's body",
    "slow": "answer args.seconds (3) later",
    "html200": "an HTML page with status 200, as proxies send",
    "redirect": "302 to args.location",
}
#: what happens to webhooks on their way out; `operation` is matched on their topic
WEBHOOK_KINDS = {
    "webhook_duplicate": "deliver args.copies (2) times",
    "webhook_lose": "never deliver",
    "webhook_delay": "deliver args.seconds (60) later",
    "webhook_reorder": "deliver after the next one",
}
#: what the platform does where it makes sense
PLATFORM_KINDS = {
    "revoke_token": "the access token is refused for good",
    "expire_token": "the access token is refused as expired",
    "lose_scope": "the access token lacks the right to do this",
    "partial": "a part of the request fails (userErrors, 207)",
    "unknown_enum": "an enum value that no client has heard of",
    "new_field": "a field that no client has heard of",
    "null_field": "null where the contract allows it",
    "slow_media": "media stay in processing",
}
NUMBERS = {"code", "retry_after", "seconds", "copies"}
KINDS = {**TRANSPORT_KINDS, **WEBHOOK_KINDS, **PLATFORM_KINDS}
#: these may strike after the work was done: the answer is lost, not the effect
AFTER_KINDS = {"status", "timeout", "hangup", "half", "slow", "html200", "redirect"}


class BadRule(ValueError):
    """The rule asked for makes no sense; the text says why."""


@dataclass(slots=True)
class Rule:
    """`times` counts down to 0 (None = for ever); `probability` applies before it."""

    id: str
    kind: str
    platform: str = ""
    path: str = ""
    operation: str = ""
    times: int | None = None
    probability: float = 1.0
    args: dict[str, Any] = field(default_factory=dict)
    hits: int = 0

    def matches(self, kind: str, platform: str, operation: str, path: str) -> bool:
        return (
            self.kind == kind
            and self.times != 0
            and self.platform in ("", platform)
            and bool(re.search(self.operation, operation))
            and bool(re.search(self.path, path))
        )


class Faults:
    def __init__(self, rng: RngTree, journal: Journal) -> None:
        self._rng = rng
        self._journal = journal
        self._rules: dict[str, Rule] = {}
        self._next = 1

    def add(self, wanted: dict[str, Any]) -> Rule:
        """A rule as the control API takes it:

        `{kind, platform?, match?: {path?, operation?}, times?, probability?, args?}`
        """
        rule = _parsed(wanted, wanted.get("id") or f"fault-{self._next}")
        self._next += 1
        self._rules[rule.id] = rule
        return rule

    def remove(self, rule_id: str) -> bool:
        return self._rules.pop(rule_id, None) is not None

    def clear(self) -> None:
        self._rules.clear()
        self._next = 1

    def rules(self) -> list[dict[str, Any]]:
        return [asdict(rule) for rule in self._rules.values()]

    def __bool__(self) -> bool:
        return bool(self._rules)

    def active(
        self, kind: str, platform: str, operation: str = "", path: str = ""
    ) -> Rule | None:
        """The first rule that strikes here and now; asking uses up one of its times."""
        for rule in self._rules.values():
            if not rule.matches(kind, platform, operation, path):
                continue
            if rule.probability < 1 and self._rng("faults").random() > rule.probability:
                continue
            rule.hits += 1
            if rule.times is not None:
                rule.times -= 1
            self._journal.add(
                "fault", platform, fault=kind, rule=rule.id, operation=operation
            )
            return rule
        return None


def _parsed(wanted: dict[str, Any], rule_id: str) -> Rule:
    kind = wanted.get("kind")
    if kind not in KINDS:
        raise BadRule(f"kind must be one of {', '.join(KINDS)}; got {kind!r}")
    match = _object(wanted, "match")
    return Rule(
        id=str(rule_id),
        kind=kind,
        platform=wanted.get("platform") or "",
        path=_pattern(match, "path"),
        operation=_pattern(match, "operation"),
        times=_times(wanted.get("times")),
        probability=_probability(wanted.get("probability", 1)),
        args=_args(wanted),
    )


def _args(wanted: dict[str, Any]) -> dict[str, Any]:
    args = _object(wanted, "args")
    for name in NUMBERS & set(args):
        value = args[name]
        if type(value) not in (int, float) or not 0 <= value <= 86_400:
            raise BadRule(f"args.{name} must be a number up to 86,400; got {value!r}")
    if not 100 <= args.get("code", 503) <= 599:
        raise BadRule(f"args.code must be an HTTP status; got {args['code']!r}")
    return args


def _object(wanted: dict[str, Any], name: str) -> dict[str, Any]:
    value = wanted.get(name) or {}
    if not isinstance(value, dict):
        raise BadRule(f"{name} must be an object; got {value!r}")
    return value


def _pattern(match: dict[str, Any], name: str) -> str:
    pattern = match.get(name) or ""
    try:
        re.compile(pattern)
    except (re.error, TypeError) as error:
        raise BadRule(f"match.{name} is no regular expression: {error}") from None
    return pattern


def _times(times: Any) -> int | None:
    # JSON's true would pass as the number 1
    if times is None or (type(times) is int and times > 0):
        return times
    raise BadRule(f"times must be a whole number from 1 on; got {times!r}")


def _probability(value: Any) -> float:
    if isinstance(value, (int, float)) and 0 < value <= 1:
        return float(value)
    raise BadRule(f"probability must lie in (0, 1]; got {value!r}")
