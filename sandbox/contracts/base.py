"""What every vendor contract has in common: counters, and how it may be missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .location import MISSING


class ContractMissing(Exception):
    """The vendor's package was not fetched (`python -m sandbox.contracts.fetch`)."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: {MISSING}")


class Contract:
    """One vendor's contract, with the count of what was held against it.

    Subclasses define `check_request(...)` and `check_answer(...)`, both returning a
    list of problems (empty = accepted), and call `seen_request`/`seen_answer` in them.
    """

    platform: str

    def __init__(self) -> None:
        self.requests = 0
        self.answers = 0
        self.operations: set[str] = set()
        self.known_operations: set[str] = set()

    def seen_request(self, operation: str) -> None:
        self.requests += 1
        self.operations.add(operation)

    def seen_answer(self, operation: str) -> None:
        self.answers += 1
        self.operations.add(operation)

    def counters(self) -> dict[str, Any]:
        return {
            "requests": self.requests,
            "answers": self.answers,
            "operations": sorted(self.operations),
            "known_operations": sorted(self.known_operations),
        }


AnyContract = TypeVar("AnyContract", bound=Contract)


def load_if_present(load: Callable[[], AnyContract]) -> AnyContract | None:
    """The contract, or None without the vendor's package (the kernel warns)."""
    try:
        return load()
    except ContractMissing:
        return None
