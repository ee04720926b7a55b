"""Several accounts side by side, and never one account twice."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common import ShipStationCase


@tagged("post_install", "-at_install")
class TestAccounts(ShipStationCase):
    def other(self, **values):
        connection = {"name": "Other", "platform": "shipstation", **values}
        return self.env["integration.connection"].create(connection)

    def enter(self, connection, key, value):
        keys = {key: (value, None)}
        self.env["integration.credential"]._store_many(connection, keys)

    def test_the_key_of_one_account_is_refused_in_a_second_connection(self):
        same = self.seller.keys["v2_key"]
        with self.assertRaisesRegex(UserError, f"already .“{self.connection.name}”"):
            self.enter(self.other(), "v2_key", same)
        self.enter(self.connection, "v2_key", same)  # once more where it is
        self.connection.active = False
        self.enter(self.other(), "v2_key", same)

    def test_another_account_is_welcome(self):
        self.enter(self.other(), "v2_key", "quite-another-key")

    def test_the_stored_mark_says_nothing_of_the_key(self):
        credential = self.connection.credential_ids.filtered(
            lambda one: one.key == "v2_key"
        )
        mark = credential.sudo().value_mark
        self.assertTrue(mark)
        self.assertNotIn(self.seller.keys["v2_key"], mark)
        admin = new_test_user(
            self.env, "curious", groups="omni_core.group_administrator"
        )
        self.assertFalse(credential.with_user(admin).read(["key"])[0].get("value_mark"))

    def test_a_connection_of_another_company_is_not_named(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.other(company_id=company.id)
        admin = new_test_user(self.env, "clerk", groups="omni_core.group_administrator")
        self.enter(theirs, "v2_key", "their-key")
        mine = self.other(name="Mine")
        vals = {"connection_id": mine.id, "key": "v2_key", "value": "their-key"}
        with self.assertRaises(UserError) as refused:
            self.env["integration.credential"].with_user(admin).create(vals)
        self.assertNotIn("Other", str(refused.exception))
