"""From an exception to what becomes of the job."""

from __future__ import annotations

import traceback
from dataclasses import dataclass

import psycopg2

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.sql_db import PoolError

from ..lib.errors import (
    AuthError,
    ConflictError,
    IntegrationError,
    MappingError,
    ThrottledError,
    TransientError,
    Unmapped,
)
from ..lib.retry import RetryPolicy
from ..lib.words import _lt
from .mapping import named

# A bug rarely heals, but a deployment may be half-way: one more try, a minute later.
BUG_POLICY = RetryPolicy(max_tries=2, base_s=60, factor=1)

DATABASE_HICCUPS = (
    psycopg2.OperationalError,  # includes serialization failures and deadlocks
    psycopg2.InterfaceError,
    PoolError,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens to a job whose try did not succeed."""

    kind: str
    message: str
    detail: str = ""
    delay_s: float | None = None  # None: no further try
    counts: bool = True  # does this try count towards giving up?
    unmapped: tuple[Unmapped, ...] = ()
    retry_after: float = 0.0  # throttled: how long the whole connection rests
    code: str = ""

    @property
    def fails(self) -> bool:
        return self.delay_s is None


def judge(error: BaseException, tries: int, policy: RetryPolicy) -> Verdict:
    """``tries`` is the number of this try, the first being 1."""
    if isinstance(error, IntegrationError):
        return _judge_integration(error, tries, policy)
    if isinstance(error, DATABASE_HICCUPS):
        message = _lt(
            "The database was busy or restarted. The job runs again by itself."
        )
        return Verdict(
            "transient", message, str(error), _delay(policy, tries), counts=True
        )
    if isinstance(error, AccessError):
        return Verdict(
            "rejected",
            _lt(
                "The user of this job may not do that any more: %(error)s", error=error
            ),
        )
    if isinstance(error, MissingError):
        return Verdict(
            "rejected", _lt("A record of this job was deleted: %(error)s", error=error)
        )
    if isinstance(error, UserError):  # ValidationError too
        return Verdict("rejected", str(error))
    return Verdict(
        "bug",
        _lt(
            "Unexpected error, please report it: %(name)s: %(error)s",
            name=type(error).__name__,
            error=error,
        ),
        "".join(traceback.format_exception(error)),
        _delay(BUG_POLICY, tries),
    )


def _judge_integration(
    error: IntegrationError, tries: int, policy: RetryPolicy
) -> Verdict:
    common = {"code": error.code, "detail": _for_developers(error)}
    message = error.message
    if isinstance(error, ThrottledError):
        wait = max(error.retry_after, 0.0)
        return Verdict(
            "throttled", message, delay_s=wait, counts=False, retry_after=wait, **common
        )
    if isinstance(error, MappingError):
        return Verdict(
            "mapping",
            _lt("Not mapped yet: %(names)s.", names=named(error.unmapped)),
            delay_s=0.0,
            counts=False,
            unmapped=error.unmapped,
            **common,
        )
    if isinstance(error, AuthError):
        return Verdict("auth", message, delay_s=0.0, counts=False, **common)
    if isinstance(error, TransientError):
        delay = _delay(policy, tries, error.retry_after)
        return Verdict("transient", message, delay_s=delay, **common)
    if isinstance(error, ConflictError):
        delay = None if policy.gives_up(tries) else 0.0
        return Verdict("conflict", message, delay_s=delay, **common)
    return Verdict(error.kind, message, **common)


def _for_developers(error: IntegrationError) -> str:
    """The code of the error, the platform's or ours, and what it was raised from."""
    return "\n".join(filter(None, (error.code and f"[{error.code}]", error.detail)))


def _delay(
    policy: RetryPolicy, tries: int, retry_after: float | None = None
) -> float | None:
    return None if policy.gives_up(tries) else policy.delay(tries, retry_after)
