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
        self.fail(1)
        self.assertEqual(self.look(), ("warn", "The last call got no answer."))
        self.fail(BREAKER_FAILURES - 1)
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
