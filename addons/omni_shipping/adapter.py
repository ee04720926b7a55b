"""What a new carrier or hub has to write.

An adapter translates the platform's JSON to ``documents.py`` and back. It knows no
Odoo. Operations that use it are written once, in this add-on, for all platforms.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from odoo.addons.omni_core.engine.platform import (
    CheckResult,
    ConnectionSettings,
    Platform,
    ScheduleSpec,
)
from odoo.addons.omni_core.lib.paging import Page
from odoo.addons.omni_core.lib.urls import is_loopback

from .documents import (
    Address,
    AddressState,
    AddressVerdict,
    CarrierAccount,
    Label,
    Rate,
    RateRequest,
    Service,
    ShipRequest,
    Tracking,
    Voided,
)


class CarrierAdapter(ABC):
    """One connection's carrier account, for the length of one exchange."""

    @abstractmethod
    def check(self) -> CheckResult:
        """Who we are over there, and what is missing."""

    @abstractmethod
    def services(self, carrier: str = "") -> Sequence[Service]:
        """Every way to send that this account has, or those of one carrier."""

    def accounts(self, carrier: str = "") -> Sequence[CarrierAccount]:
        """Its accounts with carriers: their packages and what money is left."""
        return ()

    def check_address(self, address: Address) -> AddressVerdict:
        """What a register says of it; nothing, where the platform has none."""
        return AddressVerdict(AddressState.UNKNOWN)

    @abstractmethod
    def rates(self, request: RateRequest) -> Sequence[Rate]:
        """Prices for all parcels together. Must leave nothing behind over there."""

    @abstractmethod
    def ship(self, request: ShipRequest) -> Label:
        """Buy. Must be refused, not repeated, where ``request.ref`` has a label."""

    @abstractmethod
    def find(self, ref: str) -> Label | None:
        """The label that is valid under our reference, its documents included."""

    def find_all(
        self, refs: Sequence[str], since: datetime, until: datetime
    ) -> dict[str, Label]:
        """The same of several, bought in that time. Better in few calls than in many:
        this is how a worker that died amid its purchases is cleared up after."""
        found = {ref: self.find(ref) for ref in refs}
        return {ref: label for ref, label in found.items() if label}

    @abstractmethod
    def void(self, remote_ref: str) -> Voided:
        """Give the label back. A label that is void already is approved."""

    @abstractmethod
    def track(self, remote_ref: str) -> Tracking:
        """Where the parcel is."""

    @abstractmethod
    def fetch(self, since: datetime, cursor: str | None) -> Page[Label]:
        """Labels made or voided since then, without their documents."""


class CarrierPlatform(Platform):
    """A platform whose client is a :class:`CarrierAdapter`."""

    is_hub: ClassVar[bool] = False  # its client is a ``hub.HubAdapter``
    schedules = (
        ScheduleSpec("label_recover", interval_minutes=60, lane="bulk"),
        ScheduleSpec("parcel_track_all", interval_minutes=360, lane="bulk"),
        ScheduleSpec("service_fetch", interval_minutes=1440, lane="bulk"),
    )

    def check(self, client: CarrierAdapter) -> CheckResult:
        return client.check()


class HubPlatform(CarrierPlatform):
    """A platform whose client is a :class:`hub.HubAdapter`: people pack over there."""

    is_hub = True
    schedules = (
        *CarrierPlatform.schedules,
        ScheduleSpec("hub_reference", interval_minutes=1440, lane="bulk"),
        ScheduleSpec("hub_export", interval_minutes=5),
        ScheduleSpec("hub_poll", interval_minutes=10),
        ScheduleSpec("hub_audit", interval_minutes=1440, lane="bulk"),
    )


def spends_money(settings: ConnectionSettings) -> bool:
    """Whether a label bought over this connection may be a real one.

    Only for production, or where the "platform" is a simulator on this machine. A
    sandbox connection to the real address gets test labels, whatever it is asked for.

    :param settings: or the connection's record, which says the same
    """
    return settings.environment == "production" or is_loopback(settings.base_url)
