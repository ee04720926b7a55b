"""“Set Up”: what stands between a new connection and its first working day."""

from odoo.tests import TransactionCase, tagged

from .common import QueueCase
from .vault_common import VaultMixin


@tagged("post_install", "-at_install")
class TestConnectionSetup(VaultMixin, TransactionCase):
    def steps(self, connection=None):
        connection = connection or self.connection
        connection.invalidate_recordset(["setup_steps", "setup_score"])
        return {step["code"]: step for step in connection.setup_steps}

    def test_a_new_connection_says_which_secrets_are_missing(self):
        steps = self.steps()
        self.assertFalse(steps["secrets"]["is_done"])
        for spec in self.connection._secret_specs().values():
            self.assertEqual(spec.required, spec.label in steps["secrets"]["text"])
        self.store()
        self.assertTrue(self.steps()["secrets"]["is_done"])

    def test_it_gets_ready_step_by_step(self):
        before = self.connection.setup_score
        self.store()
        self.connection.action_connect()
        self.connection.user_id.email = "owner@example.org"
        self.steps()
        self.assertGreater(self.connection.setup_score, before)
        self.assertLess(self.connection.setup_score, 100, "it was never tested")
        self.connection.write(
            {"last_check_at": "2026-01-01", "last_check_ok": True, "last_check": "Ann"}
        )
        self.steps()
        self.assertEqual(self.connection.setup_score, 100)

    def test_a_test_that_warns_is_not_passed_yet(self):
        self.connection.write(
            {
                "last_check_at": "2026-01-01",
                "last_check_ok": True,
                "last_check": "Ann\nThe right to read orders is missing.",
            }
        )
        step = self.steps()["tested"]
        self.assertFalse(step["is_done"])
        self.assertEqual(step["text"], "The right to read orders is missing.")

    def test_what_breaks_later_is_seen(self):
        self.store()
        self.connection.action_connect()
        self.assertTrue(self.steps()["connected"]["is_done"])
        self.connection._set_state("reauth", "The token was revoked.")
        step = self.steps()["connected"]
        self.assertFalse(step["is_done"])
        self.assertEqual(step["text"], "The token was revoked.")

    def test_every_button_is_a_method_that_people_may_call(self):
        for step in self.connection._setup_steps():
            if step.action:
                self.assertTrue(step.action.startswith("action_"))
                self.assertTrue(hasattr(self.connection, step.action))


@tagged("post_install", "-at_install")
class TestSetupOfAWorkingConnection(QueueCase):
    def step(self, code):
        return next(s for s in self.connection._setup_steps() if s.code == code)

    def test_a_failed_job_is_counted_and_found(self):
        self.assertTrue(self.step("clean").is_done)
        self.enqueue("note")
        self.jobs.search([]).write({"status": "failed"})
        self.assertFalse(self.step("clean").is_done)
        action = self.connection.action_open_failed()
        found = self.env["sync.job"].search(action["domain"])
        self.assertEqual(len(found), 1)

    def test_webhooks_are_a_good_thing_that_nothing_waits_for(self):
        self.assertTrue(self.step("webhooks").is_optional)
