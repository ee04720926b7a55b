"""The numbers of the dashboard: where they come from, and what lies behind them."""

import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..engine.failures import Verdict
from ..engine.tally import DoorTally, Tally
from ..models.integration_metric import percentile
from .test_issues import IssueCase


class DashboardCase(IssueCase):
    def setUp(self):
        super().setUp()
        self.metrics = self.env["integration.metric"]

    def data(self, period="hour", user=None):
        board = self.env["integration.dashboard"]
        data = (board.with_user(user) if user else board).get_data(period)
        json.dumps(data)  # it goes to a browser
        return data

    def mine(self, period="hour"):
        rows = self.data(period)["connections"]
        [row] = [row for row in rows if row["id"] == self.connection.id]
        return row

    def card(self, key, period="hour"):
        [card] = [c for c in self.data(period)["cards"] if c["key"] == key]
        return card

    def count(self, measure, key, number=1, connection=None):
        tally = Tally()
        tally.add((connection or self.connection).id, measure, key, number)
        self.env.cr.execute(tally.take())


@tagged("post_install", "-at_install")
class TestEmptyDashboard(DashboardCase):
    def test_with_nothing_connected_it_opens_as_well(self):
        self.env["integration.connection"].search([]).active = False
        data = self.data()
        self.assertEqual(data["connections"], [])


@tagged("post_install", "-at_install")
class TestCounting(DashboardCase):
    def counted(self, measure, key):
        since = fields.Datetime.now() - timedelta(hours=1)
        sums = self.metrics._sums(self.connection.ids, since)
        return sums.get((self.connection.id, measure, key), 0)

    def test_a_worker_counts_what_it_did(self):
        for word in ("one", "two"):
            self.enqueue("say", payload={"word": word})
        self.fail()
        self.assertEqual(self.counted("jobs", "done"), 2)
        self.assertEqual(self.counted("jobs", "failed"), 1)
        self.assertEqual(self.counted("records", "exchanged"), 2)
        self.assertEqual(self.counted("errors", "rejected"), 1)

    def test_a_job_that_succeeds_later_has_recovered(self):
        job = self.enqueue("note", payload={"text": "later"})
        job.sudo().retry_count = 1
        self.drain()
        self.assertEqual(self.counted("jobs", "recovered"), 1)

    def test_counts_of_two_workers_add_up(self):
        self.count("calls", "ok", 3)
        self.count("calls", "ok", 4)
        self.assertEqual(self.counted("calls", "ok"), 7)

    def test_an_exchange_counts_each_call_and_how_long_it_took(self):
        tally = Tally()
        tally.exchange(self.connection.id, [("", 120), ("", 90), ("throttled", 30)])
        self.env.cr.execute(tally.take())
        self.assertEqual(self.counted("calls", "ok"), 2)
        self.assertEqual(self.counted("calls", "throttled"), 1)
        self.assertEqual(self.counted("times", "200"), 1)

    def test_a_wait_for_the_rate_limit_is_no_failed_job(self):
        [job] = self.enqueue("note", payload={"text": "x"})
        tally = Tally()
        tally.tried_in_vain([job_of(job)], Verdict("throttled", "", delay_s=1))
        self.env.cr.execute(tally.take())
        self.assertEqual(self.counted("jobs", "failed"), 0)
        self.assertEqual(self.counted("errors", "throttled"), 1)

    def test_a_flood_of_refused_webhooks_costs_one_statement(self):
        door = DoorTally(every_s=3600)
        with self.enter_registry_test_mode():
            for _knock in range(100):
                door.note(self.env, self.connection.id, "refused")
        self.assertEqual(self.counted("events", "refused"), 1)
        door._due.clear()
        with self.enter_registry_test_mode():
            door.note(self.env, self.connection.id, "refused")
        self.assertEqual(self.counted("events", "refused"), 101)

    def test_old_figures_become_hours_and_lose_nothing(self):
        for minute in (5, 20, 55):
            slot = fields.Datetime.now() - timedelta(days=5)
            self.metrics.create(
                {
                    "connection_id": self.connection.id,
                    "slot": slot.replace(minute=minute, second=0, microsecond=0),
                    "measure": "calls",
                    "key": "ok",
                    "value": 10,
                }
            )
        self.metrics._gc_metrics()
        rows = self.metrics.search([("connection_id", "=", self.connection.id)])
        self.assertEqual(rows.mapped("value"), [30])
        self.assertEqual(rows.slot.minute, 0)


def job_of(record):
    """What the engine sees of a job, as far as counting goes."""
    return type("Job", (), {"connection_id": record.connection_id.id})


