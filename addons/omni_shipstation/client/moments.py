"""Times: V1 speaks Pacific without saying so, V2 speaks UTC."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from odoo.addons.omni_core.lib.errors import PayloadError
from odoo.addons.omni_core.lib.words import _lt

PACIFIC = ZoneInfo("America/Los_Angeles")
_FRACTION = re.compile(r"\.(\d+)")  # .NET prints seven digits, Python reads six


def read_v1(text: str) -> datetime:
    """In UTC. In the hour that autumn repeats, the first of the two is meant."""
    return _read(text, PACIFIC)


def read_v2(text: str) -> datetime:
    return _read(text, timezone.utc)


def write_v1(moment: datetime) -> str:
    return moment.astimezone(PACIFIC).strftime("%Y-%m-%dT%H:%M:%S")


def write_v2(moment: datetime) -> str:
    utc = moment.astimezone(timezone.utc)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03}Z"


def _read(text: str, zone) -> datetime:
    plain = text.strip().replace(" ", "T", 1)
    plain = re.sub(r"Z$", "+00:00", plain)
    plain = _FRACTION.sub(lambda found: f".{found[1][:6]:0<6}", plain)
    try:
        moment = datetime.fromisoformat(plain)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        return moment.astimezone(timezone.utc)
    except (ValueError, OverflowError):  # the year 1 has no evening before it
        raise PayloadError(
            _lt("ShipStation sent a time that is none: “%(text)s”.", text=text)
        ) from None
