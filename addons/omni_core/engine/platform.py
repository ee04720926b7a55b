"""What a platform add-on tells the engine about its platform.

A platform is declared once, as data and a few pure functions, and is found by its code.
Nothing here touches the database: settings and secrets come in as plain values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from ..lib.errors import PayloadError, SignatureError
from ..lib.secret import Secret
from ..lib.words import _lt

if TYPE_CHECKING:
    from ..lib.transport import Transport
    from .operation import Operation


@dataclass(frozen=True, slots=True)
class ConnectionSettings:
    """A connection as its client sees it, valid for one exchange."""

    id: int
    platform: str
    environment: str  # "sandbox" | "production"
    base_url: str | None  # overrides the platform's own address (simulator, proxy)
    options: Mapping[str, Any]  # the platform's own settings
    secrets: Mapping[str, Secret]

    def accepted(self, key: str) -> list[Secret]:
        """The secret, and the one before it while its grace period lasts.

        A webhook secret is changed on two sides, never at the same moment.
        """
        found = (self.secrets.get(key), self.secrets.get(previous_key(key)))
        return [secret for secret in found if secret]


def previous_key(key: str) -> str:
    """Under which name ``secrets`` holds the secret that ``key`` had before."""
    return f"{key}.previous"


@dataclass(frozen=True, slots=True)
class BudgetSpec:
    """How fast a platform lets one connection talk. See ``lib/budget.py``."""

    name: str
    algorithm: str  # "bucket" (refills all the time) | "window" (resets at once)
    capacity: float
    period_s: float  # bucket: seconds to refill from empty; window: its length
    reserve: float = 0.2  # share that only the realtime lane may use
    # What a call costs in this budget's own unit, until it is known of an operation.
    per_call: float = 1.0


@dataclass(frozen=True, slots=True)
class ScheduleSpec:
    """A recurring operation that each new connection of the platform starts with."""

    operation: str
    interval_minutes: int
    lane: str = "normal"
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SecretSpec:
    """One secret that a person has to enter, or that the platform hands out."""

    key: str
    label: str
    required: bool = True
    help: str = ""
    # How long the old value stays accepted after a new one was entered. For secrets
    # that sign webhooks: those on their way were signed with the old one.
    grace_hours: int = 0
    # True: it is the account's own. A second connection with it would do all twice.
    unique: bool = False
    # True: ``renew`` replaces it in time, so its end is nothing to warn people of.
    renewed: bool = False


@dataclass(frozen=True, slots=True)
class InboundRequest:
    """A webhook as it arrived: nothing decoded, nothing trusted."""

    method: str
    path: str
    headers: Mapping[str, str]  # names in lower case
    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """A verified webhook: its identity is what makes a second arrival a no-op."""

    delivery_id: str
    topic: str
    triggered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event read back from the inbox, for ``Platform.jobs_for``."""

    topic: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class JobRequest:
    """A wish for a job; ``sync.job.enqueue`` takes these in bulk."""

    operation: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    model: str | None = None
    record_id: int | None = None
    identity_key: str | None = None
    order_key: str | None = None
    lane: str | None = None
    priority: int | None = None
    eta: datetime | None = None
    trace_id: str | None = None  # what it follows from, an event for example


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Answer of "Test connection": who we are over there, and what is missing."""

    account: str
    account_ref: str = ""
    warnings: Sequence[str] = ()
    info: Mapping[str, Any] = field(default_factory=dict)


class KeyMissing(SignatureError):
    """A webhook whose proof needs a key that we have yet to fetch.

    It is not taken: the platform sends it again; ``request`` gets the key meanwhile.
    """

    def __init__(self, request: JobRequest) -> None:
        super().__init__(_lt("The key for this signature is being fetched."))
        self.request = request


class Platform:
    """Base of every platform; a subclass fills in the class variables and hooks."""

    code: ClassVar[str]
    name: ClassVar[str]
    hosts: ClassVar[tuple[str, ...]] = ()  # "*.example.com": hosts a URL may point to
    secrets: ClassVar[tuple[SecretSpec, ...]] = ()
    budgets: ClassVar[tuple[BudgetSpec, ...]] = ()
    # Of several budgets, those that an operation of all platforms spends here: one that
    # is used up then stops nobody who does not need it.
    spends: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    schedules: ClassVar[tuple[ScheduleSpec, ...]] = ()
    sensitive: ClassVar[tuple[str, ...]] = ()  # more header and body names to redact

    def budgets_of(self, operation: Operation) -> tuple[str, ...] | None:
        """The names of the budgets that it spends; None: all that there are."""
        return self.spends.get(operation.name, operation.budgets)

    def client(self, settings: ConnectionSettings, transport) -> Any:
        """The object that exchanges talk through. Pure; opened once per exchange."""
        return None

    @property
    def can_renew(self) -> bool:
        return type(self).renew is not Platform.renew

    def check(self, client) -> CheckResult:
        """Prove that the connection works with the cheapest harmless call."""
        raise PayloadError(_lt("%(name)s has no connection test.", name=self.name))

    def renew(self, client) -> Mapping[str, tuple[str, datetime | None]]:
        """Trade the refresh secret for new ones: {key: (value, expires_at)}."""
        return {}

    # -- signing in on the platform's own page, where it has one --

    @property
    def can_sign_in(self) -> bool:
        return type(self).consented is not Platform.consented

    def consent_url(
        self, settings: ConnectionSettings, state: str, callback: str
    ) -> str:
        """The page that asks people whether we may. ``state`` has to come back."""
        raise PayloadError(_lt("%(name)s has no page to sign in on.", name=self.name))

    def consented(
        self,
        settings: ConnectionSettings,
        transport: Transport,
        answer: Mapping[str, str],
        callback: str,
    ) -> Mapping[str, tuple[str, datetime | None]]:
        """Trade what came back for secrets, as ``renew`` does.

        ``state`` has been checked; whatever else proves ``answer`` is checked here.
        """
        return {}

    def verify(self, request: InboundRequest, settings: ConnectionSettings) -> Delivery:
        """Prove where a webhook comes from, in constant time, over its raw bytes.

        Raises ``SignatureError``, or ``KeyMissing`` where a key must be fetched first.
        """
        raise SignatureError(_lt("%(name)s sends no webhooks.", name=self.name))

    def challenge(
        self, request: InboundRequest, settings: ConnectionSettings, address: str
    ) -> Mapping[str, Any] | None:
        """The answer to a platform that asks, by GET, whether ``address`` is ours."""
        return None

    def jobs_for(self, event: StoredEvent) -> Sequence[JobRequest]:
        """What a verified event asks us to do; none if it does not concern us."""
        return ()


_platforms: dict[str, Platform] = {}


def register_platform(cls: type[Platform]) -> type[Platform]:
    """Class decorator: one instance serves every connection of that platform."""
    known = _platforms.get(cls.code)
    if known and type(known).__module__ != cls.__module__:
        raise ValueError(f"platform {cls.code!r} is declared twice")
    _platforms[cls.code] = cls()
    return cls


def known_platforms() -> list[Platform]:
    """Every platform that this server has code for, installed here or not."""
    return list(_platforms.values())


def find_platform(code: str) -> Platform | None:
    return _platforms.get(code)


def get_platform(code: str) -> Platform:
    platform = find_platform(code)
    if platform is None:
        raise PayloadError(
            _lt("The platform “%(code)s” is not installed on this server.", code=code),
            code="unknown_platform",
        )
    return platform