@tagged("post_install", "-at_install")
class TestNumbers(DashboardCase):
    def test_percentiles_come_from_classes_that_add_up(self):
        self.assertEqual(percentile({100: 100}, 0.5), 75)
        self.assertEqual(percentile({100: 90, 800: 10}, 0.95), 600)
        self.assertIsNone(percentile({}, 0.5))

    def test_a_connection_shows_calls_errors_and_times(self):
        self.count("calls", "ok", 95)
        self.count("calls", "transient", 5)
        self.count("times", "100", 100)
        row = self.mine()
        self.assertEqual((row["calls"], row["error_rate"]), (100, 0.05))
        self.assertEqual((row["p50"], row["p95"]), (75, 98))

    def test_cards_tell_of_efficiency_recovery_and_webhooks(self):
        before = self.card("events")["value"]
        self.count("calls", "ok", 10)
        self.count("records", "exchanged", 250)
        self.count("jobs", "recovered", 3)
        self.count("jobs", "failed", 1)
        self.count("events", "refused", 2)
        self.assertIn("25", self.card("records")["value"])
        self.assertIn("75", self.card("recovery")["value"])
        self.assertNotEqual(self.card("events")["value"], before)
        self.assertEqual(self.card("events")["tone"], "warning")

    def test_the_chart_covers_the_period_without_a_gap(self):
        self.count("calls", "ok", 7)
        for period, points in (("hour", 12), ("day", 24), ("week", 28), ("month", 30)):
            chart = self.data(period)["chart"]
            self.assertEqual(len(chart), points, period)
            self.assertGreaterEqual(chart[-1]["calls"], 7)

    def test_the_queue_says_how_old_its_jobs_are_and_why_they_wait(self):
        self.connection.action_pause()
        job = self.enqueue("note", payload={"text": "old"}, lane="bulk")
        self.env.cr.execute(
            "UPDATE sync_job SET create_date = create_date - interval '2 days' "
            "WHERE id = %s",
            job.ids,
        )
        self.env.invalidate_all()
        queue = self.data()["queue"]
        [bulk] = [lane for lane in queue["lanes"] if lane["code"] == "bulk"]
        self.assertGreaterEqual(bulk["ages"][3]["count"], 1)
        self.assertIn(job, self.behind(bulk["ages"][3]["open"]))
        [why] = [why for why in queue["why"] if why["code"] == "connection"]
        self.assertIn(job, self.behind(why["open"]))

    def behind(self, action):
        return self.env[action["res_model"]].search(action["domain"])

    def test_each_reason_to_wait_leads_to_the_jobs_that_it_counts(self):
        later = fields.Datetime.now() + timedelta(hours=1)
        self.enqueue("note", payload={"text": "later"}, eta=later)
        self.enqueue("note", payload={"text": "next"})
        trying = self.enqueue("note", payload={"text": "again"}, eta=later)
        trying.sudo().retry_count = 2
        unmapped = self.enqueue("note", payload={"text": "unmapped"})
        unmapped.sudo().cause = f"mapping:{self.connection.id}:tax:gst"
        self.env.flush_all()
        reasons = self.data()["queue"]["why"]
        self.assertLessEqual(
            {"later", "line", "retry", "mapping"}, {why["code"] for why in reasons}
        )
        for why in reasons:
            self.assertEqual(len(self.behind(why["open"])), why["count"], why["code"])

    def test_every_number_leads_to_a_list_that_opens(self):
        self.fail()
        self.count("calls", "transient", 5)
        for action in self.actions(self.data()):
            self.behind(action)

    def actions(self, data):
        if isinstance(data, dict):
            if data.get("type") == "ir.actions.act_window":
                yield data
            for value in data.values():
                yield from self.actions(value)
        elif isinstance(data, list):
            for value in data:
                yield from self.actions(value)

    def test_what_needs_a_person_is_on_the_first_page(self):
        issue = self.fail(2).issue_id
        [shown] = [i for i in self.data()["issues"]["top"] if i["id"] == issue.id]
        self.assertEqual(shown["count"], 2)
        self.assertEqual(self.mine()["failed"], 2)


@tagged("post_install", "-at_install")
class TestWhoMayLook(DashboardCase):
    def test_only_users_of_integrations(self):
        stranger = new_test_user(self.env, "stranger", "base.group_user")
        with self.assertRaises(AccessError):
            self.data(user=stranger)

    def test_nothing_of_another_company_is_in_any_number(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        other = self.make_connection(name="Theirs", company_id=company.id)
        viewer = new_test_user(self.env, "viewer", "omni_core.group_viewer")
        before = json.dumps(self.totals(viewer))
        self.count("calls", "transient", 1000, other)
        self.jobs.sudo().enqueue(other, "note", payload={"text": "theirs"})
        self.connection, mine = other, self.connection
        with mute_logger("odoo.sql_db"):
            self.fail()
        self.connection = mine
        self.assertEqual(json.dumps(self.totals(viewer)), before)

    def totals(self, user):
        data = self.data(user=user)
        return [data["cards"][0]["value"], data["queue"]["total"], data["issues"]]
