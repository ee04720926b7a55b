"""Who is told of what, and when nobody is."""

from datetime import datetime

import pytz
from freezegun import freeze_time

from odoo.tests import new_test_user, tagged

from ..lib.quiet import quiet_until
from .test_issues import IssueCase

BERLIN = pytz.timezone("Europe/Berlin")


@tagged("post_install", "-at_install")
class TestQuietHours(IssueCase):
    def test_they_may_go_over_midnight_in_the_time_of_the_company(self):
        late = datetime(2026, 7, 1, 21, 0)  # 23:00 in Berlin
        self.assertEqual(quiet_until(late, 22, 6, BERLIN), datetime(2026, 7, 2, 4))
        early = datetime(2026, 7, 2, 3, 0)
        self.assertEqual(quiet_until(early, 22, 6, BERLIN), datetime(2026, 7, 2, 4))

    def test_the_day_is_not_quiet_and_equal_hours_are_none(self):
        noon = datetime(2026, 7, 1, 10, 0)
        self.assertIsNone(quiet_until(noon, 22, 6, BERLIN))
        self.assertIsNone(quiet_until(noon, 0, 0, BERLIN))


class AlertCase(IssueCase):
    def setUp(self):
        super().setUp()
        self.alerts = self.env["integration.alert"]
        self.env.ref("base.main_company").partner_id.tz = "UTC"
        self.set("alert_email", "boss@example.com")
        self.set("alert_threshold", 3)

    def set(self, name, value):
        self.env["ir.config_parameter"].sudo().set_param(f"omni_core.{name}", value)

    def watch(self, moment="2026-01-07 12:00:00"):  # a Wednesday
        with freeze_time(moment):
            self.alerts._cron_watch()

    def mails(self):
        return self.env["mail.mail"].search([("email_to", "=", "boss@example.com")])


@tagged("post_install", "-at_install")
class TestActivities(AlertCase):
    def activities(self, issue):
        return issue.activity_search(["omni_core.mail_activity_issue"])

    def test_an_error_that_hits_many_jobs_is_an_activity_of_the_owner_once(self):
        issue = self.fail(3).issue_id
        self.watch()
        self.watch()
        [activity] = self.activities(issue)
        self.assertEqual(activity.user_id, self.connection.user_id)

    def test_a_few_jobs_bother_nobody_nor_does_a_snoozed_error(self):
        few = self.fail(2).issue_id
        self.watch()
        self.assertFalse(self.activities(few))
        self.fail(3, about="more")
        few.snoozed_until = "2030-01-01 00:00:00"
        self.watch()
        self.assertFalse(self.activities(few))

    def test_nobody_is_told_in_the_quiet_hours_but_afterwards(self):
        issue = self.fail(3).issue_id
        self.set("quiet_from", 22.0)
        self.set("quiet_to", 6.0)
        self.watch("2026-01-07 23:30:00")
        self.assertFalse(self.activities(issue))
        self.watch("2026-01-08 06:00:00")
        self.assertTrue(self.activities(issue))

    def test_the_activity_goes_when_the_error_is_solved(self):
        jobs = self.fail(3)
        self.watch()
        jobs.action_cancel()
        self.assertFalse(self.activities(jobs.issue_id))


@tagged("post_install", "-at_install")
class TestEscalation(AlertCase):
    def setUp(self):
        super().setUp()
        self.boss = new_test_user(self.env, "boss", "omni_core.group_operator")
        self.connection.write({"next_user_id": self.boss.id, "next_after": 4})
        self.issue = self.fail(3).issue_id
        self.watch("2026-01-07 08:00:00")

    def asked(self):
        return self.issue.activity_search(["omni_core.mail_activity_issue"]).user_id

    def test_what_nobody_takes_in_time_goes_to_the_next_person_once(self):
        owner = self.connection.user_id
        self.watch("2026-01-07 11:50:00")
        self.assertEqual(self.asked(), owner)
        self.watch("2026-01-07 12:10:00")
        self.assertEqual(self.asked(), owner | self.boss)
        self.watch("2026-01-07 16:30:00")
        self.assertEqual(len(self.issue.activity_ids), 2)
        self.assertIn("2026-01-07 08:00", self.issue.activity_ids.mapped("summary")[-1])

    def test_what_somebody_has_taken_or_snoozed_is_not_passed_on(self):
        self.issue.action_take()
        self.watch("2026-01-07 12:10:00")
        self.assertNotIn(self.boss, self.asked())
        self.issue.write({"user_id": False, "snoozed_until": "2026-01-08 00:00:00"})
        self.watch("2026-01-07 12:20:00")
        self.assertNotIn(self.boss, self.asked())

    def test_whoever_takes_it_relieves_the_others(self):
        self.watch("2026-01-07 12:10:00")
        self.issue.with_user(self.boss).action_take()
        self.assertEqual(self.asked(), self.boss)
        self.assertEqual(len(self.issue.activity_ids), 1)

    def test_the_quiet_hours_are_quiet_for_the_next_person_too(self):
        self.set("quiet_from", 10.0)
        self.set("quiet_to", 14.0)
        self.watch("2026-01-07 12:10:00")
        self.assertNotIn(self.boss, self.asked())
        self.watch("2026-01-07 14:00:00")
        self.assertIn(self.boss, self.asked())

    def test_an_error_that_comes_back_begins_with_the_owner(self):
        self.watch("2026-01-07 12:10:00")
        self.jobs.search([("issue_id", "=", self.issue.id)]).action_cancel()
        self.assertFalse(self.asked())
        self.fail(3)
        self.watch("2026-01-09 08:00:00")
        self.assertEqual(self.asked(), self.connection.user_id)


@tagged("post_install", "-at_install")
class TestDigest(AlertCase):
    def setUp(self):
        super().setUp()
        self.set("digest", "daily")
        self.set("digest_hour", 7)

    def test_it_comes_once_a_day_at_its_hour(self):
        self.watch("2026-01-07 06:50:00")
        self.assertFalse(self.mails())
        self.watch("2026-01-07 07:10:00")
        self.watch("2026-01-07 07:20:00")
        self.assertEqual(len(self.mails()), 1)
        self.watch("2026-01-08 07:10:00")
        self.assertEqual(len(self.mails()), 2)

    def test_it_says_how_connections_do_and_what_needs_a_person(self):
        self.fail(2)
        self.watch()
        body = self.mails().body_html
        self.assertIn(self.connection.name, body)
        self.assertIn("This note is refused", body)
        self.assertIn("/odoo/integrations", body)

    def test_hostile_text_stays_text(self):
        self.connection.name = "<script>alert(1)</script>"
        self.watch()
        self.assertNotIn("<script>", self.mails().body_html)

    def test_weekly_means_on_mondays_or_as_soon_as_possible_after(self):
        self.set("digest", "weekly")
        self.watch("2026-01-05 07:10:00")  # Monday
        self.watch("2026-01-07 07:10:00")
        self.assertEqual(len(self.mails()), 1)
        self.watch("2026-01-12 07:10:00")
        self.assertEqual(len(self.mails()), 2)

    def test_a_mail_about_a_stopped_connection_waits_for_the_end_of_the_quiet_hours(
        self,
    ):
        self.set("quiet_from", 22.0)
        self.set("quiet_to", 6.0)
        with freeze_time("2026-01-07 23:30:00"):
            self.connection._require_reauth(self.connection.ids, "Token refused.")
        self.assertEqual(str(self.mails().scheduled_date), "2026-01-08 06:00:00")
