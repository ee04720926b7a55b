"""No database while the network is waited for.

An exchange that opened a cursor would hold a transaction for as long as a platform
takes to answer, which is how connectors exhaust PostgreSQL. The rule is enforced, not
asked for: inside ``no_database()`` this thread cannot open a cursor.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from odoo.sql_db import Connection

_local = threading.local()


class DatabaseInExchange(AssertionError):
    """An exchange tried to open a database cursor."""


@contextmanager
def no_database() -> Iterator[None]:
    _local.forbidden = True
    try:
        yield
    finally:
        _local.forbidden = False


def _guarded(method):
    @functools.wraps(method)
    def cursor(self):
        if getattr(_local, "forbidden", False):
            raise DatabaseInExchange(
                "An exchange may not open a database cursor: read what it needs in "
                "prepare(), write what it brings in apply()."
            )
        return method(self)

    cursor.omni_guarded = True
    return cursor


# Odoo has no hook here; every cursor of every registry passes through this method.
if not hasattr(Connection.cursor, "omni_guarded"):
    Connection.cursor = _guarded(Connection.cursor)
