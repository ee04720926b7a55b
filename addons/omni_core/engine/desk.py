"""The two database connections of one drain.

``control`` claims jobs, settles budgets and writes the fate of failed jobs. It must see
what other workers have just committed and must never lose its word to somebody else's
rollback, so it runs READ COMMITTED with a commit after each statement. (A claim with
SKIP LOCKED under Odoo's REPEATABLE READ dies as soon as another worker touches the
queue.)

``work`` is an ordinary Odoo transaction, in which operations prepare and apply.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2.extensions import ISOLATION_LEVEL_READ_COMMITTED

from odoo.sql_db import BaseCursor, Cursor
from odoo.tools import SQL


class Desk:
    def __init__(self, control: BaseCursor, work: BaseCursor) -> None:
        self._control = control
        self.work = work
        # In tests both are one pseudo-cursor, whose commits are savepoints.
        self._autocommit = isinstance(control, Cursor)

    @classmethod
    @contextmanager
    def open(cls, registry) -> Iterator[Desk]:
        with registry.cursor() as work:
            if not isinstance(work, Cursor):
                yield cls(work, work)
                return
            control = registry.cursor()
            try:
                # Not the isolation level of the pool: the pool resets it on return.
                control.connection.set_session(
                    isolation_level=ISOLATION_LEVEL_READ_COMMITTED, autocommit=True
                )
                yield cls(control, work)
            finally:
                control.close()

    @property
    def is_broken(self) -> bool:
        """PostgreSQL is gone, or has thrown us out."""
        return bool(self.work.connection.closed) or not self.has_control

    @property
    def has_control(self) -> bool:
        return not self._control.connection.closed

    def run(self, query: str | SQL, params=None) -> list[tuple]:
        """One statement, committed at once; its rows."""
        if not self._autocommit:
            with self.transaction() as cr:
                return _rows(cr, query, params)
        return _rows(self._control, query, params)

    def commit(self) -> None:
        """End the work transaction: the engine is what decides when, nobody else."""
        self.work.commit()  # pylint: disable=invalid-commit

    @contextmanager
    def transaction(self) -> Iterator[BaseCursor]:
        """Several control statements that stand or fall together."""
        cr = self._control
        if self._autocommit:
            cr.execute("BEGIN")
        try:
            yield cr
        except BaseException:
            if self._autocommit:
                cr.execute("ROLLBACK")
            else:
                cr.rollback()
            raise
        if self._autocommit:
            cr.execute("COMMIT")
        else:
            self.commit()  # control and work are the same


def _rows(cr: BaseCursor, query: str | SQL, params) -> list[tuple]:
    cr.execute(query, params)
    return cr.fetchall() if cr.description else []
