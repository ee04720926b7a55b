"""Hours of a day in which nothing should happen."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

import pytz


def quiet_until(now: datetime, start: float, end: float, zone: tzinfo):
    """When the quiet hours end that ``now`` lies in, None outside of them.

    :param now: UTC without zone, as the answer
    :param start: 22.5 is half past ten in the evening, in ``zone``; after ``end`` if
        the hours go over midnight, the same as ``end`` if there are none
    """
    if start == end:
        return None
    local = pytz.utc.localize(now).astimezone(zone)
    hour = local.hour + local.minute / 60
    is_quiet = start <= hour < end if start < end else hour >= start or hour < end
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=int(start > end and hour >= start))
    wake_up = datetime.combine(day, datetime.min.time()) + timedelta(hours=end)
    return zone.localize(wake_up).astimezone(pytz.utc).replace(tzinfo=None)
