"""A connection's life: who starts and stops it, what stops it by itself, what runs."""

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, TransactionCase, new_test_user, tagged

from ..models.integration_health import BREAKER_FAILURES
from .vault_common import VaultMixin


class ConnectionCase(VaultMixin, TransactionCase):
    def setUp(self):
        super().setUp()
        self.share_transaction()
        self.health = self.env["integration.health"]

    def connect(self):
        self.store()
        self.connection.action_connect()
        self.env.flush_all()

    def runnable(self):
        """None: without limit; 1: one probe."""
        runnable = self.env["integration.connection"]._runnable()
        return runnable.get(self.connection.id, "not runnable")

    def fail_calls(self, times, error="timeout"):
        for _ in range(times):
            self.health._note(self.connection.id, "out", False, error)

    def expire_breaker(self):
        self.env.cr.execute(
            "UPDATE integration_health SET breaker_until = now() - interval '1 minute'"
        )

    def row(self, direction="out"):
        self.env.invalidate_all()
        return self.health.search(
            [
                ("connection_id", "=", self.connection.id),
                ("direction", "=", direction),
            ]
        )


@tagged("post_install", "-at_install")
class TestConnectionLife(ConnectionCase):
    def test_a_connection_without_its_secrets_cannot_be_connected(self):
        with self.assertRaisesRegex(UserError, "Missing: API Key"):
            self.connection.action_connect()
        self.assertEqual(self.runnable(), "not runnable")

    def test_a_new_connection_has_a_line_for_each_secret_it_needs(self):
        with Form(self.env["integration.connection"]) as form:
            form.name = "By hand"
            form.platform = "vaulttoy"
            with form.credential_ids.edit(0) as line:
                line.value = "entered before the first save"
        connection = form.record
        keys = connection.credential_ids.mapped("key")
        self.assertEqual(keys, ["api_key", "webhook_secret"])
        self.assertEqual(keys, self.connection.credential_ids.mapped("key"))
        connection.action_connect()
        self.assertEqual(list(connection._settings().secrets), ["api_key"])

    def test_deleting_a_line_forgets_the_secret_and_leaves_room_for_another(self):
        line = self.store()
        self.connection.write({"credential_ids": [Command.delete(line.id)]})
        lines = self.connection.credential_ids
        self.assertCountEqual(lines.mapped("key"), ["api_key", "webhook_secret"])
        self.assertFalse(any(lines.mapped("has_value")))

    def test_changing_the_platform_of_a_draft_changes_its_lines(self):
        self.connection.platform = "toybox"
        self.assertNotIn("api_key", self.connection.credential_ids.mapped("key"))
        self.connection.platform = "vaulttoy"
        self.assertIn("api_key", self.connection.credential_ids.mapped("key"))
        self.store()
        with self.assertRaisesRegex(ValidationError, "already has secrets"):
            self.connection.platform = "toybox"

    def test_only_connected_connections_run_jobs(self):
        self.connect()
        self.assertIsNone(self.runnable())
        self.connection.action_pause("stocktaking")
        self.assertEqual(self.runnable(), "not runnable")
        self.assertEqual(self.connection.state_reason, "stocktaking")
        self.assertEqual(self.connection.state_changed_by, self.env.user)
        self.connection.action_resume()
        self.assertIsNone(self.runnable())
        self.assertFalse(self.connection.state_reason)
        self.connection.action_block()
        self.assertEqual(self.runnable(), "not runnable")

    def test_resume_does_not_unblock(self):
        self.connect()
        self.connection.action_block()
        with self.assertRaisesRegex(UserError, "is blocked"):
            self.connection.action_resume()

    def test_an_archived_connection_runs_nothing(self):
        self.connect()
        self.connection.action_archive()
        self.assertEqual(self.runnable(), "not runnable")

    def test_the_kill_switch_stops_all(self):
        self.connect()
        self.env["ir.config_parameter"].set_param("omni_core.kill_switch", True)
        self.assertEqual(self.runnable(), "not runnable")
        self.env["ir.config_parameter"].set_param("omni_core.kill_switch", False)
        self.assertIsNone(self.runnable())

    def test_a_refused_sign_in_stops_the_connection_and_asks_its_owner_once(self):
        self.connect()
        for _ in range(3):
            self.env["integration.connection"]._require_reauth(
                [self.connection.id], "The API key was revoked."
            )
        self.assertEqual(self.connection.state, "reauth")
        self.assertEqual(self.connection.state_reason, "The API key was revoked.")
        self.assertEqual(len(self.connection.activity_ids), 1)
        self.assertEqual(self.connection.activity_ids.user_id, self.connection.user_id)

        self.connection.action_reauth_done()
        self.assertEqual(self.connection.state, "connected")
        self.assertFalse(self.connection.activity_ids)

    def test_a_connection_that_stops_by_itself_is_mailed_to_who_is_named(self):
        self.connect()
        self.env["ir.config_parameter"].set_param("omni_core.alert_email", "ops@e.test")
        self.connection._require_reauth(self.connection.ids, "Key <b>revoked</b>")
        mail = self.env["mail.mail"].search([("email_to", "=", "ops@e.test")])
        self.assertIn(self.connection.name, mail.subject)
        self.assertIn("&lt;b&gt;revoked", mail.body_html)
        self.assertIn("&lt;b&gt;revoked", self.connection.activity_ids.note)

    def test_a_refused_sign_in_does_not_restart_a_paused_connection_later(self):
        self.connect()
        self.connection.action_pause()
        self.env["integration.connection"]._require_reauth([self.connection.id], "no")
        self.assertEqual(self.connection.state, "paused")

    def test_operators_pause_and_resume_but_do_not_connect_or_block(self):
        self.connect()
        operator = new_test_user(self.env, "omni_op", "omni_core.group_operator")
        connection = self.connection.with_user(operator)
        connection.action_pause()
        connection.action_resume()
        for forbidden in ("action_connect", "action_block", "action_reauth_done"):
            with self.subTest(forbidden), self.assertRaises(AccessError):
                getattr(connection, forbidden)()
        with self.assertRaises(AccessError):
            connection.write({"name": "mine now"})

    def test_viewers_change_nothing(self):
        self.connect()
        viewer = new_test_user(self.env, "omni_view", "omni_core.group_viewer")
        connection = self.connection.with_user(viewer)
        self.assertEqual(connection.state, "connected")
        for forbidden in (
            "action_pause",
            "action_resume",
            "action_renew_webhook_token",
        ):
            with self.subTest(forbidden), self.assertRaises(AccessError):
                getattr(connection, forbidden)()

    def test_secrets_go_to_the_platform_alone(self):
        for environment, url, usable in (
            ("production", "https://shop.example.com", False),
            ("production", "http://127.0.0.1:8000", False),
            ("sandbox", "https://sandbox.example.com/api", True),
            ("sandbox", "http://127.0.0.1:8000", True),
            ("sandbox", "http://sandbox.example.com", False),
            ("sandbox", "https://user:password@example.com", False),
            ("sandbox", "file:///etc/passwd", False),
            ("sandbox", "https://example.com:99999", False),
        ):
            vals = {"environment": environment, "base_url": url}
            with self.subTest(**vals):
                if usable:
                    self.connection.write(vals)
                    continue
                with self.assertRaises(ValidationError):
                    self.connection.write(vals)

    def test_secrets_are_not_sent_to_an_address_that_came_after_them(self):
        self.connect()
        evil = {"base_url": "https://evil.example.com"}
        with self.assertRaisesRegex(ValidationError, "for another address"):
            self.connection.write({"environment": "sandbox", **evil})
        self.connection.base_url = "http://127.0.0.1:8000"
        self.connection.credential_ids.unlink()
        self.connection.write(evil)

    def test_a_new_webhook_address_leaves_the_old_one_open_for_a_day(self):
        find = self.env["integration.connection"]._find_by_webhook_token
        old = self.connection.webhook_token
        self.connection.action_renew_webhook_token()
        new = self.connection.webhook_token
        self.assertNotEqual(old, new)
        self.assertEqual(find(old) | find(new), self.connection)
        self.connection.webhook_token_previous_until = fields.Datetime.now()
        self.assertFalse(find(old))
        self.assertFalse(find(""))
        self.assertFalse(find(False))

    def test_copying_a_connection_copies_no_secret_and_no_address(self):
        self.connect()
        copy = self.connection.copy()
        self.assertFalse(any(copy.credential_ids.mapped("has_value")))
        self.assertNotEqual(copy.webhook_token, self.connection.webhook_token)
        self.assertEqual(copy.state, "draft")


