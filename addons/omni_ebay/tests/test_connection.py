"""Connecting a seller."""

import os
from unittest.mock import patch

from odoo.tests import tagged

from .common import EbayCase


@tagged("post_install", "-at_install")
class TestConnection(EbayCase):
    def test_the_server_s_keys_serve_a_connection_that_has_none_of_its_own(self):
        connection = self.connection.copy({"name": "Without keys"})
        keys = {"EBAY_APP_ID": "from-server", "EBAY_CERT_ID": "of-server"}
        with patch.dict(os.environ, keys):
            secrets = connection._settings().secrets
            self.assertEqual(secrets["app_id"].reveal(), "from-server")
            own = self.connection._settings().secrets
            self.assertEqual(own["app_id"].reveal(), self.secrets["app_id"])

    def test_the_server_s_keys_of_the_sandbox_never_reach_production(self):
        connection = self.connection.copy({"name": "Live"})
        connection.write({"base_url": False, "environment": "production"})
        with patch.dict(os.environ, {"EBAY_APP_ID": "sandbox-key"}):
            self.assertNotIn("app_id", connection._settings().secrets)
            with patch.dict(os.environ, {"EBAY_SANDBOX": "false"}):
                self.assertIn("app_id", connection._settings().secrets)
