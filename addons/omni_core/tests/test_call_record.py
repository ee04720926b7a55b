"""What was said stays on record, whatever becomes of the job that said it."""

from datetime import datetime, timezone

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..lib.call import CallRecord
from . import toy_operations, toy_platform  # noqa: F401  (declare themselves)
from .common import QueueCase
from .http_fake import fake_server


class CallCase(QueueCase):
    def setUp(self):
        super().setUp()
        self.calls = self.env["integration.call"]

    def record(self, connection=None, **values):
        values = {
            "platform": "toybox",
            "operation": "toy_push",
            "trace_id": "t-1",
            "method": "PUT",
            "url": "https://api.toybox.example/toys",
            "host": "api.toybox.example",
            "started_at": datetime(2026, 5, 1, 12, 0, tzinfo=timezone.utc),
        } | values
        connection = connection or self.connection
        self.calls._record([(connection.id, CallRecord(**values))])
        self.env.invalidate_all()
        return self.calls.search([], limit=1)


@tagged("post_install", "-at_install")
class TestRecord(CallCase):
    def test_calls_are_stored_in_one_statement(self):
        call = CallRecord("toybox", "", "", "GET", "u", "h", datetime.now(timezone.utc))
        with self.assertQueryCount(1):
            self.calls._record([(self.connection.id, call)] * 50)

    def test_a_call_shows_all_that_was_said(self):
        call = self.record(
            status=200,
            request_headers={"Accept": "*/*", "X-Key": "***"},
            request_body='{"name": "bear"}',
            response_body="<r><ok>yes</ok></r>",
            duration_ms=12,
            bytes_in=30,
        )
        self.assertEqual(call.request_headers, "Accept: */*\nX-Key: ***")
        self.assertEqual(call.request_pretty, '{\n  "name": "bear"\n}')
        self.assertEqual(call.response_pretty, "<r>\n  <ok>yes</ok>\n</r>")
        self.assertEqual(call.create_date, datetime(2026, 5, 1, 12, 0))
        self.assertEqual(call.company_id, self.connection.company_id)

    def test_hostile_text_is_stored_harmlessly(self):
        call = self.record(url="https://x/\x00\ud800", error="\x00", error_kind="bug")
        self.assertEqual(call.url, "https://x/\ufffd")

    def test_each_job_of_a_batch_finds_its_call(self):
        jobs = self.enqueue("note", payload={"text": "a"}) + self.enqueue(
            "note", payload={"text": "b"}
        )
        call = self.record(job_ids=(*jobs.ids, 999_999_999))
        self.record()
        self.assertEqual(call.search([("job_ids", "in", jobs[1].ids)]).job_ids, jobs)

    def test_a_deleted_connection_loses_its_calls_and_breaks_nothing(self):
        gone = self.make_connection(name="Gone")
        record = CallRecord("x", "", "", "GET", "u", "h", datetime.now(timezone.utc))
        gone_id = gone.id
        self.record(gone)
        gone.unlink()
        self.calls._record([(gone_id, record)])
        self.assertFalse(self.calls.search([("connection_id", "=", gone_id)]))

    def test_old_calls_are_forgotten(self):
        old = self.record()
        young = self.record(started_at=datetime.now(timezone.utc))
        self.assertEqual(self.calls._gc_calls(), (1, 0))
        self.assertEqual(old.exists() + young.exists(), young)

    def test_zero_days_keeps_everything(self):
        self.env["ir.config_parameter"].set_param("omni_core.call_days", "0")
        call = self.record()
        self.calls._gc_calls()
        self.assertTrue(call.exists())

    def test_nobody_writes_on_the_record(self):
        call = self.record()
        administrator = new_test_user(self.env, "adm", "omni_core.group_administrator")
        for method, args in (("write", [{"url": "x"}]), ("create", [{"url": "x"}])):
            with self.assertRaises(AccessError):
                getattr(call.with_user(administrator), method)(*args)

    def test_other_companies_see_nothing(self):
        call = self.record()
        company = self.env["res.company"].create({"name": "Second Ltd"})
        stranger = new_test_user(
            self.env,
            "stranger",
            "omni_core.group_administrator",
            company_id=company.id,
            company_ids=[company.id],
        )
        self.assertFalse(self.calls.with_user(stranger).search([]))
        with self.assertRaises(AccessError):
            call.with_user(stranger).read(["request_body"])


@tagged("post_install", "-at_install")
class TestFromTheQueue(CallCase):
    def run_toy(self, answer):
        with fake_server({"/toys": answer}) as server:
            self.connection.base_url = server.url
            job = self.enqueue("toy_push", payload={"name": "bear", "colour": "red"})
            self.drain()
        return job, self.calls.search([("job_ids", "in", job.ids)])

    def test_the_call_of_a_job_is_on_record(self):
        job, call = self.run_toy(
            lambda h: h.answer(b'{"results": [{"ok": true, "ref": "7"}]}')
        )
        self.assertEqual(
            (job.status, call.status, call.trace_id), ("done", 200, job.trace_id)
        )
        self.assertNotIn("tok-en", repr(call.read()))
        action = job.action_open_calls()
        self.assertEqual(self.calls.search(action["domain"]), call)

    def test_the_call_stays_when_the_job_fails(self):
        job, call = self.run_toy(lambda h: h.answer(b'{"message": "no"}', status=422))
        self.assertEqual((job.status, call.status), ("failed", 422))
        self.assertEqual(call.error_kind, "rejected")

    def test_a_page_with_status_200_fails_the_try_and_is_on_record(self):
        job, call = self.run_toy(
            lambda h: h.answer(b"<html>Maintenance</html>", kind="text/html")
        )
        self.assertEqual(job.error_kind, "transient")
        self.assertIn("web page", job.last_error)
        self.assertTrue(call)
