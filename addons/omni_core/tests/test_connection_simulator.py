"""Trying a platform without an account: the simulator's data in one click."""

import json
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged

from ..models.integration_connection_simulator import SIMULATOR_URL
from .http_fake import fake_server
from .vault_common import SECRET, VaultMixin


@tagged("post_install", "-at_install")
class TestSimulator(VaultMixin, TransactionCase):
    def setUp(self):
        super().setUp()
        self.share_transaction()
        # A test case forbids commits; the button makes one before it asks.
        self.enterContext(patch.object(self.env.cr, "commit", self.env.flush_all))

    def runs(self, **credentials):
        state = json.dumps({"credentials": credentials}).encode()
        running = fake_server({"/control/state": lambda h: h.answer(state, 200)})
        self.point_at(self.enterContext(running).url)

    def point_at(self, url):
        self.env["ir.config_parameter"].set_param(SIMULATOR_URL, url)
        self.connection.invalidate_recordset(["can_simulate"])

    def test_one_click_fills_in_everything_and_connects(self):
        self.runs(vaulttoy={"api_key": SECRET, "unknown": "x"})
        self.assertTrue(self.connection.can_simulate)
        self.connection.action_use_simulator()
        self.assertEqual(self.connection.state, "connected")
        self.assertTrue(self.connection.base_url.endswith("/vaulttoy"))
        settings = self.connection._settings()
        self.assertEqual(settings.secrets["api_key"].reveal(), SECRET)

    def test_it_is_offered_only_while_a_simulator_is_known(self):
        self.point_at("")
        self.assertFalse(self.connection.can_simulate)
        with self.assertRaises(UserError):
            self.connection.action_use_simulator()

    def test_an_address_elsewhere_is_no_simulator(self):
        for url in (
            "https://evil.example",
            "http://127.0.0.1.evil.example",
            "http://[",
        ):
            self.point_at(url)
            self.assertFalse(self.connection.can_simulate, url)

    def test_a_connection_with_an_account_is_never_redirected(self):
        self.runs(vaulttoy={"api_key": SECRET})
        self.store()
        self.connection.action_connect()
        with self.assertRaises(UserError):
            self.connection.action_use_simulator()
        self.assertFalse(self.connection.base_url)

    def test_production_is_never_simulated(self):
        self.runs(vaulttoy={"api_key": SECRET})
        self.connection.environment = "production"
        self.connection.invalidate_recordset(["can_simulate"])
        with self.assertRaises(UserError):
            self.connection.action_use_simulator()

    def test_a_simulator_that_does_not_play_the_platform_is_told_in_words(self):
        self.runs(other={})
        with self.assertRaisesRegex(UserError, "omni sandbox"):
            self.connection.action_use_simulator()

    def test_it_needs_an_administrator(self):
        self.runs(vaulttoy={"api_key": SECRET})
        clerk = new_test_user(self.env, "clerk", "omni_core.group_operator")
        with self.assertRaises(AccessError):
            self.connection.with_user(clerk).action_use_simulator()
