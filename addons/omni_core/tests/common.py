"""For tests of platform add-ons as well: a connection, a queue that runs inline."""

import os
from contextlib import contextmanager
from typing import ClassVar
from unittest.mock import patch

from odoo.tests import TransactionCase

from ..engine.worker import Worker
from ..lib.keyring import KeyRing

VAULT_KEY = KeyRing.new_entry("test")


class QueueCase(TransactionCase):
    """Runs jobs in the test's own transaction, one drain at a time."""

    platform = "toybox"
    secrets: ClassVar = {"token": "tok-en"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(os.environ, {"OMNI_VAULT_KEYS": VAULT_KEY}))
        cls.connection = cls.make_connection()
        cls.jobs = cls.env["sync.job"]

    @classmethod
    def make_connection(cls, **vals):
        """A connected connection, with whatever secrets its platform needs."""
        connection = cls.env["integration.connection"].create(
            {"name": "Test", "platform": cls.platform, "call_mode": "all", **vals}
        )
        cls.env["integration.credential"].create(
            [
                {"connection_id": connection.id, "key": key, "value": value}
                for key, value in cls.secrets.items()
            ]
        )
        connection.state = "connected"
        return connection

    def drain(self):
        """Run what is due now, as a worker does; returns when nothing is.

        A turn of a worker ends after some seconds, a slow machine needs several.
        """
        self.env.flush_all()
        with self.enter_registry_test_mode():
            while Worker(self.registry, linger_s=0).drain():
                pass
        self.env.invalidate_all()

    def enqueue(self, operation, **wish):
        return self.jobs.enqueue(self.connection, operation, **wish)

    def pass_time(self, jobs, seconds=86400):
        """Let the waits of these jobs be over: the clock is the database's own."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sync_job SET eta = eta - make_interval(secs => %s) "
            "WHERE id = ANY(%s)",
            [seconds, jobs.ids],
        )
        self.env.invalidate_all()

    @contextmanager
    def trap_jobs(self):
        """The jobs that the block enqueues, in order."""
        self.env.flush_all()
        before = self.jobs.search([], order="id desc", limit=1).id or 0
        trapped = []
        yield trapped
        trapped.extend(self.jobs.search([("id", ">", before)], order="id"))