@tagged("post_install", "-at_install")
class TestCircuitBreaker(ConnectionCase):
    def setUp(self):
        super().setUp()
        self.connect()

    def test_failures_in_a_row_open_the_breaker_and_a_probe_follows(self):
        self.fail_calls(BREAKER_FAILURES - 1)
        self.assertIsNone(self.runnable())
        self.fail_calls(1)
        self.assertEqual(self.runnable(), "not runnable")
        self.expire_breaker()
        self.assertEqual(self.runnable(), 1)

    def test_a_success_closes_the_breaker(self):
        self.fail_calls(BREAKER_FAILURES)
        self.health._note(self.connection.id, "out", True)
        self.assertIsNone(self.runnable())
        self.assertEqual(self.row().failures_in_row, 0)

    def test_a_success_between_failures_starts_the_count_again(self):
        self.fail_calls(BREAKER_FAILURES - 1)
        self.health._note(self.connection.id, "out", True)
        self.fail_calls(BREAKER_FAILURES - 1)
        self.assertIsNone(self.runnable())

    def test_each_failed_probe_doubles_the_wait_up_to_a_quarter_of_an_hour(self):
        self.fail_calls(BREAKER_FAILURES)
        waits = []
        for _ in range(8):
            row = self.row()
            waits.append((row.breaker_until - row.last_failure_at).total_seconds())
            self.expire_breaker()
            self.fail_calls(1)
        self.assertEqual(
            [round(w) for w in waits], [30, 60, 120, 240, 480, 900, 900, 900]
        )

    def test_exchanges_under_way_when_it_opened_do_not_lengthen_the_wait(self):
        self.fail_calls(BREAKER_FAILURES)
        until = self.row().breaker_until
        self.fail_calls(20)
        self.assertEqual(self.row().breaker_until, until)

    def test_trouble_with_webhooks_does_not_stop_our_own_calls(self):
        for _ in range(BREAKER_FAILURES + 1):
            self.health._note(self.connection.id, "in", False, "bad day")
        self.assertIsNone(self.runnable())

    def test_a_person_who_resumes_closes_the_breaker(self):
        self.fail_calls(BREAKER_FAILURES)
        self.connection.action_pause()
        self.connection.action_resume()
        self.assertIsNone(self.runnable())

    def test_hostile_error_text_and_a_deleted_connection_do_no_harm(self):
        self.fail_calls(1, "a\x00b\udcff" + "x" * 10_000)
        self.assertEqual(len(self.row().last_error), 500)
        gone = self.connection.id
        self.connection.unlink()
        self.env.flush_all()
        self.health._note(gone, "out", True)
        self.health._note(gone, "out", False, "late")
