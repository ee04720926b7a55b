"""What a run of an operation would change: its plan, told row by row.

A plan is plain data, made by ``prepare`` without any call. An operation that overrides
``Operation.preview`` can be shown to people before it is carried out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Effect(str, Enum):
    CREATE = "create"
    CHANGE = "change"
    REMOVE = "remove"
    REFUSED = "refused"  # it would not be sent; ``after`` says why
    RUN = "run"  # an operation that cannot tell before what it will find


@dataclass(frozen=True, slots=True)
class Change:
    name: str  # of the thing that changes, as people know it
    what: str  # which field of it
    before: str = ""
    after: str = ""
    effect: Effect = Effect.CHANGE
    model: str = ""
    record_id: int = 0
