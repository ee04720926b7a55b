"""The doors for monitors, and whoever tries them."""

import re

from odoo.tests import HttpCase, tagged

from ..controllers import monitor
from ..engine.tally import Tally
from .vault_common import VaultMixin

LINE = re.compile(r'[a-z_]+(\{([a-z]+="([^"\\\n]|\\.)*",?)+\})? -?[\d.]+')


@tagged("post_install", "-at_install")
class TestMonitor(VaultMixin, HttpCase):
    def setUp(self):
        super().setUp()
        monitor._answers.clear()
        self.monitor = self.env["integration.monitor"]
        self.token = self.monitor._new_token()

    def get(self, path, token=None, **headers):
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.url_open(f"/omni/{path}", headers=headers)

    def test_prometheus_can_read_every_line(self):
        tally = Tally()
        tally.add(self.connection.id, "calls", "ok", 7)
        self.env.cr.execute(tally.take())
        answer = self.get("metrics", self.token)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("version=0.0.4", answer.headers["Content-Type"])
        for line in answer.text.splitlines():
            if not line.startswith("# "):
                self.assertRegex(line, f"^{LINE.pattern}$")
        self.assertRegex(answer.text, r'omni_calls_last_hour\{.*kind="ok"\} 7')
        for family in ("omni_jobs_waiting", "omni_connection_up", "omni_issues_open"):
            self.assertIn(f"# TYPE {family} gauge", answer.text)

    def test_the_name_of_a_connection_cannot_forge_a_line(self):
        self.connection.name = 'a"} 1\nforged{x="\\'
        text = self.get("metrics", self.token).text
        self.assertNotIn("\nforged", text)
        self.assertIn(r'connection="a\"} 1\nforged{x=\"\\"', text)

    def test_health_is_a_verdict_that_a_monitor_understands_by_its_status(self):
        answer = self.get("health", self.token)
        self.assertIn(answer.json()["status"], ("ok", "warn", "down"))
        self.env["integration.connection"].action_stop_all()
        monitor._answers.clear()
        answer = self.get("health", self.token)
        self.assertEqual(answer.status_code, 503)
        self.assertTrue(answer.json()["stopped"])

    def test_without_the_right_token_there_is_nothing_to_see(self):
        for token in ("", "wrong", self.token[:-1], self.token + "x", "é", None):
            for path in ("metrics", "health"):
                answer = self.get(path, token and token.encode("utf-8", "replace"))
                self.assertEqual((answer.status_code, answer.text), (401, ""), token)

    def test_a_token_in_the_address_is_not_taken(self):
        answer = self.url_open(f"/omni/metrics?token={self.token}")
        self.assertEqual(answer.status_code, 401)

    def test_a_session_is_no_token(self):
        self.authenticate("admin", "admin")
        self.assertEqual(self.get("metrics").status_code, 401)

    def test_without_any_token_the_doors_do_not_exist(self):
        self.monitor._drop_token()
        for token in (None, "", self.token):
            self.assertEqual(self.get("metrics", token).status_code, 404)

    def test_a_new_token_ends_the_old_one_and_neither_is_stored(self):
        new = self.monitor._new_token()
        self.assertEqual(self.get("health", self.token).status_code, 401)
        self.assertNotEqual(self.get("health", new).status_code, 401)
        stored = self.env["ir.config_parameter"].sudo().search([]).mapped("value")
        self.assertNotIn(new, " ".join(filter(None, stored)))

    def test_nothing_is_computed_for_whoever_has_no_token(self):
        self.get("metrics", "wrong")
        self.assertFalse(monitor._answers)

    def test_no_session_and_no_cache_come_with_an_answer(self):
        answer = self.get("metrics", self.token)
        self.assertNotIn("session_id", answer.headers.get("Set-Cookie", ""))
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    def test_only_reading_is_possible(self):
        answer = self.url_open(
            "/omni/metrics",
            data="x",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        self.assertEqual(answer.status_code, 405)
