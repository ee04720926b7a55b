"""Many workers at once, in real transactions: nothing is lost and nobody fails."""

import os
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import DummyRLock, Registry
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name

from ..engine.mapping import causes_of
from ..engine.transaction import read_committed
from ..lib.errors import Unmapped
from ..models.integration_health import BREAKER_FAILURES
from .vault_common import NEW_KEY, OLD_KEY

WORKERS = 6


@tagged("post_install", "-at_install")
class TestRaces(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's runner holds this lock in the main thread: ours would wait for ever.
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))
        cls.startClassPatcher(
            patch.dict(os.environ, {"OMNI_VAULT_KEYS": f"{NEW_KEY},{OLD_KEY}"})
        )
        cls.registry = Registry(get_db_name())

    def setUp(self):
        super().setUp()
        with self.env() as env:
            values = {"name": "Races", "platform": "vaulttoy"}
            self.connection_id = env["integration.connection"].create(values).id
        self.addCleanup(self.clean)

    def clean(self):
        with self.env() as env:
            env["integration.connection"].browse(self.connection_id).unlink()

    def env(self):
        return _Environment(self.registry)

    def at_once(self, work, times=WORKERS):
        """Run ``work(env, number)`` in as many transactions at the same time."""

        def run(number):
            with self.env() as env:
                return work(env, number)

        with ThreadPoolExecutor(WORKERS) as pool:
            return list(pool.map(run, range(times)))

    def test_no_failure_of_a_platform_goes_uncounted(self):
        def fail(env, number):
            health = env["integration.health"]
            health._note(self.connection_id, "out", False, f"timeout {number}")

        self.at_once(fail, BREAKER_FAILURES - 1)
        with self.env() as env:
            row = env["integration.health"].search(
                [("connection_id", "=", self.connection_id)]
            )
            self.assertEqual(row.failures_in_row, BREAKER_FAILURES - 1)

    def test_workers_that_meet_the_same_value_put_it_once_into_the_inbox(self):
        values = [Unmapped("tax", f"t{number}") for number in range(5)]

        def note(env, number):
            turned = values[number % 5 :] + values[: number % 5]
            env["integration.mapping"]._note_unmapped(self.connection_id, turned)

        self.at_once(note, 24)
        with self.env() as env:
            rows = env["integration.mapping"].search(
                [("connection_id", "=", self.connection_id)]
            )
            causes = {row._cause() for row in rows}
            self.assertEqual(causes, set(causes_of(self.connection_id, values)))
            self.assertEqual(len(rows), len(values))

    def test_a_secret_renewed_while_the_vault_key_rotates_stays_the_renewed_one(self):
        with patch.dict(os.environ, {"OMNI_VAULT_KEYS": OLD_KEY}), self.env() as env:
            self.store(env, "access", "old")
        with read_committed(self.registry) as cr:
            rotation = api.Environment(cr, SUPERUSER_ID, {})
            credential = self.credential(rotation, "access")
            credential.fetch(["value_sealed"])  # about to be sealed anew ...
            with self.env() as env:
                self.store(env, "access", "renewed")  # ... when a renewal comes
            self.assertEqual(credential._reseal(), 0)
        with self.env() as env:
            credential = self.credential(env, "access")
            self.assertEqual(credential._reveal().reveal(), "renewed")

    def test_the_use_of_a_secret_is_noted_without_holding_anybody_up(self):
        with self.env() as env:
            self.store(env, "access", "value")

        def use(env, _number):
            connection = env["integration.connection"].browse(self.connection_id)
            return connection._settings().secrets["access"].reveal()

        self.assertEqual(set(self.at_once(use, 24)), {"value"})
        with self.env() as env:
            self.assertTrue(self.credential(env, "access").last_used_at)

    def store(self, env, key, value):
        connection = env["integration.connection"].browse(self.connection_id)
        env["integration.credential"]._store_many(connection, {key: (value, None)})

    def credential(self, env, key):
        return env["integration.credential"].search(
            [("connection_id", "=", self.connection_id), ("key", "=", key)]
        )


class _Environment:
    """A transaction of its own, committed at the end of the block."""

    def __init__(self, registry):
        self.cursor = registry.cursor()

    def __enter__(self):
        return api.Environment(self.cursor.__enter__(), SUPERUSER_ID, {})

    def __exit__(self, *error):
        return self.cursor.__exit__(*error)
