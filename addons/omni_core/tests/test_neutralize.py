"""A copy of the database must not act for the original."""

from odoo.modules.neutralize import get_neutralization_queries
from odoo.tests import TransactionCase, tagged

from .vault_common import VaultMixin


@tagged("post_install", "-at_install")
class TestNeutralize(VaultMixin, TransactionCase):
    def test_a_neutralized_copy_is_locked_in_every_way(self):
        self.connection.base_url = "https://staging.example.com"
        self.store("first", key="webhook_secret").value = "second"
        self.store()
        self.connection.action_connect()
        self.connection.action_renew_webhook_token()
        tokens = self.webhook_tokens()
        job = self.env["sync.job"].enqueue(self.connection, "token_renew")

        self.neutralize()

        self.assertFalse(self.connection._runnable())
        self.assertEqual(self.connection.state, "blocked")
        self.assertFalse(self.connection.base_url)
        self.assertFalse(self.connection._settings().secrets)
        self.assertFalse(any(self.connection.credential_ids.mapped("has_value")))
        find = self.env["integration.connection"]._find_by_webhook_token
        self.assertFalse([token for token in tokens if find(token)])
        self.assertEqual(job.status, "cancelled")

    def test_switching_a_copy_on_again_takes_new_secrets_and_the_switch(self):
        self.store()
        self.connection.action_connect()
        self.neutralize()
        self.connection.action_start_all()
        self.assertFalse(self.connection._runnable())
        self.connection.credential_ids.value = "of the test account"
        self.connection.action_connect()
        self.assertIn(self.connection.id, self.connection._runnable())

    def webhook_tokens(self):
        connection = self.connection
        return [connection.webhook_token, connection.webhook_token_previous]

    def neutralize(self):
        self.env.flush_all()
        for query in get_neutralization_queries(["omni_core"]):
            self.env.cr.execute(query)
        self.env.invalidate_all()
        self.env.registry.clear_cache()
