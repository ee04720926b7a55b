"""Who may do what, and in which company: every model, every role, over RPC as well."""

import json
from datetime import timedelta
from xmlrpc.client import Fault

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..engine.issues import About, note
from ..engine.tally import Tally
from ..lib.call import CallRecord
from ..lib.errors import Unmapped
from .vault_common import VaultMixin

ROLES = ("viewer", "operator", "administrator")
RIGHTS = {
    # model: what each role may do (r, w, c, d = read, write, create, delete)
    "integration.connection": ("r", "r", "rwcd"),
    "integration.credential": ("", "", "rwcd"),
    "integration.consent": ("", "", ""),
    "integration.health": ("r", "r", "r"),
    "integration.mapping": ("r", "rwc", "rwcd"),
    "integration.budget": ("r", "r", "r"),
    "integration.schedule": ("r", "rw", "rwcd"),
    "integration.call": ("r", "r", "rd"),
    "integration.event": ("r", "r", "rd"),
    "integration.erasure": ("", "", "r"),
    "integration.hold": ("r", "rwcd", "rwcd"),
    "integration.metric": ("r", "r", "r"),
    "integration.issue": ("r", "rw", "rwd"),
    "sync.job.edit": ("r", "r", "r"),
    "sync.job.change": ("", "rwcd", "rwcd"),
    "integration.forget": ("", "", "rwcd"),
    "integration.pause": ("", "rwcd", "rwcd"),
    "integration.preview": ("", "rwcd", "rwcd"),
    "integration.preview.line": ("", "rwcd", "rwcd"),
    "sync.job": ("r", "rwc", "rwcd"),
    "sync.batch": ("r", "r", "r"),
}
# Not shown by company: the connection is looked at apart, the others to nobody but
# whoever has just opened them.
OF_NO_COMPANY = {
    "integration.connection",
    "integration.consent",
    "integration.forget",
    "integration.pause",
    "integration.preview",
    "integration.preview.line",
    "sync.job.change",
}
LETTERS = {"r": "read", "w": "write", "c": "create", "d": "unlink"}

ACCESS_DENIED = 4  # Odoo's fault code of an AccessError

quiet = mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.rpc.controllers.xmlrpc")


def make_users(env):
    return {
        role: new_test_user(env, f"omni_{role}", f"omni_core.group_{role}")
        for role in ROLES
    }


@tagged("post_install", "-at_install")
class TestRights(VaultMixin, TransactionCase):
    def test_each_role_may_do_what_the_table_says_and_nothing_else(self):
        users = make_users(self.env)
        for model, rights in RIGHTS.items():
            for role, allowed in zip(ROLES, rights, strict=True):
                records = self.env[model].with_user(users[role])
                may = "".join(
                    letter
                    for letter, operation in LETTERS.items()
                    if records.has_access(operation)
                )
                self.assertEqual(may, allowed, f"{model}, {role}")

    def test_no_model_is_forgotten_in_the_table(self):
        models = {
            name
            for name, model in self.env.registry.items()
            if model._original_module == "omni_core" and not model._abstract
        }
        self.assertEqual(models, set(RIGHTS))

    def test_whoever_has_no_role_sees_nothing(self):
        nobody = new_test_user(self.env, "omni_nobody", "base.group_user")
        for model in RIGHTS:
            records = self.env[model].with_user(nobody)
            self.assertFalse(records.has_access("read"), model)


