"""What stands between a new connection and its first working day."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One thing to do, and whether it is done: looked up, never remembered.

    Add-ons tell theirs by extending ``integration.connection._setup_steps``.
    """

    code: str
    title: str
    is_done: bool
    text: str = ""  # how it stands, or what to do, in the words of the user's work
    action: str = ""  # the connection's method that does it, or leads to it
    button: str = ""
    is_optional: bool = False  # a good thing, but nothing waits for it
    sequence: int = 50


def score(steps: list[SetupStep]) -> int:
    """How ready it is, in per cent."""
    needed = [step for step in steps if not step.is_optional]
    done = sum(step.is_done for step in needed)
    return 100 * done // len(needed) if needed else 100
