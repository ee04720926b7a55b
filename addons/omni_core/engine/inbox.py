"""What has to be known to let a webhook in, and the one statement that keeps it."""

from __future__ import annotations

import hashlib
import json
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

from odoo import SUPERUSER_ID, api

from ..lib.redact import Redactor
from ..lib.text import bounded, clean
from .platform import ConnectionSettings, Delivery, InboundRequest, Platform

# How long a door may be out of date: a changed secret, address or state counts after
# this. Reading and decrypting them costs five times what the rest of a webhook does.
DOOR_FRESH_S = 2.0
_OPENING_S = 0.5  # while one thread looks anew, the others go by what was known
WAKE_EVERY_S = 1.0

_STORE = """
    INSERT INTO integration_event (connection_id, company_id, delivery_ref, topic,
                                   headers, raw, size, triggered_at, received_at,
                                   trace_id, status, job_count, replay_count)
    VALUES (%(connection)s, %(company)s, %(ref)s, %(topic)s, %(headers)s, %(raw)s,
            %(size)s, %(triggered_at)s, now() AT TIME ZONE 'UTC', %(trace)s,
            'received', 0, 0)
        ON CONFLICT (connection_id, delivery_ref) DO NOTHING
 RETURNING id
"""


@dataclass(slots=True)
class Door:
    """A connection as the webhook controller sees it."""

    connection_id: int
    company_id: int
    platform: Platform
    settings: ConnectionSettings
    redactor: Redactor
    until: float  # time.monotonic


class Doors:
    """Doors by database and token, kept for moments: they hold open secrets."""

    def __init__(self) -> None:
        self._doors: dict[tuple[str, str], Door] = {}
        self._lock = threading.Lock()

    def find(self, cr, token: str) -> Door | None:
        """The door of an address; unknown addresses are asked for every time."""
        key, now = (cr.dbname, token), time.monotonic()
        door = self._doors.get(key)
        if door and self._serves(door, now):
            return door
        door = self._open(cr, token, now)
        with self._lock:
            others = self._doors.items()
            kept = {k: d for k, d in others if d.until > now and k != key}
            self._doors = kept | ({key: door} if door else {})
        return door

    def _serves(self, door: Door, now: float) -> bool:
        """Of many who find it out of date in the same moment, one looks anew."""
        if door.until > now:
            return True
        with self._lock:
            if door.until > now:
                return True
            door.until = now + _OPENING_S
            return False

    def forget(self) -> None:
        self._doors = {}

    @staticmethod
    def _open(cr, token: str, now: float) -> Door | None:
        env = api.Environment(cr, SUPERUSER_ID, {})
        connection = env["integration.connection"]._find_by_webhook_token(token)
        # A paused connection still listens; one that was blocked or archived is gone.
        if not connection or connection.state == "blocked":
            return None
        platform, settings = connection._platform(), connection._settings()
        return Door(
            connection.id,
            connection.company_id.id,
            platform,
            settings,
            Redactor(settings.secrets.values(), platform.sensitive, keep_personal=True),
            now + DOOR_FRESH_S,
        )


class Wakes:
    """At most one wake-up of the queue per interval and database.

    Every wake-up is a row, a notification and a worker that starts. One that has found
    events stays up for as long, and takes those that wake nobody.
    """

    def __init__(self, interval_s: float = WAKE_EVERY_S) -> None:
        self._interval_s = interval_s
        self._next: dict[str, float] = {}

    def due(self, dbname: str) -> bool:
        now = time.monotonic()
        if self._next.get(dbname, 0.0) > now:
            return False
        self._next[dbname] = now + self._interval_s
        return True


def store(cr, door: Door, request: InboundRequest, delivery: Delivery) -> int | None:
    """Keep a verified webhook; None if it has been here before."""
    cr.execute(
        _STORE,
        {
            "connection": door.connection_id,
            "company": door.company_id,
            "ref": bounded(delivery.delivery_id or digest(request.body)),
            "topic": bounded(delivery.topic),
            "headers": json.dumps(door.redactor.headers(_telling(request.headers))),
            "raw": request.body,
            "size": len(request.body),
            "triggered_at": _utc(delivery.triggered_at),
            "trace": uuid.uuid4().hex,
        },
    )
    row = cr.fetchone()
    return row[0] if row else None


def digest(body: bytes) -> str:
    """The identity of a delivery whose platform gives it none: the same, once."""
    return hashlib.sha256(body).hexdigest()


def _telling(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers in which platforms say something; not those of proxies."""
    kept = ("content-type", "user-agent", "webhook-", "x-")
    dropped = ("x-forwarded", "x-real-ip", "x-odoo")
    return {
        name: clean(value)[:1000]
        for name, value in headers.items()
        if name.startswith(kept) and not name.startswith(dropped)
    }


def _utc(moment: datetime | None) -> datetime | None:
    if moment and moment.tzinfo:
        return moment.astimezone(timezone.utc).replace(tzinfo=None)
    return moment