@tagged("post_install", "-at_install")
class TestCompanies(VaultMixin, TransactionCase):
    def setUp(self):
        super().setUp()
        self.share_transaction()

    def fill(self, connection):
        """One row of everything that belongs to a connection."""
        env, id_ = self.env, connection.id
        env["integration.health"]._note(id_, "out", True)
        env["integration.mapping"]._note_unmapped(id_, [Unmapped("tax", "gst")])
        env["integration.schedule"].create(
            {"connection_id": id_, "operation": "token_renew"}
        )
        job = env["sync.job"].enqueue(connection, "token_renew")
        job.action_edit_and_retry({"other": 1}, "test")
        batch = {"name": "All", "company_id": connection.company_id.id}
        job.batch_id = env["sync.batch"].create(batch)
        env["integration.budget"].create({"connection_id": id_, "name": "calls"})
        env["integration.call"]._record([(id_, self.call())])
        tally = Tally()
        tally.add(id_, "calls", "ok")
        env.cr.execute(tally.take())
        about = About(id_, "vaulttoy", "check")
        env.cr.execute(note(about, "rejected", "No."))
        env["integration.event"].create(
            {"connection_id": id_, "delivery_ref": "1", "topic": "orders/create"}
        )
        env["integration.hold"].create(
            {"connection_id": id_, "operation": "token_renew"}
        )
        connection._forget_person(emails=["somebody@example.com"])

    def call(self):
        now = fields.Datetime.now()
        return CallRecord(
            "vaulttoy", "check", "t", "GET", "https://e.test", "e.test", now
        )

    def test_everything_of_a_connection_stays_in_its_company(self):
        company = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_connection(name="Theirs", company_id=company.id)
        self.fill(self.connection)
        self.fill(theirs)
        self.env.flush_all()
        admin = make_users(self.env)["administrator"]  # of the first company only
        for model in set(RIGHTS) - OF_NO_COMPANY:
            rows = self.env[model].search([("company_id", "=", company.id)])
            self.assertTrue(rows, f"{model}: nothing to hide, the test proves nothing")
            seen = self.env[model].with_user(admin)
            self.assertFalse(seen.search([("id", "in", rows.ids)]), model)
            with self.assertRaises(AccessError):
                rows.with_user(admin).read(["display_name"])
        self.assertNotIn(theirs, self.env[theirs._name].with_user(admin).search([]))

    def test_no_job_can_be_started_on_another_companys_connection(self):
        company = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_connection(name="Theirs", company_id=company.id)
        admin = make_users(self.env)["administrator"]
        jobs = self.env["sync.job"].with_user(admin)
        with self.assertRaises(AccessError):
            jobs.create({"connection_id": theirs.id, "operation": "token_renew"})
        with self.assertRaises(AccessError):
            theirs.with_user(admin).action_pause()

    def test_no_job_can_be_about_what_its_asker_may_not_read(self):
        """Its operation may act for the superuser."""
        company = self.env["res.company"].create({"name": "Other"})
        theirs = self.make_connection(name="Theirs", company_id=company.id)
        jobs = self.env["sync.job"].with_user(make_users(self.env)["administrator"])
        about = {"connection_id": self.connection.id, "operation": "token_renew"}
        about |= {"model": theirs._name, "record_id": theirs.id}
        with self.assertRaises(AccessError):
            jobs.create(about)
        with self.assertRaisesRegex(ValidationError, "no model “res.nobody”"):
            jobs.create({**about, "model": "res.nobody"})
        self.assertTrue(jobs.create({**about, "record_id": self.connection.id}))


