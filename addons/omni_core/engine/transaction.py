"""Transactions of the engine's own, beside the one it is called in."""

from __future__ import annotations

from contextlib import contextmanager

from psycopg2.extensions import STATUS_READY

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


def commit_each_statement(cr) -> None:
    """From now on, until the cursor is closed: one round trip instead of three.

    What was begun before is rolled back. It is not taken back, as that would cost two
    round trips more: Odoo's pool does so when it lends the connection to the next one.
    In tests nothing is different, as nothing is committed.
    """
    if isinstance(cr, Cursor) and not cr.connection.autocommit:
        if cr.connection.status != STATUS_READY:
            cr.rollback()
        cr.connection.autocommit = True
