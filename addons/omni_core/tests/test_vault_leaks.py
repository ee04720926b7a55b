"""Every way we know by which a secret could come out again. None of them works.

The walk goes over real XML-RPC and JSON-2 as an administrator of integrations, who may
write secrets; and inside Odoo, where RPC does not reach, as the superuser.
"""

import json
import logging
import traceback
from xmlrpc.client import Fault

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, TransactionCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..lib.errors import IntegrationError
from .vault_common import NEW_KEY, SECRET, VaultMixin

OTHER = "whsec-Second.Secret/31bb"
CREDENTIAL, CONNECTION = "integration.credential", "integration.connection"

quiet = mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.rpc.controllers.xmlrpc")


class LeakCase(VaultMixin):
    def setUp(self):
        super().setUp()
        self.seen = []
        self.credential = self.store()
        self.env.flush_all()

    def assert_nothing_seen(self):
        self.assertTrue(self.seen)
        for answer in self.seen:
            text = answer if isinstance(answer, str) else repr(answer)
            self.assertNotIn(SECRET, text)
            self.assertNotIn(OTHER, text)
            self.assertNotRegex(text, r"v1:20\d\d:")  # nor the sealed value


@tagged("post_install", "-at_install")
class TestLeaksOverRpc(LeakCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = "omni_core.group_administrator,base.group_allow_export"
        cls.admin = new_test_user(cls.env, "omni_admin", groups, password="omni_admin")

    def rpc(self, model, method, *args, **kwargs):
        """As an integrator's script calls Odoo; errors count as answers, too."""
        login = (self.env.cr.dbname, self.admin.id, "omni_admin")
        try:
            answer = self.xmlrpc_object.execute_kw(*login, model, method, args, kwargs)
        except Fault as fault:
            answer = fault.faultString
        self.seen.append(answer)
        return answer

    def json2(self, model, method, **body):
        in_an_hour = fields.Datetime.add(fields.Datetime.now(), hours=1)
        keys = self.env["res.users.apikeys"].with_user(self.admin)
        token = keys._generate("rpc", "test", in_an_hour)
        self.env.flush_all()
        response = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(body),
            headers={
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
            },
        )
        self.seen.append(response.text)
        return response

    @quiet
    def test_no_reading_method_over_xml_rpc_shows_it(self):
        ids = self.credential.ids
        everything = list(self.rpc(CREDENTIAL, "fields_get", attributes=["string"]))
        self.assertIn("value", everything)
        self.assertNotIn("value_sealed", everything)
        for names in ([], ["value"], ["value_sealed"], everything):
            spec = {name: {} for name in names}
            self.rpc(CREDENTIAL, "read", ids, names)
            self.rpc(CREDENTIAL, "search_read", [], names)
            self.rpc(CREDENTIAL, "web_read", ids, spec)
            self.rpc(CREDENTIAL, "web_search_read", [], spec)
            self.rpc(CREDENTIAL, "export_data", ids, names)
            self.rpc(CREDENTIAL, "formatted_read_group", [], names, ["__count"])
            self.rpc(CREDENTIAL, "web_read_group", [], names[:1], ["__count"])
            self.rpc(CREDENTIAL, "read_group", [], names, names[:1])
            self.rpc(CREDENTIAL, "default_get", names)
            self.rpc(CREDENTIAL, "onchange", ids, {}, names, spec)
        self.rpc(CREDENTIAL, "fields_get")
        self.rpc(CREDENTIAL, "copy_data", ids)
        self.rpc(CREDENTIAL, "copy", ids)
        self.rpc(CREDENTIAL, "name_search", SECRET[:5])
        self.rpc(CREDENTIAL, "get_metadata", ids)
        self.assertIn("api_key", repr(self.seen))  # the walk did see the row
        self.assert_nothing_seen()

    @quiet
    def test_no_way_through_the_connection_shows_it(self):
        ids = self.connection.ids
        lines = {"fields": {"value": {}, "key": {}}}
        paths = ["credential_ids/value", "credential_ids/value_sealed"]
        self.rpc(CONNECTION, "web_read", ids, {"credential_ids": lines})
        self.rpc(CONNECTION, "onchange", ids, {}, [], {"credential_ids": lines})
        self.rpc(CONNECTION, "export_data", ids, paths)
        self.rpc(CONNECTION, "export_data", ids, paths[:1])
        self.rpc(CONNECTION, "copy_data", ids)
        self.rpc(CONNECTION, "copy", ids)
        self.assertIn("api_key", repr(self.seen))
        self.assert_nothing_seen()

    @quiet
    def test_no_search_and_no_sorting_guesses_it_letter_by_letter(self):
        for model, field in (
            (CREDENTIAL, "value"),
            (CREDENTIAL, "value_sealed"),
            (CONNECTION, "credential_ids.value"),
            (CONNECTION, "credential_ids.value_sealed"),
        ):
            with self.subTest(f"{model} {field}"):
                right = self.rpc(model, "search_count", [[field, "like", SECRET[:4]]])
                wrong = self.rpc(model, "search_count", [[field, "like", "Q-Q-"]])
                same = str(right).replace(SECRET[:4], "Q-Q-") == str(wrong)
                self.assertTrue(same, "the answer depends on the secret")
                self.assertIsInstance(self.rpc(model, "search", [], order=field), str)

    @quiet
    def test_who_writes_it_does_not_get_it_back(self):
        ids, connection = self.credential.ids, self.connection.id
        echo = {"value": {}, "key": {}}
        new = {"connection_id": connection, "key": "more", "value": OTHER}
        line = {"credential_ids": [[1, ids[0], {"value": OTHER}]]}
        echo_line = {"credential_ids": {"fields": echo}}
        self.rpc(CREDENTIAL, "web_save", ids, {"value": OTHER}, echo)
        self.rpc(CREDENTIAL, "web_save", [], new, echo)
        self.rpc(CONNECTION, "web_save", [connection], line, echo_line)
        self.rpc(CREDENTIAL, "write", ids, {"value": OTHER})
        self.rpc(CREDENTIAL, "create", [{**new, "key": "again"}])
        header = ["connection_id/.id", "key", "value"]
        self.rpc(CREDENTIAL, "load", header, [[str(connection), "loaded", OTHER]])
        self.assert_nothing_seen()

        self.env.invalidate_all()
        stored = self.connection._settings().secrets
        for key in ("api_key", "more", "again", "loaded"):
            self.assertEqual(stored[key].reveal(), OTHER, key)

    @quiet
    def test_errors_while_writing_do_not_quote_it(self):
        ids = self.credential.ids
        twin = {"connection_id": self.connection.id, "key": "api_key", "value": SECRET}
        for method, *args in (
            ("create", [{"key": "x", "value": SECRET}]),
            ("create", [twin]),
            ("write", [2**30], {"value": SECRET}),
            ("write", ids, {"value": SECRET, "expires_at": "nonsense"}),
            ("write", ids, {"value": SECRET, "key": "moved"}),
            ("write", ids, {"value": SECRET, "value_sealed": "v1:x:y"}),
        ):
            with self.subTest(args):
                self.assertIsInstance(self.rpc(CREDENTIAL, method, *args), str)
        with self.with_keys("not a key ring"):
            answer = self.rpc(CREDENTIAL, "write", ids, {"value": SECRET})
        self.assertIn("key ring", answer)
        self.assert_nothing_seen()

    @quiet
    def test_private_ways_to_it_cannot_be_called(self):
        ids, connection = self.credential.ids, self.connection.ids
        for model, method, *args in (
            (CREDENTIAL, "_reveal", ids),
            (CREDENTIAL, "_reveal_all", connection),
            (CREDENTIAL, "_seal", ids, "x"),
            (CREDENTIAL, "_store_many", connection, {}),
            (CREDENTIAL, "_identity", ids),
            (CREDENTIAL, "_reseal_all"),
            (CONNECTION, "_settings", connection),
            (CONNECTION, "_client", connection, ""),
            (CONNECTION, "_require_reauth", connection, "x"),
            (CONNECTION, "_set_state", connection, "connected"),
        ):
            with self.subTest(method):
                answer = self.rpc(model, method, *args)
                self.assertIn("private", str(answer).lower())
                self.assertEqual(self.json2(model, method, ids=ids).status_code, 403)
        self.assert_nothing_seen()

    @quiet
    def test_json_2_does_not_show_it(self):
        ids = self.credential.ids
        read = self.json2(CREDENTIAL, "read", ids=ids, fields=["value", "key"])
        self.assertEqual(
            read.json(), [{"id": ids[0], "value": False, "key": "api_key"}]
        )
        sealed = self.json2(CREDENTIAL, "read", ids=ids, fields=["value_sealed"])
        self.assertEqual(sealed.status_code, 403)
        self.json2(CREDENTIAL, "search_read", domain=[])
        self.json2(CREDENTIAL, "export_data", ids=ids, fields_to_export=["value"])
        self.json2(CREDENTIAL, "create", vals_list=[{"key": "x", "value": SECRET}])
        self.assert_nothing_seen()


