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


@contextmanager
def autocommitted(cr):
    """Each statement commits itself: one round trip instead of three. What was begun
    before is rolled back. In tests nothing is different, as nothing is committed."""
    if not isinstance(cr, Cursor):
        yield
        return
    cr.rollback()
    cr.connection.autocommit = True
    try:
        yield
    finally:
        cr.connection.autocommit = False
