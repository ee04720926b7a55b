"""Errors, chosen by what happens next.

A client raises the class whose recovery is right; the engine never looks at vendor
codes. ``message`` is for the person at the screen: what happened, in words of their
work. ``detail`` is for whoever debugs. Neither may hold a secret.
"""

from __future__ import annotations

from dataclasses import dataclass

from .text import bounded, clean
from .words import _lt


class IntegrationError(Exception):
    """Anything an exchange or an apply may report on purpose."""

    kind = "bug"

    def __init__(self, message: str, *, detail: str = "", code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail
        self.code = code

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]" if self.code else self.message


class TransientError(IntegrationError):
    """The network or the platform hiccuped: try again later, and count the try."""

    kind = "transient"

    def __init__(self, message: str, *, retry_after: float | None = None, **kw) -> None:
        super().__init__(message, **kw)
        self.retry_after = retry_after


class ThrottledError(IntegrationError):
    """The platform asks to slow down: wait ``retry_after`` seconds, not a failure."""

    kind = "throttled"

    def __init__(self, message: str, *, retry_after: float = 1.0, **kw) -> None:
        super().__init__(message, **kw)
        self.retry_after = retry_after
        self.budget = ""  # which of the platform's budgets is used up; "": all


class AuthError(IntegrationError):
    """The platform no longer accepts our credentials: a person must reconnect."""

    kind = "auth"


@dataclass(frozen=True, slots=True)
class Unmapped:
    """One value of the platform that nobody has matched to Odoo yet."""

    kind: str  # "tax", "carrier", "gateway" ...
    key: str  # the platform's own identity of the value, ``bounded``
    label: str = ""  # what a person sees, "GST 5 %"

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", bounded(self.key))
        object.__setattr__(self, "label", clean(self.label))


class MappingError(IntegrationError):
    """The job waits until a person maps ``unmapped``; then it runs by itself."""

    kind = "mapping"

    def __init__(self, *unmapped: Unmapped, message: str = "", **kw) -> None:
        names = ", ".join(f"{u.kind} “{u.label or u.key}”" for u in unmapped)
        super().__init__(
            message or _lt("Not mapped yet: %(names)s.", names=names), **kw
        )
        self.unmapped = unmapped


class RejectedError(IntegrationError):
    """The platform or Odoo says no, and will say no again until the data changes."""

    kind = "rejected"

    def __init__(self, message: str, *, field: str = "", **kw) -> None:
        super().__init__(message, **kw)
        self.field = field


class GoneError(RejectedError):
    """The thing is not there any more on the other side."""


class PayloadError(RejectedError):
    """Data that does not have the agreed shape, ours or theirs."""


class ConflictError(IntegrationError):
    """The thing changed meanwhile: read it again, then retry at once."""

    kind = "conflict"


class SignatureError(IntegrationError):
    """A webhook that does not prove where it comes from."""

    kind = "auth"