@tagged("post_install", "-at_install")
class TestLeaksInside(LeakCase, TransactionCase):
    def test_even_the_superuser_only_finds_what_is_sealed(self):
        record = self.credential.sudo()
        self.assertFalse(record.value)
        for seen in (record.read(), record.copy_data(), record.export_data(["value"])):
            self.assertNotIn(SECRET, repr(seen))
        self.assertFalse(record.search([("value_sealed", "like", SECRET)]))

    def test_the_cache_of_the_orm_never_holds_it(self):
        self.credential.value = OTHER
        self.store(OTHER, key="created")
        for field in self.credential._fields.values():
            self.assertNotIn(OTHER, repr(field._get_cache(self.env)), field)

    def test_mail_says_nothing(self):
        self.end_transaction()  # what is created and changed in one is not tracked
        self.credential.value = OTHER
        lines = [Command.update(self.credential.id, {"value": SECRET})]
        self.connection.write({"credential_ids": lines, "name": "Renamed"})
        self.end_transaction()
        self.seen += self.env["mail.message"].sudo().search([]).mapped("body")
        tracked = self.env["mail.tracking.value"].sudo().search([])
        self.assertIn("Renamed", repr(tracked.read()))  # there was something to track
        self.seen.append(repr(tracked.read()))
        self.assert_nothing_seen()

    def end_transaction(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_the_tables_hold_no_clear_text(self):
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT string_agg(line, ' ') FROM (
                      SELECT t::text AS line FROM integration_credential t
                      UNION ALL SELECT t::text FROM integration_connection t
                      UNION ALL SELECT t::text FROM mail_message t
                      UNION ALL SELECT t::text FROM mail_tracking_value t
                      UNION ALL SELECT t::text FROM ir_config_parameter t) AS dump"""
        )
        [dump] = self.env.cr.fetchone()
        self.assertIn("api_key", dump)
        self.assertNotIn(SECRET, dump)

    def test_logs_and_tracebacks_say_nothing_at_the_finest_level(self):
        with self.assertLogs("odoo", logging.DEBUG) as logs:
            self.credential.value = OTHER
            self.env.flush_all()
            settings = self.connection._settings()
            logging.getLogger(__name__).debug("%s %r", settings, settings.secrets)
            with self.with_keys(NEW_KEY):
                logs.output.append(self.traceback_of_reveal())
            self.credential.sudo().value_sealed = "v1:2025:AAAA"
            logs.output.append(self.traceback_of_reveal())
        text = "\n".join(logs.output)
        self.assertIn("VaultKeyMissing", text)
        self.assertIn("VaultTampered", text)
        self.assertNotIn(OTHER, text)

    def traceback_of_reveal(self):
        try:
            self.credential._reveal()
        except IntegrationError:
            return traceback.format_exc()
        self.fail("the secret was revealed")