@tagged("post_install", "-at_install")
class TestRpc(VaultMixin, HttpCase):
    """What an integrator's script may do with the key of a user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = make_users(cls.env)
        cls.keys = {role: cls.make_key(user) for role, user in cls.users.items()}
        cls.new_job = {"connection_id": cls.connection.id, "operation": "token_renew"}

    @classmethod
    def make_key(cls, user):
        keys = cls.env["res.users.apikeys"].with_user(user)
        return keys._generate(
            "rpc", "script", fields.Datetime.now() + timedelta(hours=1)
        )

    def xml(self, role, model, method, *args, **kwargs):
        """The key stands in for the password, as XML-RPC wants it."""
        login = (self.env.cr.dbname, self.users[role].id, self.keys[role])
        return self.xmlrpc_object.execute_kw(*login, model, method, args, kwargs)

    def assert_refused(self, role, model, method, *args):
        with self.subTest(f"{role}: {model}.{method} {args[1:]}"):
            with self.assertRaises(Fault) as refused:
                self.xml(role, model, method, *args)
            self.assertEqual(refused.exception.faultCode, ACCESS_DENIED)
            self.assertNotIn("Traceback", refused.exception.faultString)

    def json2(self, role, model, method, **body):
        self.env.flush_all()
        return self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(body),
            headers={
                "Authorization": f"Bearer {self.keys[role]}",
                "Content-Type": "application/json",
            },
        )

    @quiet
    def test_an_operator_runs_jobs_over_xml_rpc(self):
        [job] = self.xml("operator", "sync.job", "create", [self.new_job])
        [read] = self.xml(
            "operator", "sync.job", "read", [job], ["status", "retry_count"]
        )
        self.assertEqual((read["status"], read["retry_count"]), ("pending", 0))
        self.xml("operator", "sync.job", "action_cancel", [job])
        self.assertEqual(self.status(job), "cancelled")
        self.xml("operator", "sync.job", "action_requeue", [job])
        self.assertEqual(self.status(job), "pending")

    @quiet
    def test_a_button_that_shows_nothing_still_answers_a_program(self):
        """XML-RPC knows no None: the caller would get a fault for what was done."""
        event = self.env["integration.event"].create(
            {"connection_id": self.connection.id, "topic": "orders/updated"}
            | {"delivery_ref": "d1", "status": "failed"}
        )
        self.env.flush_all()
        self.env.cr.execute("UPDATE integration_event SET raw = '{}'::bytea")
        self.assertIs(
            self.xml("operator", "integration.event", "action_replay", event.ids), True
        )
        self.env.invalidate_all()
        self.assertEqual(event.status, "received")

    @quiet
    def test_an_operator_runs_jobs_over_json_2(self):
        created = self.json2("operator", "sync.job", "create", vals_list=[self.new_job])
        [job] = created.json()
        read = self.json2("viewer", "sync.job", "read", ids=[job], fields=["status"])
        self.assertEqual(read.json(), [{"id": job, "status": "pending"}])
        self.json2("operator", "sync.job", "action_cancel", ids=[job])
        self.assertEqual(self.status(job), "cancelled")
        self.json2("operator", "sync.job", "action_requeue", ids=[job])
        self.assertEqual(self.status(job), "pending")

    def status(self, job):
        self.env.invalidate_all()
        return self.env["sync.job"].browse(job).status

    @quiet
    def test_a_viewer_reads_health_and_changes_nothing(self):
        names = ["state", "light", "health_text", "last_success_at", "error_rate"]
        ids = self.connection.ids
        [read] = self.xml("viewer", "integration.connection", "read", ids, names)
        self.assertEqual((read["state"], read["light"]), ("draft", "off"))
        self.xml("viewer", "integration.health", "search_read", [], ["last_error"])
        job = self.env["sync.job"].enqueue(self.connection, "token_renew")
        for model, method, *args in (
            ("sync.job", "create", [self.new_job]),
            ("sync.job", "action_requeue", job.ids),
            ("sync.job", "action_cancel", job.ids),
            ("sync.job", "write", job.ids, {"priority": 99}),
            ("integration.connection", "action_pause", ids),
            ("integration.connection", "action_check", ids),
            ("integration.connection", "action_stop_all"),
            ("integration.connection", "write", ids, {"state": "connected"}),
        ):
            self.assert_refused("viewer", model, method, *args)

    @quiet
    def test_an_administrator_connects_a_shop_by_script(self):
        new = {"name": "By script", "platform": "vaulttoy"}
        [shop] = self.xml("administrator", "integration.connection", "create", [new])
        secret = {"connection_id": shop, "key": "api_key", "value": "entered by script"}
        self.xml("administrator", "integration.credential", "create", [secret])
        self.xml("administrator", "integration.connection", "action_connect", [shop])
        for action in ("pause", "resume", "block", "connect", "renew_webhook_token"):
            button = f"action_{action}"
            done = self.xml("administrator", "integration.connection", button, [shop])
            self.assertTrue(done, button)
        self.env.invalidate_all()
        connection = self.connection.browse(shop)
        self.assertEqual(connection.state, "connected")
        stored = connection._settings().secrets["api_key"]
        self.assertEqual(stored.reveal(), "entered by script")

    @quiet
    def test_an_operator_enters_no_secret_and_connects_nothing(self):
        ids = self.connection.ids
        secret = {"connection_id": ids[0], "key": "api_key", "value": "mine"}
        for model, method, *args in (
            ("integration.credential", "create", [secret]),
            ("integration.credential", "search_read", []),
            ("integration.connection", "action_connect", ids),
            ("integration.connection", "action_block", ids),
            ("integration.connection", "action_renew_webhook_token", ids),
            ("integration.connection", "read", ids, ["webhook_token"]),
            ("integration.connection", "read", ids, ["credential_ids"]),
            ("integration.connection", "write", ids, {"base_url": "https://e.test"}),
        ):
            self.assert_refused("operator", model, method, *args)

    @quiet
    def test_what_is_private_cannot_be_called_by_anybody(self):
        for model, method in (
            ("sync.job", "enqueue"),
            ("sync.job", "enqueue_many"),
            ("sync.job", "_release_causes"),
            ("integration.health", "_note"),
            ("integration.mapping", "_require"),
            ("integration.mapping", "_note_unmapped"),
            ("integration.connection", "_settings"),
            ("integration.connection", "_find_by_webhook_token"),
            ("integration.call", "_record"),
        ):
            with self.subTest(f"{model}.{method}"):
                refused = self.json2("administrator", model, method)
                self.assertEqual(refused.status_code, 403)
                self.assert_refused("administrator", model, method)
