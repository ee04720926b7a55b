"""Transactions of the engine's own, beside the one it is called in."""

from __future__ import annotations

from contextlib import contextmanager

from odoo.sql_db import Cursor


@contextmanager
def read_committed(registry):
    """A fresh cursor that sees what others have committed meanwhile.

    Odoo's REPEATABLE READ turns every row that two workers touch into a serialization
    failure. Commits at the end of the block. In tests it is the test's own cursor,
    which is inside a transaction already and cannot change its level.
    """
    with registry.cursor() as cr:
        if isinstance(cr, Cursor):
            cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        yield cr
