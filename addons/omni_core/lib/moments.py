"""Times as platforms write them."""

from __future__ import annotations

import re
from datetime import datetime, timezone, tzinfo

from .errors import PayloadError
from .words import _lt

_FRACTION = re.compile(r"\.(\d+)")  # .NET prints seven digits, Python reads six


def moment(text: str | None, zone: tzinfo = timezone.utc) -> datetime | None:
    """In UTC; None for no text.

    :param zone: where a time is meant that names none. Of the hour that autumn
        repeats, it is the first.
    """
    if not text:
        return None
    plain = text.strip().replace(" ", "T", 1)
    plain = re.sub(r"Z$", "+00:00", plain)
    plain = _FRACTION.sub(lambda found: f".{found[1][:6]:0<6}", plain)
    try:
        said = datetime.fromisoformat(plain)
        if said.tzinfo is None:
            said = said.replace(tzinfo=zone)
        return said.astimezone(timezone.utc)
    except (ValueError, OverflowError):  # the year 1 has no evening before it
        raise PayloadError(
            _lt("The platform sent a time that is none: “%(text)s”.", text=text)
        ) from None
