"""Times: V1 speaks Pacific without saying so, V2 speaks UTC."""

from __future__ import annotations

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from odoo.addons.omni_core.lib.moments import moment

PACIFIC = ZoneInfo("America/Los_Angeles")


def read_v1(text: str | None) -> datetime | None:
    return moment(text, PACIFIC)


def write_v1(at: datetime) -> str:
    return at.astimezone(PACIFIC).strftime("%Y-%m-%dT%H:%M:%S")


def write_v2(at: datetime) -> str:
    utc = at.astimezone(timezone.utc)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03}Z"
