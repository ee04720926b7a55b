"""What a room without Odoo says reaches people in their own language."""

from odoo.tests import tagged

from ..engine.language import tell
from ..lib.errors import TransientError
from ..lib.words import _lt, joined
from . import toy_operations, toy_platform  # noqa: F401  (declare themselves)
from .common import QueueCase


@tagged("post_install", "-at_install")
class TestWords(QueueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("de_DE")

    def note(self, jobs=None):
        jobs = self.jobs if jobs is None else jobs
        return jobs.enqueue(self.connection, "note", payload={"text": "a"})

    def test_a_sentence_is_plain_text_until_somebody_reads_it(self):
        error = TransientError(_lt("%(name)s cannot be reached.", name="Shop"))
        self.assertEqual(str(error), "Shop cannot be reached.")
        self.assertEqual(tell(None, error.message), "Shop cannot be reached.")
        self.assertEqual(tell("de_DE", error.message), "Shop ist nicht erreichbar.")

    def test_sentences_within_sentences_are_told_as_well(self):
        inner = _lt("%(name)s refused the request.", name="Shop")
        outer = _lt("%(message)s It says: %(detail)s", message=inner, detail="100 %")
        self.assertEqual(
            tell("de_DE", joined(outer, "", _lt("Nothing."))),
            "Shop hat die Anfrage abgelehnt. Die Antwort lautet: 100 % Nichts.",
        )

    def test_what_a_platform_said_itself_stays_as_it_is(self):
        self.assertEqual(tell("de_DE", "Nothing."), "Nothing.")

    def test_a_job_of_nobody_speaks_the_language_of_the_connections_owner(self):
        self.connection.user_id.lang = "de_DE"
        job = self.note()
        self.env.cr.execute(
            "UPDATE sync_job SET operation = 'gone' WHERE id = %s", [job.id]
        )
        self.drain()
        self.assertEqual(
            job.last_error, "toybox hat auf diesem Server keinen Vorgang „gone“."
        )
        self.assertEqual(job.issue_id.name, job.last_error)

    def test_one_cause_is_one_issue_whoever_asked(self):
        """The English words tell causes apart, not the words of the reader."""
        german = self.jobs.with_context(lang="de_DE")
        jobs = self.note() | self.note(german)
        self.env.cr.execute(
            "UPDATE sync_job SET operation = 'gone' WHERE id = ANY(%s)", [jobs.ids]
        )
        self.drain()
        self.assertEqual(len(set(jobs.mapped("last_error"))), 2)
        self.assertEqual(len(jobs.issue_id), 1)
