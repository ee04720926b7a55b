"""Brings back the cron threads that a threaded server lost.

When PostgreSQL restarts, a cron thread of Odoo connects again at once, and dies of it
if PostgreSQL is not back yet: the server then answers requests, but runs no cron until
somebody restarts it. (A prefork server ends instead, and its supervisor starts it.)
"""

from __future__ import annotations

import logging
import threading

import odoo
from odoo.tools import config

_logger = logging.getLogger(__name__)

_seen: set[int] = set()  # numbers of the threads that once were there


def revive() -> bool:
    """Start again the threads that have died; True if there were any."""
    server = odoo.service.server.server
    if not isinstance(server, odoo.service.server.ThreadedServer):
        return False
    alive = {thread.name for thread in threading.enumerate()}
    numbers = set(range(config["max_cron_threads"]))
    running = {number for number in numbers if _name(number) in alive}
    _seen.update(running)
    dead = _seen - running
    for number in dead:
        _start(server, number)
    return bool(dead)


def _name(number: int) -> str:
    return f"odoo.service.cron.cron{number}"


def _start(server, number: int) -> None:
    """As Odoo's own ``cron_spawn`` does, which starts all of them."""
    _logger.warning(
        "cron thread %s had died with its connection: started again", number
    )
    thread = threading.Thread(
        target=server.cron_thread, args=(number,), name=_name(number), daemon=True
    )
    thread.type = "cron"
    thread.start()
