"""Secrets: stored sealed, used by the engine, changed and rotated without downtime."""

from datetime import datetime, timedelta, timezone

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ..lib.keyring import VaultKeyMissing, VaultLocked, VaultTampered
from .vault_common import NEW_KEY, OLD_KEY, SECRET, VaultMixin


@tagged("post_install", "-at_install")
class TestVault(VaultMixin, TransactionCase):
    def stored_text(self, credential):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT c::text FROM integration_credential c WHERE id = %s",
            [credential.id],
        )
        return self.env.cr.fetchone()[0]

    def test_the_engine_gets_what_a_person_entered(self):
        self.store()
        settings = self.connection._settings()
        self.assertEqual(settings.secrets["api_key"].reveal(), SECRET)

    def test_a_pasted_secret_loses_its_line_end(self):
        credential = self.store(f"  {SECRET}\n")
        self.assertEqual(credential._reveal().reveal(), SECRET)

    def test_the_database_holds_no_clear_text(self):
        credential = self.store()
        self.assertNotIn(SECRET, self.stored_text(credential))
        self.assertEqual((credential.has_value, credential.key_id), (True, "2025"))

    def test_saving_the_empty_field_keeps_the_secret(self):
        credential = self.store()
        credential.write({"value": False})
        credential.write({"value": ""})
        self.assertEqual(credential._reveal().reveal(), SECRET)

    def test_without_a_key_nothing_is_stored_and_nothing_is_used(self):
        credential = self.store()
        with self.with_keys(""):
            with self.assertRaisesRegex(UserError, "vault is locked"):
                self.store("another", key="other")
            with self.assertRaisesRegex(UserError, "vault is locked"):
                credential.write({"value": "another"})
            with self.assertRaises(VaultLocked):
                self.connection._settings()

    def test_a_ciphertext_moved_to_another_row_does_not_open(self):
        mine, other = self.store(), self.store("another", key="other")
        other.sudo().value_sealed = mine.sudo().value_sealed
        with self.assertRaises(VaultTampered):
            other._reveal()

    def test_a_copied_database_cannot_open_the_secrets(self):
        credential = self.store()
        self.env["ir.config_parameter"].set_param("database.uuid", "a-copy")
        with self.assertRaises(VaultTampered):
            credential._reveal()

    def test_a_secret_cannot_be_moved_to_another_connection_or_name(self):
        credential = self.store()
        with self.assertRaises(UserError):
            credential.connection_id = self.make_connection(name="Thief")
        with self.assertRaises(UserError):
            credential.key = "webhook_secret"

    def test_a_new_webhook_secret_leaves_the_old_one_valid_for_a_while(self):
        credential = self.store("first", key="webhook_secret")
        credential.value = "second"
        accepted = self.connection._settings().accepted("webhook_secret")
        self.assertEqual([s.reveal() for s in accepted], ["second", "first"])

        credential.value = "third"
        accepted = self.connection._settings().accepted("webhook_secret")
        self.assertEqual([s.reveal() for s in accepted], ["third", "second"])

        previous = self.connection.credential_ids.filtered(
            lambda c: c.slot == "previous"
        )
        previous.expires_at = fields.Datetime.now() - timedelta(minutes=1)
        accepted = self.connection._settings().accepted("webhook_secret")
        self.assertEqual([s.reveal() for s in accepted], ["third"])
        self.env["integration.credential"]._gc_previous()
        self.assertFalse(previous.exists())

    def test_an_ordinary_secret_is_replaced_at_once(self):
        credential = self.store("first")
        credential.value = "second"
        accepted = self.connection._settings().accepted("api_key")
        self.assertEqual([s.reveal() for s in accepted], ["second"])

    def test_renewed_tokens_are_stored_together_with_their_ends(self):
        self.store("old access", key="access")
        ends = datetime(2030, 1, 2, 5, 4, tzinfo=timezone(timedelta(hours=2)))
        self.env["integration.credential"]._store_many(
            self.connection, {"access": ("new access", ends), "refresh": ("r2", None)}
        )
        settings = self.connection._settings()
        self.assertEqual(settings.secrets["access"].reveal(), "new access")
        self.assertEqual(settings.secrets["refresh"].reveal(), "r2")
        access = self.connection.credential_ids.filtered(lambda c: c.key == "access")
        self.assertEqual(access.expires_at, datetime(2030, 1, 2, 3, 4))

    def test_people_are_told_of_the_end_of_what_does_not_renew_itself(self):
        ends = datetime(2030, 1, 2)
        self.store(expires_at=ends)
        self.store(key="access", expires_at=datetime(2029, 1, 1))  # renewed by itself
        self.assertEqual(self.connection.secrets_expire_at, ends)

    def test_who_changed_a_secret_is_on_record(self):
        credential = self.store()
        self.assertEqual(credential.last_changed_by, self.env.user)
        self.assertTrue(credential.last_changed_at)


@tagged("post_install", "-at_install")
class TestVaultKeyRotation(VaultMixin, TransactionCase):
    def reseal(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            result = self.env["integration.credential"]._reseal_all(batch=2)
        self.env.invalidate_all()
        return result

    def test_rotation_reseals_everything_and_then_the_old_key_can_go(self):
        credentials = [self.store(f"secret {n}", key=f"k{n}") for n in range(5)]
        with self.with_keys(NEW_KEY, OLD_KEY):
            self.assertEqual(credentials[0]._reveal().reveal(), "secret 0")
            self.assertEqual(self.reseal(), (5, 0))
            self.assertEqual(self.reseal(), (0, 0))
        with self.with_keys(NEW_KEY):
            self.assertEqual(
                [c._reveal().reveal() for c in credentials],
                [f"secret {n}" for n in range(5)],
            )

    def test_one_broken_row_does_not_stop_the_rotation(self):
        broken, sound = self.store(key="broken"), self.store(key="sound")
        broken.sudo().value_sealed = sound.sudo().value_sealed
        with self.with_keys(NEW_KEY, OLD_KEY), self.assertLogs("odoo.addons.omni_core"):
            self.assertEqual(self.reseal(), (1, 1))
            self.assertEqual(sound._reveal().reveal(), SECRET)

    def test_without_the_old_key_the_missing_one_is_named(self):
        credential = self.store()
        with self.with_keys(NEW_KEY), self.assertRaisesRegex(VaultKeyMissing, "2025"):
            credential._reveal()
