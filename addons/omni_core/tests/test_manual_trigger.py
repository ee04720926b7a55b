"""What people start by hand: shown first, then carried out with a progress bar."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..engine.operation import Operation, register_operation
from ..engine.preview import Change
from .common import QueueCase
from .toy_operations import NOW, done


@register_operation
class Tell(Operation):
    """An operation that can say before what it would change."""

    platform = "toybox"
    name = "tell"
    title = "Tell a word"
    retry = NOW

    def prepare(self, env, jobs):
        return [job.payload["word"] for job in jobs]

    def preview(self, env, jobs, plan):
        return [Change("The toy", "Word", "", word) for word in plan if word != "known"]


@tagged("post_install", "-at_install")
class TestManualTrigger(QueueCase):
    def setUp(self):
        super().setUp()
        done.clear()

    def button(self, operation, payload, connection=None):
        """A schedule of this operation: its “Run now” asks for a job."""
        return self.env["integration.schedule"].create(
            {
                "connection_id": (connection or self.connection).id,
                "operation": operation,
                "payload": payload,
            }
        )

    def offer(self, records, method="action_run_now"):
        previews = self.env["integration.preview"].with_env(records.env)
        action = previews._offer(records, method, "Run Now")
        return previews.browse(action["res_id"])

    def test_what_it_would_change_is_shown_and_nothing_is_asked_for(self):
        schedule = self.button("tell", {"word": "new"})
        with self.trap_jobs() as jobs:
            preview = self.offer(schedule)
        self.assertFalse(jobs)
        self.assertEqual(preview.line_ids.mapped("after"), ["new"])
        self.assertFalse(schedule.last_run)
        self.assertFalse(self.env["sync.batch"].search([("name", "=", "Run Now")]))

    def test_going_ahead_makes_one_batch_whose_progress_is_shown(self):
        other = self.make_connection(name="Other")
        schedules = self.button("say", {"word": "one"})
        schedules |= self.button("say", {"word": "two"}, other)
        preview = self.offer(schedules)
        preview.action_run()
        self.assertEqual((preview.total, preview.done), (2, 0))
        self.drain()
        self.assertEqual((preview.total, preview.done, preview.failed), (2, 2, 0))
        self.assertEqual(preview.progress, 100)
        self.assertCountEqual(done, ["one", "two"])
        self.assertEqual(preview.batch_id.create_uid, self.env.user)

    def test_what_follows_from_its_jobs_is_part_of_its_progress(self):
        preview = self.offer(self.button("chain", {}))
        preview.action_run()
        self.drain()
        operations = preview.batch_id.job_ids.mapped("operation")
        self.assertCountEqual(operations, ["chain", "note"])

    def test_jobs_that_wait_for_a_person_are_told_apart(self):
        preview = self.offer(self.button("say", {"word": "one"}))
        preview.action_run()
        preview.batch_id.job_ids.sudo().cause = "mapping:1:tax:gst"
        self.assertEqual((preview.total, preview.done, preview.held), (1, 0, 1))

    def test_where_nothing_can_be_told_before_it_says_what_will_run(self):
        preview = self.offer(self.button("say", {"word": "one"}))
        self.assertEqual(preview.line_ids.effect, "run")
        self.assertEqual(preview.line_ids.name, self.connection.name)

    def test_where_no_difference_is_known_it_can_still_be_run(self):
        preview = self.offer(self.button("tell", {"word": "known"}))
        self.assertIn("No difference", preview.line_ids.after)
        self.assertTrue(preview.method)

    def test_a_second_press_does_nothing(self):
        preview = self.offer(self.button("say", {"word": "one"}))
        preview.action_run()
        with self.assertRaisesRegex(UserError, "carried out already"):
            preview.action_run()

    def test_whoever_may_not_press_the_button_is_not_shown_what_it_would_do(self):
        viewer = new_test_user(self.env, "viewer", "omni_core.group_viewer")
        schedule = self.button("say", {"word": "one"})
        with self.assertRaises(AccessError):
            self.offer(schedule.with_user(viewer))

    def test_a_right_that_was_taken_away_meanwhile_counts(self):
        operator = new_test_user(self.env, "operator", "omni_core.group_operator")
        preview = self.offer(self.button("say", {"word": "one"}).with_user(operator))
        operator.group_ids = self.env.ref("omni_core.group_viewer")
        with self.assertRaises(AccessError):
            preview.action_run()

    def test_only_buttons_can_be_reached_by_it(self):
        schedule = self.button("say", {"word": "one"})
        for method in ("unlink", "_run", "write"):
            with self.assertRaises(AccessError):
                self.offer(schedule, method)

    def test_an_entry_of_the_action_menu_opens_it(self):
        model = self.env["ir.model"]._get("integration.schedule")
        entry = self.env["ir.actions.server"].create(
            {
                "name": "Run Them Now",
                "model_id": model.id,
                "state": "integration",
                "integration_method": "action_run_now",
            }
        )
        schedule = self.button("tell", {"word": "new"})
        action = entry.with_context(
            active_model=schedule._name, active_ids=schedule.ids
        ).run()
        self.assertEqual(action["name"], "Run Them Now")
        preview = self.env["integration.preview"].browse(action["res_id"])
        self.assertEqual(preview.line_ids.after, "new")
