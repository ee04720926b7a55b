"""The screens in a real browser: what a merchant does on the first day."""

from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from ..engine import mapping
from ..engine.mapping import MappingKind, register_mapping_kinds
from .vault_common import VaultMixin


@tagged("post_install", "-at_install")
class TestScreens(VaultMixin, HttpCase):
    def test_a_merchant_connects_a_shop_pauses_it_and_empties_the_inbox(self):
        self.startPatcher(patch.dict(mapping._kinds))
        register_mapping_kinds(MappingKind("toy_country", "Country", "res.country"))
        value = self.env["integration.mapping"].create(
            {
                "connection_id": self.connection.id,
                "kind": "toy_country",
                "external_key": "Canada!",
            }
        )

        self.start_tour("/odoo", "omni_core_connect_a_shop", login="admin")

        connection = self.connection.search([("name", "=", "Shop by hand")])
        secret = connection._settings().secrets["api_key"]
        self.assertEqual(secret.reveal(), "entered-by-hand")
        self.assertEqual(connection.state, "connected")
        self.assertEqual(value._target(), self.env.ref("base.ca"))
