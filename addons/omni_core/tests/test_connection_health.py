"""One light and one sentence: what a merchant sees of a connection from afar."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..models.integration_health import BREAKER_FAILURES
from .test_connection_life import ConnectionCase


@tagged("post_install", "-at_install")
class TestConnectionHealth(ConnectionCase):
    def look(self):
        self.env.invalidate_all()
        return self.connection.light, self.connection.health_text

    def succeed(self):
        self.health._note(self.connection.id, "out", True)

    def test_what_does_not_run_is_off_and_says_why(self):
        self.assertEqual(self.look()[0], "off")
        self.connect()
        self.connection.action_pause("Stocktaking")
        self.assertEqual(self.look(), ("off", "Stocktaking"))

    def test_a_working_connection_is_healthy_without_a_word(self):
        self.connect()
        self.assertEqual(self.look(), ("ok", "No call yet."))
        self.succeed()
        self.assertEqual(self.look(), ("ok", ""))
        self.assertTrue(self.connection.last_success_at)

    def test_a_sign_in_that_is_needed_is_down(self):
        self.connect()
        self.connection._require_reauth(self.connection.ids, "revoked")
        self.assertEqual(self.look(), ("down", "Sign in again to go on."))

    def test_silence_of_the_platform_is_a_warning_then_down(self):
        self.connect()
        self.fail_calls(1)
        self.assertEqual(self.look(), ("warn", "The last call got no answer."))
        self.fail_calls(BREAKER_FAILURES - 1)
        light, text = self.look()
        self.assertEqual(light, "down")
        self.assertIn(f"No answer {BREAKER_FAILURES} times", text)
        self.assertIn("Next try in 1 min.", text)
        self.expire_breaker()
        self.assertIn("Trying again.", self.look()[1])

    def test_secrets_about_to_end_and_long_silence_are_warnings(self):
        self.connect()
        self.succeed()
        now = fields.Datetime.now()
        secret = self.connection.credential_ids.filtered("has_value")
        secret.expires_at = now + timedelta(days=3, hours=1)
        self.assertEqual(self.look(), ("warn", "Secrets expire in 3 days."))
        secret.expires_at = now + timedelta(days=300)
        self.assertEqual(self.look(), ("ok", ""))
        self.env.cr.execute(
            "UPDATE integration_health SET last_success_at = now() - interval '2 days'"
        )
        self.assertIn("Quiet since", self.look()[1])

    def test_jobs_that_fail_are_a_warning_whatever_is_recorded_of_calls(self):
        self.connect()
        self.succeed()
        jobs = self.env["sync.job"]
        for number in range(10):
            jobs |= jobs.enqueue(self.connection, "token_renew")
            jobs[-1].status = "failed" if number == 0 else "done"
        jobs.finished_at = fields.Datetime.now()
        self.env.flush_all()
        self.assertEqual(
            self.look(), ("warn", "10 % of the jobs of the last hour failed.")
        )
        jobs.finished_at = fields.Datetime.now() - timedelta(hours=2)
        self.env.flush_all()
        self.assertEqual(self.look(), ("ok", ""))

    def test_the_owner_is_asked_once_to_renew_what_ends_and_no_more_after_that(self):
        self.connect()
        secret = self.connection.credential_ids.filtered("has_value")
        secret.expires_at = fields.Datetime.now() + timedelta(days=3)
        for _day in range(2):
            self.connection._cron_warn_expiring()
        activity = self.connection.activity_ids
        self.assertEqual(activity.user_id, self.connection.user_id)
        self.assertEqual(activity.date_deadline, secret.expires_at.date())
        secret.expires_at = fields.Datetime.now() + timedelta(days=300)
        self.connection._cron_warn_expiring()
        self.assertFalse(self.connection.activity_ids)

    def test_twenty_connections_cost_as_many_queries_as_two(self):
        more = self.connection
        for number in range(20):
            more |= self.make_connection(name=f"Shop {number}")
        names = ["light", "health_text", "error_rate", "secrets_expire_at"]
        self.env.flush_all()

        def queries(connections):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            connections.read(names)
            return self.env.cr.sql_log_count - before

        queries(more)  # warm
        self.assertEqual(queries(more), queries(more[:2]))
