"""The inbox of errors: how an error gets there, what people do, how it goes away."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..engine import issues, queries
from ..engine.issues import likeness
from .test_queue import LANDING, ToyCase

quiet = mute_logger(LANDING)


@tagged("post_install", "-at_install")
class TestLikeness(ToyCase):
    def test_what_is_particular_to_a_record_does_not_make_a_cause_of_its_own(self):
        first = likeness("Order #1001: no product “A-17” (call 3f2a9c77, 12.5 kg).")
        second = likeness("Order #1002: no product “Big B” (call 99ffe012, 3 kg).")
        self.assertEqual(first, second)

    def test_different_words_are_different_causes(self):
        self.assertNotEqual(likeness("No product."), likeness("No customer."))


class IssueCase(ToyCase):
    def setUp(self):
        super().setUp()
        self.issues = self.env["integration.issue"]

    def fail(self, count=1, **payload):
        """Jobs that end as failed, each about a thing of its own."""
        jobs = self.jobs
        for number in range(count):
            text = f"{payload.get('about', 'thing')}-{number}"
            wish = {"text": text, "fail": True}
            jobs += self.enqueue("note", payload=wish, order_key=text)
        with quiet:
            self.drain()
        self.assertEqual(set(jobs.mapped("status")), {"failed"})
        return jobs


@tagged("post_install", "-at_install")
class TestOpening(IssueCase):
    def test_jobs_that_fail_for_one_reason_are_one_issue(self):
        jobs = self.fail(3)
        [issue] = jobs.issue_id
        self.assertEqual(issue.state, "open")
        self.assertEqual(issue.job_count, 3)
        self.assertIn("This note is refused", issue.name)
        self.assertTrue(issue.advice)

    def test_another_reason_is_another_issue(self):
        refused = self.fail().issue_id
        job = self.enqueue("say", payload={"word": "curse"})
        with quiet:
            self.drain()
        self.assertNotEqual(job.issue_id, refused)

    def test_a_value_that_is_not_mapped_waits_in_the_inbox_and_leads_to_the_mapping(
        self,
    ):
        from . import toy_platform  # noqa: F401  (declares its operations)

        job = self.enqueue("toy_push", payload={"name": "car", "colour": "mauve"})
        self.drain()
        self.assertEqual(job.status, "pending")
        self.assertEqual(job.issue_id.remedy, "mapping")
        action = job.issue_id.action_fix()
        self.assertEqual(action["res_model"], "integration.mapping")

    def test_a_job_that_will_be_tried_again_is_no_issue_yet(self):
        job = self.enqueue("crash")
        with quiet:
            self.drain()
        self.assertEqual((job.status, job.retry_count), ("pending", 1))
        self.assertFalse(job.issue_id)

    def test_a_job_that_killed_its_workers_is_an_issue_too(self):
        job = self.enqueue("note", payload={"text": "deadly"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sync_job SET status = 'failed', last_error = 'Died.' WHERE id = %s",
            [job.id],
        )

        class Desk:  # statements of the engine, in the test's transaction
            def run(desk, query, params=None):
                self.env.cr.execute(query, params)
                return self.env.cr.fetchall() if self.env.cr.description else []

        [issue_id] = issues.note_lost(Desk(), job.ids)
        self.env.invalidate_all()
        self.assertEqual(job.issue_id.id, issue_id)
        self.assertEqual(job.issue_id.kind, "lost")


@tagged("post_install", "-at_install")
class TestClosing(IssueCase):
    def test_run_again_with_success_closes_it(self):
        job = self.fail()
        issue = job.issue_id
        job.sudo().payload = {"text": "now fine"}
        issue.action_fix()
        self.assertEqual(issue.retrying_count, 1)
        self.drain()
        self.assertEqual((job.status, issue.state), ("done", "closed"))
        self.assertTrue(issue.closed_at)

    def test_a_later_job_about_the_same_thing_makes_it_good(self):
        job = self.fail()
        issue = job.issue_id
        later = self.enqueue("note", payload={"text": "ok"}, order_key="thing-0")
        self.drain()
        self.assertEqual(job.status, "failed", "what happened stays on record")
        self.assertEqual(job.solved_by_id, later)
        self.assertEqual(issue.state, "closed")

    def test_success_with_something_else_leaves_it_open(self):
        issue = self.fail().issue_id
        self.enqueue("note", payload={"text": "ok"}, order_key="other")
        self.drain()
        self.assertEqual(issue.state, "open")

    def test_it_stays_open_as_long_as_one_job_is(self):
        one, _two = self.fail(2)
        one.action_cancel()
        self.assertEqual(one.issue_id.state, "open")
        _two.action_set_done("by hand")
        self.assertEqual(one.issue_id.state, "closed")

    def test_it_opens_again_when_the_error_comes_back_with_its_story_kept(self):
        issue = self.fail().issue_id
        issue.message_post(body="The shop promised to repair it.")
        issue.action_requeue()
        self.jobs.search([("issue_id", "=", issue.id)]).action_cancel()
        self.assertEqual(issue.state, "closed")
        again = self.fail(about="next")
        self.assertEqual(again.issue_id, issue)
        self.assertEqual(issue.state, "open")
        self.assertIn("promised", issue.message_ids.mapped("body")[-1])

    def test_what_a_killed_worker_left_open_is_closed_by_the_next_look(self):
        job = self.fail()
        self.env.cr.execute(
            "UPDATE sync_job SET status = 'done' WHERE id = %s", job.ids
        )
        self.issues._settle_all()
        self.assertEqual(job.issue_id.state, "closed")


@tagged("post_install", "-at_install")
class TestPeople(IssueCase):
    def setUp(self):
        super().setUp()
        self.operator = new_test_user(self.env, "op", "omni_core.group_operator")
        self.viewer = new_test_user(self.env, "vi", "omni_core.group_viewer")

    def attention(self, user):
        return {
            k["key"]: k["count"] for k in self.issues.with_user(user).get_attention()
        }

    def test_the_light_of_the_systray_counts_what_needs_a_person(self):
        before = self.attention(self.viewer).get("rejected", 0)
        self.fail(3)
        self.assertEqual(self.attention(self.viewer)["rejected"], before + 1)

    def test_a_snoozed_issue_asks_for_no_attention_until_it_wakes(self):
        before = self.attention(self.viewer)
        issue = self.fail().issue_id.with_user(self.operator)
        issue.action_snooze()
        self.assertTrue(issue.is_snoozed)
        self.assertEqual(self.attention(self.viewer), before)
        issue.action_wake()
        self.assertNotEqual(self.attention(self.viewer), before)

    def test_an_operator_takes_it_a_viewer_may_only_look(self):
        issue = self.fail().issue_id
        issue.with_user(self.operator).action_take()
        self.assertEqual(issue.user_id, self.operator)
        for button in ("action_take", "action_snooze", "action_wake", "action_requeue"):
            with self.assertRaises(AccessError):
                getattr(issue.with_user(self.viewer), button)()

    def test_its_fields_are_the_engines_over_rpc_as_well(self):
        issue = self.fail().issue_id
        with self.assertRaises(AccessError):
            issue.with_user(self.operator).state = "closed"

    def test_there_is_nothing_to_run_when_all_was_done_by_hand(self):
        job = self.fail()
        job.action_set_done("by hand")
        with self.assertRaises(UserError):
            job.issue_id.action_requeue()


@tagged("post_install", "-at_install")
class TestCost(IssueCase):
    def test_what_a_success_makes_good_is_found_by_the_small_index(self):
        job = self.fail()
        self.env.cr.execute(
            """INSERT INTO sync_job (platform, operation, lane, priority, status,
                                     connection_id, issue_id, order_key)
               SELECT platform, operation, lane, priority, status, connection_id,
                      issue_id, 'key-' || number
                 FROM sync_job, generate_series(1, 2000) AS number
                WHERE id = %s""",
            [job.id],
        )
        self.env.cr.execute("ANALYZE sync_job")
        self.env.cr.execute("EXPLAIN " + queries.FINISH, {"ids": [1], "worker": 1})
        plan = "\n".join(row[0] for row in self.env.cr.fetchall())
        self.assertIn("sync_job_subject_idx", plan)
