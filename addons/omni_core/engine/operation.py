"""What a job does, declared once per platform and name.

``prepare`` and ``apply`` are short transactions in Odoo. ``exchange`` talks to the
platform in a thread, with no database at hand, so no transaction is ever open while the
network is waited for. All three take a batch of like jobs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ..lib.errors import IntegrationError, PayloadError
from ..lib.retry import RetryPolicy
from ..lib.words import _lt
from .job import Job
from .platform import JobRequest
from .preview import Change


@dataclass(slots=True)
class Outcome:
    """What an exchange brought back, job by job, so that one never fails the rest."""

    results: dict[int, Any] = field(default_factory=dict)  # job id -> data for apply
    errors: dict[int, IntegrationError] = field(default_factory=dict)
    # job id -> where to go on: the job runs again from there, its progress saved
    checkpoints: dict[int, dict[str, Any]] = field(default_factory=dict)
    # job id -> seconds before it goes on: the platform is at work and there is nothing
    # to do but to look again
    pauses: dict[int, float] = field(default_factory=dict)
    # jobs of which a lookup knows that nothing came: they begin anew, as if never tried
    undone: set[int] = field(default_factory=set)


class Operation:
    """Base of every operation. Subclasses override the phases they need."""

    platform: ClassVar[str]
    name: ClassVar[str]
    lane: ClassVar[str] = "normal"  # "realtime" | "normal" | "bulk"
    priority: ClassVar[int] = 10
    batch_size: ClassVar[int] = 1  # like jobs taken into one exchange and one apply
    calls: ClassVar[int] = 1  # of one exchange; what they cost is learned as they run
    # Where a platform has several budgets: those that this one spends; None: all.
    budgets: ClassVar[tuple[str, ...] | None] = None
    retry: ClassVar[RetryPolicy] = RetryPolicy()
    # False: the exchange must not be repeated blindly (it costs money, or creates).
    # The engine then commits the intent first and, after a crash, asks ``lookup``.
    repeatable: ClassVar[bool] = True
    lookups: ClassVar[int] = 1  # how many of those jobs one ``lookup`` can tell of
    has_exchange: ClassVar[bool] = True
    title: ClassVar[str] = ""  # what the queue page shows, "Import order"

    def prepare(self, env, jobs: Sequence[Job]) -> Any:
        """Read Odoo and return the plan: plain data, showable and comparable."""
        return [job.payload for job in jobs]

    def preview(self, env, jobs: Sequence[Job], plan) -> Sequence[Change] | None:
        """What the plan would change, for people to see; None: it cannot be told."""
        return None

    def intent(self, jobs: Sequence[Job], plan) -> Mapping[int, dict[str, Any]]:
        """Job id -> the identity under which a non-repeatable exchange is findable."""
        return {job.id: {"ref": job.trace_id} for job in jobs}

    def lookup(self, client, jobs: Sequence[Job], plan) -> Outcome | None:
        """After a crash: what the exchange had done, or None if it never happened.

        Of several jobs (``lookups``) those without a result never happened.
        """
        return None

    def exchange(self, client, jobs: Sequence[Job], plan) -> Outcome:
        """Talk to the platform. No database here: the engine forbids it."""
        return Outcome(results={job.id: None for job in jobs})

    def apply(
        self, env, jobs: Sequence[Job], outcome: Outcome
    ) -> Sequence[JobRequest] | None:
        """Write what came back; return the jobs that follow from it.

        Runs in one transaction with the end of the jobs themselves.
        """
        return None


class LocalOperation(Operation):
    """An operation that needs no network: only ``apply`` runs."""

    has_exchange = False
    calls = 0


_operations: dict[tuple[str, str], Operation] = {}


def register_operation(cls: type[Operation]) -> type[Operation]:
    """Class decorator: adding an operation is adding a class."""
    key = (cls.platform, cls.name)
    known = _operations.get(key)
    if known and type(known).__module__ != cls.__module__:
        raise ValueError(f"operation {key!r} is declared twice")
    _operations[key] = cls()
    return cls


def find_operation(platform: str, name: str) -> Operation | None:
    """The operation of the platform, else the one shared by all platforms ("*")."""
    return _operations.get((platform, name)) or _operations.get(("*", name))


def get_operation(platform: str, name: str) -> Operation:
    found = find_operation(platform, name)
    if found is None:
        raise PayloadError(
            _lt(
                "%(platform)s has no operation “%(name)s” on this server.",
                platform=platform,
                name=name,
            ),
            code="unknown_operation",
        )
    return found


def known_operations(platform: str) -> list[str]:
    return sorted(name for code, name in _operations if code in (platform, "*"))
