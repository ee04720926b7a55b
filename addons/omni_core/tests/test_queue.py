"""What the queue promises, from the plain case to the nasty ones."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..engine.exchange_guard import DatabaseInExchange
from ..engine.platform import JobRequest
from ..lib.errors import PayloadError
from . import toy_operations, toy_platform  # noqa: F401  (declare themselves)
from .common import QueueCase

LANDING = "odoo.addons.omni_core.engine.landing"


class ToyCase(QueueCase):
    def setUp(self):
        super().setUp()
        toy_operations.done.clear()
        toy_operations.Buy.bought.clear()

    def note(self, text):
        return self.env["ir.config_parameter"].sudo().get_param(f"toy.{text}")


@tagged("post_install", "-at_install")
class TestRunning(ToyCase):
    def test_a_job_runs_and_is_done(self):
        job = self.enqueue("note", payload={"text": "hello"})
        self.assertEqual(job.status, "pending")
        self.drain()
        self.assertEqual(job.status, "done")
        self.assertTrue(job.finished_at)
        self.assertTrue(self.note("hello"))

    def test_a_job_runs_as_the_user_company_and_language_that_asked(self):
        company = self.env["res.company"].create({"name": "Second Ltd"})
        user = new_test_user(
            self.env,
            "asker",
            "omni_core.group_operator",
            company_id=company.id,
            company_ids=[company.id],
        )
        connection = self.make_connection(company_id=company.id)
        self.jobs.with_user(user).with_context(lang="en_US").enqueue(
            connection.sudo(), "note", payload={"text": "who"}
        )
        self.drain()
        self.assertEqual(self.note("who"), "asker/Second Ltd/en_US")

    def test_what_follows_from_a_job_runs_too_under_the_same_trace(self):
        first = self.enqueue("chain")
        self.drain()
        follower = self.jobs.search([("trace_id", "=", first.trace_id)]) - first
        self.assertEqual(follower.operation, "note")
        self.assertEqual(follower.status, "done")

    def test_higher_priority_goes_first_then_age(self):
        for priority, word in ((1, "low"), (50, "high"), (50, "high too")):
            self.enqueue("say", payload={"word": word}, priority=priority)
        self.drain()
        self.assertEqual(toy_operations.done, ["high", "high too", "low"])

    def test_a_job_does_not_run_before_its_time(self):
        later = fields.Datetime.now() + timedelta(hours=1)
        job = self.enqueue("note", payload={"text": "later"}, eta=later)
        self.drain()
        self.assertEqual(job.status, "pending")
        self.assertIn("Is not to run before", job.wait_reason)

    def test_like_jobs_share_one_exchange_and_one_transaction(self):
        self.jobs.enqueue_many(
            self.connection,
            [JobRequest("note_many", {"text": str(n)}) for n in range(60)],
        )
        self.drain()
        self.assertEqual(self.jobs.search_count([("status", "=", "done")]), 60)

    def test_long_work_goes_on_where_it_was(self):
        job = self.enqueue("read")
        self.drain()
        self.assertEqual(toy_operations.done, ["page 0", "page 1", "page 2"])
        self.assertEqual(job.status, "done")

    def test_long_work_rests_while_the_platform_is_busy(self):
        job = self.enqueue("read", payload={"pause": 600})
        self.drain()
        self.assertEqual(toy_operations.done, ["page 0"])
        self.assertEqual((job.status, job.retry_count), ("pending", 0))
        self.pass_time(job, 300)
        self.drain()
        self.assertEqual(toy_operations.done, ["page 0"], "its pause is not over")
        self.pass_time(job, 301)
        self.drain()
        self.assertEqual(toy_operations.done, ["page 0", "page 1"])

    def test_no_exchange_may_touch_the_database(self):
        job = self.enqueue("peek")
        with mute_logger(LANDING):
            self.drain()
        self.assertEqual(job.error_kind, "bug")
        self.assertIn(DatabaseInExchange.__name__, job.last_error)


@tagged("post_install", "-at_install")
class TestOneOfAKind(ToyCase):
    def test_the_same_wish_joins_the_pending_job(self):
        first = self.enqueue("note", payload={"text": "a"}, identity_key="x")
        second = self.enqueue(
            "note", payload={"text": "b"}, identity_key="x", priority=99
        )
        self.assertEqual(first, second)
        self.assertEqual(first.payload, {"text": "b"}, "the latest wish wins")
        self.assertEqual(first.priority, 99)
        self.assertEqual(first.coalesced_count, 1)

    def test_fifty_wishes_in_one_call_become_one_job(self):
        wishes = [JobRequest("note", {"text": n}, identity_key="x") for n in range(50)]
        jobs = self.jobs.enqueue_many(self.connection, wishes)
        self.assertEqual(len(jobs), 1)
        self.assertEqual(jobs.payload, {"text": 49})

    def test_a_wish_while_the_job_runs_makes_a_new_job(self):
        running = self.enqueue("note", payload={"text": "a"}, identity_key="x")
        running.sudo().status = "processing"
        self.assertNotEqual(
            running, self.enqueue("note", payload={"text": "b"}, identity_key="x")
        )

    def test_two_connections_do_not_share_identities(self):
        other = self.make_connection(name="Other")
        first = self.enqueue("note", payload={"text": "a"}, identity_key="x")
        second = self.jobs.enqueue(
            other, "note", payload={"text": "a"}, identity_key="x"
        )
        self.assertNotEqual(first, second)

    def test_jobs_about_one_thing_run_one_by_one_in_order(self):
        for n in range(5):
            self.enqueue("say", payload={"word": str(n)}, order_key="SKU1", priority=n)
        self.drain()
        self.assertEqual(toy_operations.done, ["0", "1", "2", "3", "4"])

    def test_a_waiting_job_holds_back_the_younger_ones_of_its_thing(self):
        first = self.enqueue("say", payload={"word": "mumble"}, order_key="SKU1")
        second = self.enqueue("say", payload={"word": "two"}, order_key="SKU1")
        first.sudo().eta = fields.Datetime.now() + timedelta(hours=1)
        self.drain()
        self.assertEqual(second.status, "pending")
        self.assertIn(str(first.id), second.wait_reason)


@tagged("post_install", "-at_install")
class TestTrouble(ToyCase):
    def test_a_hiccup_is_tried_again_and_in_the_end_given_up(self):
        job = self.enqueue("say", payload={"word": "mumble"})
        for _try in range(2):
            self.drain()
            self.pass_time(job)
        self.drain()
        self.assertEqual(job.status, "failed")
        self.assertEqual(job.error_kind, "transient")
        self.assertEqual(job.retry_count, 3)

    def test_a_refusal_fails_at_once_with_the_platforms_words(self):
        job = self.enqueue("say", payload={"word": "curse"})
        self.drain()
        self.assertEqual(job.status, "failed")
        self.assertEqual(job.last_error, "Such words are refused.")

    def test_one_refused_item_does_not_fail_its_batch(self):
        words = ["a", "b", "curse", "c"]
        jobs = self.jobs.enqueue_many(
            self.connection, [JobRequest("say", {"word": word}) for word in words]
        ).sorted("id")
        self.drain()
        self.assertEqual(jobs.mapped("status"), ["done", "done", "failed", "done"])

    def test_one_guilty_record_does_not_undo_its_batch(self):
        jobs = self.jobs.enqueue_many(
            self.connection,
            [JobRequest("note_many", {"text": n, "fail": n == 13}) for n in range(30)],
        ).sorted("id")
        self.drain()
        self.assertEqual(jobs[13].status, "failed")
        self.assertEqual(set((jobs - jobs[13]).mapped("status")), {"done"})
        self.assertFalse(self.note("13"))

    def test_a_bug_of_ours_keeps_its_traceback_and_has_a_second_chance(self):
        job = self.enqueue("crash")
        with mute_logger(LANDING):
            self.drain()
        self.assertEqual(job.status, "pending")
        self.assertIn("ZeroDivisionError", job.error_detail)
        self.pass_time(job)
        with mute_logger(LANDING):
            self.drain()
        self.assertEqual((job.status, job.error_kind), ("failed", "bug"))

    def test_an_operation_that_forgets_its_outcome_harms_only_itself(self):
        jobs = self.enqueue("forget") + self.enqueue("forget", payload={"half": 1})
        other = self.enqueue("note", payload={"text": "next"})
        with mute_logger(LANDING):
            self.drain()
        self.assertEqual(set(jobs.mapped("error_kind")), {"bug"})
        self.assertEqual(other.status, "done")

    def test_an_archived_user_runs_nothing_and_it_is_said_plainly(self):
        user = new_test_user(self.env, "gone", "omni_core.group_operator")
        job = self.jobs.with_user(user).enqueue(
            self.connection.sudo(), "note", payload={"text": "x"}
        )
        user.active = False
        self.drain()
        self.assertEqual(job.status, "failed")
        self.assertIn("archived", job.last_error)
        self.jobs.browse(job.id).action_requeue()
        self.drain()
        self.assertEqual(job.status, "done", "whoever requeues takes the job over")

    def test_a_record_that_was_deleted_fails_its_job_in_plain_words(self):
        partner = self.env["res.partner"].create({"name": "Short-lived"})
        job = self.enqueue("rename", record=partner, payload={"to": "x"})
        other = self.enqueue("note", payload={"text": "next"})
        partner.unlink()
        self.drain()
        self.assertEqual((job.status, job.error_kind), ("failed", "rejected"))
        self.assertIn("deleted", job.last_error)
        self.assertEqual(other.status, "done", "the next job is unaffected")

    def test_rights_that_were_revoked_meanwhile_hold(self):
        user = new_test_user(
            self.env, "helper", "base.group_partner_manager,omni_core.group_operator"
        )
        partner = self.env["res.partner"].create({"name": "Before"})
        asked = self.jobs.with_user(user)
        job = asked.enqueue(
            self.connection.sudo(), "rename", record=partner, payload={"to": "After"}
        )
        user.group_ids -= self.env.ref("base.group_partner_manager")
        self.drain()
        self.assertEqual((job.sudo().status, partner.name), ("failed", "Before"))
        self.assertIn("may not do that any more", job.sudo().last_error)

    def test_an_unknown_operation_is_refused_at_the_door(self):
        with self.assertRaises(PayloadError):
            self.enqueue("fly_to_the_moon")

    def test_a_job_whose_operation_was_uninstalled_fails_alone(self):
        job = self.enqueue("note", payload={"text": "a"})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sync_job SET operation = 'gone' WHERE id = %s", [job.id]
        )
        other = self.enqueue("note", payload={"text": "b"})
        self.drain()
        self.assertEqual(job.status, "failed")
        self.assertIn("no operation", job.last_error)
        self.assertEqual(other.status, "done")

    def test_a_payload_that_is_not_an_object_is_refused(self):
        with self.assertRaises(PayloadError):
            self.enqueue("note", payload=["a"])

    def test_hostile_text_in_a_payload_is_made_storable(self):
        job = self.enqueue("note", payload={"text": "a\x00b\ud800"})
        self.assertEqual(job.payload, {"text": "ab\ufffd"})

    def test_a_paid_exchange_is_looked_up_after_a_crash_and_not_repeated(self):
        job = self.enqueue("buy")
        self.drain()
        self.assertEqual(toy_operations.Buy.bought, {job.trace_id: 1})
        # As if the worker had died after the purchase, before its end was written:
        job.sudo().write({"status": "pending", "intent": {"ref": job.trace_id}})
        self.drain()
        self.assertEqual(job.status, "done")
        self.assertEqual(toy_operations.Buy.bought, {job.trace_id: 1})

    def test_one_lookup_tells_what_became_of_several_and_the_others_begin_anew(self):
        jobs = self.jobs.union(*(self.enqueue("buy_many") for _n in range(3)))
        for job in jobs.sudo():
            job.intent = {"ref": job.trace_id}
        bought, *never = jobs.mapped("trace_id")
        toy_operations.BuyMany.bought[bought] = 1
        toy_operations.BuyMany.asked.clear()
        self.drain()
        self.assertEqual(toy_operations.BuyMany.asked, [3])
        self.assertEqual(set(jobs.mapped("status")), {"done"})
        self.assertEqual(
            toy_operations.BuyMany.bought, dict.fromkeys((bought, *never), 1)
        )

    def test_an_intent_that_never_happened_is_carried_out(self):
        job = self.enqueue("buy")
        job.sudo().intent = {"ref": job.trace_id}
        self.drain()
        self.assertEqual(toy_operations.Buy.bought, {job.trace_id: 1})


@tagged("post_install", "-at_install")
class TestWaiting(ToyCase):
    def test_jobs_of_a_paused_connection_wait_and_say_why(self):
        self.connection.action_pause("stocktaking")
        job = self.enqueue("note", payload={"text": "a"})
        self.drain()
        self.assertEqual(job.status, "pending")
        self.assertIn("Paused", job.wait_reason)
        self.connection.action_resume()
        self.drain()
        self.assertEqual(job.status, "done")

    def test_the_kill_switch_stops_everything(self):
        params = self.env["ir.config_parameter"].sudo()
        params.set_param("omni_core.kill_switch", "True")
        job = self.enqueue("note", payload={"text": "a"})
        self.drain()
        self.assertEqual(job.status, "pending")
        self.assertIn("stopped", job.wait_reason)

    def test_a_job_waits_for_what_it_needs(self):
        first = self.enqueue("say", payload={"word": "curse"})
        second = self.enqueue("note", payload={"text": "b"}, needs=first)
        self.drain()
        self.assertEqual((first.status, second.status), ("failed", "pending"))
        self.assertIn(str(first.id), second.wait_reason)
        first.action_set_done("done by hand")
        self.drain()
        self.assertEqual(second.status, "done")

    def test_cancelling_a_job_cancels_what_needs_it(self):
        first = self.enqueue("note", payload={"text": "a"})
        second = self.enqueue("note", payload={"text": "b"}, needs=first)
        first.action_cancel()
        self.assertEqual(second.status, "cancelled")

    def test_a_batch_has_one_progress(self):
        batch = self.env["sync.batch"].create({"name": "All toys"})
        words = ["a", "curse", "b", "c"]
        self.jobs.enqueue_many(
            self.connection,
            [JobRequest("say", {"word": word}) for word in words],
            batch_id=batch.id,
        )
        self.assertEqual((batch.total, batch.progress), (4, 0))
        self.drain()
        self.assertEqual((batch.done, batch.failed, batch.progress), (3, 1, 100))


@tagged("post_install", "-at_install")
class TestPeople(ToyCase):
    def setUp(self):
        super().setUp()
        self.viewer = new_test_user(self.env, "viewer", "omni_core.group_viewer")
        self.operator = new_test_user(self.env, "operator", "omni_core.group_operator")

    def test_viewers_see_and_operators_act(self):
        job = self.enqueue("say", payload={"word": "curse"})
        self.drain()
        seen = job.with_user(self.viewer)
        self.assertEqual(seen.status, "failed")
        for action in ("action_requeue", "action_cancel", "action_set_done"):
            with self.assertRaises(AccessError):
                getattr(seen, action)()
        self.assertTrue(job.with_user(self.operator).action_requeue())
        self.assertEqual((job.status, job.retry_count), ("pending", 0))

    def test_nobody_writes_the_engines_fields(self):
        job = self.enqueue("note", payload={"text": "a"}).with_user(self.operator)
        with self.assertRaises(AccessError):
            job.status = "done"
        with self.assertRaises(AccessError):
            job.write({"operation": "crash"})
        job.priority = 77

    def test_a_running_job_cannot_be_cancelled(self):
        job = self.enqueue("note", payload={"text": "a"})
        job.sudo().status = "processing"
        with self.assertRaises(UserError):
            job.action_cancel()

    def test_requeueing_twins_keeps_one_identity(self):
        first = self.enqueue("say", payload={"word": "curse"}, identity_key="x")
        self.drain()
        second = self.enqueue("say", payload={"word": "curse"}, identity_key="x")
        self.drain()
        (first + second).action_requeue()
        self.assertEqual((first + second).mapped("status"), ["pending", "pending"])
        self.assertEqual(
            sorted((first + second).mapped(lambda j: bool(j.identity_key))),
            [False, True],
        )

    def test_jobs_created_by_rpc_are_checked_like_any_other(self):
        jobs = self.jobs.with_user(self.operator)
        job = jobs.create(
            {
                "connection_id": self.connection.id,
                "operation": "note",
                "payload": {"text": "rpc"},
            }
        )
        self.assertEqual(job.platform, "toybox")
        with self.assertRaises(UserError):
            jobs.create({"connection_id": self.connection.id, "operation": "nonsense"})
        with self.assertRaises(UserError):
            jobs.create(
                {
                    "connection_id": self.connection.id,
                    "operation": "note",
                    "status": "done",
                }
            )
