"""A job that was told something wrong is corrected and run again, all on record."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from .test_issues import IssueCase


@tagged("post_install", "-at_install")
class TestEdit(IssueCase):
    def setUp(self):
        super().setUp()
        self.operator = new_test_user(self.env, "op", "omni_core.group_operator")
        self.job = self.fail().with_user(self.operator)

    def dialog(self):
        wizard = self.env["sync.job.change"].with_user(self.operator)
        return Form(wizard.with_context(default_job_id=self.job.id))

    def test_the_dialog_shows_what_it_was_told_and_runs_what_it_is_told_now(self):
        dialog = self.dialog()
        self.assertIn('"fail": true', dialog.payload)
        dialog.payload = '{"text": "corrected"}'
        dialog.reason = "It was misspelt"
        dialog.save().action_run()
        self.drain()
        self.assertEqual(self.job.status, "done")
        self.assertTrue(self.note("corrected"))
        self.assertEqual(self.job.issue_id.state, "closed")

    def test_who_when_why_and_what_changed_stay_on_record(self):
        self.job.action_edit_and_retry({"text": "corrected"}, "misspelt")
        [edit] = self.job.edit_ids
        self.assertEqual((edit.user_id, edit.reason), (self.operator, "misspelt"))
        self.assertTrue(edit.create_date)
        self.assertEqual(edit.before["fail"], True)
        self.assertIn("− fail: true", edit.summary)
        self.assertIn('text: "thing-0" → "corrected"', edit.summary)

    def test_a_change_over_rpc_is_on_record_as_well(self):
        waiting = self.enqueue("note", payload={"text": "a"}).with_user(self.operator)
        waiting.write({"payload": {"text": "b"}})
        self.assertEqual(waiting.edit_ids.after, {"text": "b"})

    def test_nobody_rewrites_the_record_of_changes(self):
        self.job.action_edit_and_retry({"text": "x"}, "why")
        edit = self.job.edit_ids
        admin = new_test_user(self.env, "ad", "omni_core.group_administrator")
        for change in (
            lambda: edit.with_user(admin).write({"reason": "other"}),
            lambda: edit.with_user(admin).unlink(),
        ):
            with self.assertRaises(AccessError):
                change()

    def test_what_is_no_json_object_is_refused(self):
        for wrong in ("{", "[1]", '"text"'):
            dialog = self.dialog()
            dialog.reason = "r"
            dialog.payload = wrong
            with self.assertRaises(UserError):
                dialog.save().action_run()

    def test_a_done_job_is_not_edited_and_a_viewer_edits_none(self):
        viewer = new_test_user(self.env, "vi", "omni_core.group_viewer")
        with self.assertRaises(AccessError):
            self.job.with_user(viewer).action_edit_and_retry({}, "no")
        done = self.enqueue("note", payload={"text": "ok"})
        self.drain()
        with self.assertRaises(UserError):
            done.with_user(self.operator).action_edit_and_retry({}, "no")


@tagged("post_install", "-at_install")
class TestShown(IssueCase):
    def test_personal_data_and_secrets_of_a_payload_are_not_shown(self):
        payload = {"text": "x", "email": "jo@example.com", "password": "hunter2"}
        job = self.enqueue("note", payload=payload)
        self.assertIn('"text": "x"', job.payload_text)
        self.assertNotIn("jo@example.com", job.payload_text)
        self.assertNotIn("hunter2", job.payload_text)
        self.connection.call_personal_data = True
        job.invalidate_recordset()
        self.assertIn("jo@example.com", job.payload_text)
        self.assertNotIn("hunter2", job.payload_text)
