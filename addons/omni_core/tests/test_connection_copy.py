"""A second account that shall work as the first one: never with its secrets."""

from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged

from .common import QueueCase


@tagged("post_install", "-at_install")
class TestConnectionCopy(QueueCase):
    def test_no_secret_is_copied(self):
        mine = self.connection.sudo().credential_ids
        self.assertTrue(mine.filtered("has_value"))
        twin = self.connection.copy()
        self.assertFalse(twin.sudo().credential_ids.filtered("has_value"))
        self.assertNotEqual(twin.webhook_token, self.connection.webhook_token)
        self.assertEqual(twin.state, "draft")

    def test_nothing_that_the_machine_wrote_about_an_account_is_copied(self):
        written = {
            field.name
            for field in self.connection._fields.values()
            if field.store and field.readonly and field.copy and not field.compute
        }
        self.assertEqual(written - set(MAGIC_COLUMNS), set())
