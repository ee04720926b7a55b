"""One thread per server that notices due jobs when nobody else does.

Odoo's cron workers sleep up to 70 seconds unless they are notified, and nobody notifies
them when a retry falls due, when a worker was killed, when the server has just started
or PostgreSQL has restarted. The pacemaker asks once a second whether something is due
and nobody is at it, and then notifies them. It never runs a job and holds no
transaction. Of all servers on a database one beats; if it dies, another takes over
within a second.

It has a plain connection of its own: no cursor of Odoo's pool, whose lock another
thread might hold while the server forks.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from contextlib import closing
from dataclasses import dataclass

import psycopg2

import odoo
from odoo.sql_db import connection_info_for
from odoo.tools import config

from . import cron_threads, queries

_logger = logging.getLogger(__name__)

BEAT_S = 1.0
_LISTENING_S = 0.3  # what a new cron thread needs until a notification reaches it
_LONGEST_PAUSE = 15  # beats
_JOBS_PER_WORKER = 32
_LOCK = (queries.LOCK_CLASS, 0)  # workers lock their own numbers, which are above

# A running worker's row is locked. One that was killed left its trigger behind, and
# sleeps all the same: what it needs is the notification. Bulk is not for the first one
# of several (``ir.cron._omni_lanes``).
_IDLE_WORKERS = """
    SELECT id FROM ir_cron
     WHERE omni_worker > 0 AND active
       AND NOT (%(bulk_only)s AND omni_worker = 1 AND EXISTS (
                    SELECT 1 FROM ir_cron WHERE omni_worker > 1 AND active))
     ORDER BY omni_worker
       FOR SHARE SKIP LOCKED
     LIMIT %(wanted)s
"""
_TRIGGER = """
    INSERT INTO ir_cron_trigger (cron_id, call_at, create_uid, create_date)
    SELECT id, now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
      FROM unnest(%(crons)s) AS idle(id)
     WHERE NOT EXISTS (SELECT 1 FROM ir_cron_trigger
                        WHERE cron_id = idle.id
                          AND call_at <= now() AT TIME ZONE 'UTC')
"""
_started: dict[str, int] = {}  # database -> process that beats for it


def start(dbname: str) -> None:
    """Begin to beat for a database, if this process is a server that lives on."""
    if not _is_server() or _started.get(dbname) == os.getpid():
        return
    _started[dbname] = os.getpid()
    threading.Thread(
        target=_beat, args=(dbname,), name=f"omni-pacemaker-{dbname}", daemon=True
    ).start()


def _is_server() -> bool:
    return (
        odoo.service.server.server is not None
        and not odoo.evented
        and not config["stop_after_init"]
        and not config["test_enable"]
        and config["max_cron_threads"] > 0
    )


def _beat(dbname: str) -> None:
    owner = os.getpid()
    while os.getpid() == owner:
        try:
            with closing(_connect(dbname)) as connection:
                _beat_while_connected(connection, dbname)
        except psycopg2.Error as error:
            _logger.info("pacemaker of %s rests: %s", dbname, error)
        time.sleep(BEAT_S)


def _connect(dbname: str):
    _name, info = connection_info_for(dbname)
    info["application_name"] = "omni-pacemaker"
    connection = psycopg2.connect(**info)
    connection.autocommit = True
    return connection


def _beat_while_connected(connection, dbname: str) -> None:
    patience = _Patience()
    is_ours = False
    with connection.cursor() as cr:
        while True:
            if cron_threads.revive():
                time.sleep(_LISTENING_S)
            is_ours = is_ours or _is_free(cr)
            if is_ours:
                need = _need(cr)
                if patience.allows(need, _is_busy(cr)) and _call(cr, need):
                    _notify(dbname)
            time.sleep(BEAT_S)


def _is_free(cr) -> bool:
    """Whether nobody beats for this database; from now on we do."""
    cr.execute("SELECT pg_try_advisory_lock(%s, %s)", _LOCK)
    [is_ours] = cr.fetchone()
    return is_ours


@dataclass(frozen=True)
class Need:
    workers: int = 0
    bulk_only: bool = False


class _Patience:
    """Calls ever more rarely for work that stays undone while nothing runs at all, as
    that of a connection whose budget is used up for the day. Whoever wishes for a new
    job wakes a worker anyway."""

    def __init__(self) -> None:
        self._need = Need()
        self._skipped = self._pause = 0

    def allows(self, need: Need, busy: bool) -> bool:
        if busy or need != self._need:
            self._need, self._skipped, self._pause = need, 0, 0
        if self._skipped < self._pause:
            self._skipped += 1
            return False
        self._skipped = 0
        self._pause = min(self._pause * 2 or 1, _LONGEST_PAUSE)
        return need.workers > 0


def _is_busy(cr) -> bool:
    cr.execute("SELECT EXISTS (SELECT 1 FROM sync_job WHERE status = 'processing')")
    [busy] = cr.fetchone()
    return busy


def _need(cr) -> Need:
    cr.execute(queries.DUE, {"limit": 100 * _JOBS_PER_WORKER, "now": None})
    due, not_bulk = cr.fetchone()
    if due:
        return Need(-(-due // _JOBS_PER_WORKER), bulk_only=not not_bulk)
    cr.execute(f"SELECT EXISTS ({queries.ORPHANS})", {"lock_class": queries.LOCK_CLASS})
    [orphaned] = cr.fetchone()
    cr.execute(queries.EVENTS_LEFT_BEHIND)
    [event_waits] = cr.fetchone()
    return Need(int(orphaned or event_waits))


def _call(cr, need: Need) -> int:
    """Trigger idle workers; a busy one has its row locked, and looks by itself."""
    given = {"wanted": need.workers, "bulk_only": need.bulk_only}
    cr.execute(_IDLE_WORKERS, given)
    crons = [id_ for (id_,) in cr.fetchall()]
    if crons:
        cr.execute(_TRIGGER, {"crons": crons})
    return len(crons)


def _notify(dbname: str) -> None:
    with closing(_connect("postgres")) as connection, connection.cursor() as cr:
        cr.execute("SELECT pg_notify('cron_trigger', %s)", [dbname])
