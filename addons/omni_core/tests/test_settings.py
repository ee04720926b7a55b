"""The settings page: what it shows of the vault, and what its switches do."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged

from .vault_common import NEW_KEY, OLD_KEY, VaultMixin


@tagged("post_install", "-at_install")
class TestSettings(VaultMixin, TransactionCase):
    def settings(self, **vals):
        return self.env["res.config.settings"].create(vals)

    def workers(self):
        return self.env["ir.cron"].search_count([("omni_worker", ">", 0)])

    def test_the_kill_switch_stops_and_starts_everything(self):
        self.store()
        self.connection.action_connect()
        self.settings(omni_kill_switch=True).execute()
        self.assertFalse(self.connection._runnable())
        self.assertTrue(self.connection.is_all_stopped)
        self.settings(omni_kill_switch=False).execute()
        self.assertIn(self.connection.id, self.connection._runnable())

    def test_the_number_of_workers_is_the_number_of_their_crons(self):
        for number in (4, 1, 2):
            self.settings(omni_workers=number).execute()
            self.assertEqual(self.workers(), number)
            self.assertEqual(self.settings().omni_workers, number)

    def test_numbers_that_make_no_sense_are_refused(self):
        for name in ("omni_workers", "omni_keep_done_days", "omni_call_days"):
            with self.subTest(name), self.assertRaises(ValidationError):
                self.settings(**{name: 0})

    def test_the_vault_says_how_it_stands(self):
        self.store()
        self.assertIn("the key “2025”", self.settings().omni_vault_state)
        with self.with_keys(NEW_KEY, OLD_KEY):
            self.assertIn(
                "an older key than “2026”: 1.", self.settings().omni_vault_state
            )
        with self.with_keys(""):
            self.assertIn("locked", self.settings().omni_vault_state)
        with self.with_keys("rubbish"):
            self.assertIn("cannot be read", self.settings().omni_vault_state)

    def test_the_button_seals_all_secrets_with_the_newest_key(self):
        credential = self.store()
        self.share_transaction()
        with self.with_keys(NEW_KEY, OLD_KEY):
            shown = self.settings().action_reseal_secrets()["params"]
        self.env.invalidate_all()
        self.assertEqual(shown["type"], "success")
        self.assertEqual(credential.key_id, "2026")

    def test_the_button_explains_a_locked_vault_and_asks_for_the_role(self):
        settings = self.settings()
        with self.with_keys(""), self.assertRaisesRegex(UserError, "locked"):
            settings.action_reseal_secrets()
        system = new_test_user(self.env, "omni_system", "base.group_system")
        with self.assertRaises(AccessError):
            settings.with_user(system).action_reseal_secrets()
