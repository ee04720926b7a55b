"""Bindings: one record here, one thing there, unique both ways per connection."""

from datetime import datetime
from unittest.mock import patch

from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..models.integration_binding_mixin import unique_record
from .vault_common import VaultMixin

MODEL = "integration.toy.binding"


@tagged("post_install", "-at_install")
class TestBinding(VaultMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.declare_model()
        cls.bindings = cls.env[MODEL]
        cls.record = cls.env["res.partner"].create({"name": "Ann"})

    @classmethod
    def declare_model(cls):
        """What an add-on writes for each thing that it binds."""

        class ToyBinding(models.Model):
            _module = "omni_core"
            _name = MODEL
            _description = "Toy Binding"
            _inherit = "integration.binding.mixin"
            _binding_record = "partner_id"

            partner_id = fields.Many2one("res.partner", ondelete="cascade")
            _record_uniq = models.UniqueIndex(unique_record("partner_id"))

        registry = cls.registry

        def forget():
            registry.models.pop(MODEL, None)
            registry["integration.binding.mixin"]._inherit_children.discard(MODEL)

        cls.addClassCleanup(forget)
        add_to_registry(registry, ToyBinding)
        registry._setup_models__(cls.env.cr, [])
        registry.init_models(cls.env.cr, [MODEL], {"module": "omni_core"})

    def bind(self, ref="gid/1", **vals):
        row = {"external_ref": ref, "partner_id": self.record.id, **vals}
        return self.bindings._upsert(self.connection, [row])[ref]

    def test_bound_once_found_by_reference_and_by_record(self):
        binding = self.bind()
        self.assertEqual(
            self.bindings._find(self.connection, ["gid/1"]), {"gid/1": binding}
        )
        self.assertEqual(
            self.bindings._of_records(self.connection, self.record),
            {self.record.id: binding},
        )
        self.assertEqual(self.bind(), binding)

    def test_another_connection_has_its_own_bindings(self):
        self.bind()
        other = self.make_connection(name="Second Shop")
        self.assertFalse(self.bindings._find(other, ["gid/1"]))

    def test_state_moves_forward_by_the_platforms_own_clock(self):
        newer, older = datetime(2030, 1, 2), datetime(2030, 1, 1)
        binding = self.bind(content_hash="two", remote_updated_at=newer)
        self.bind(content_hash="one", remote_updated_at=older)
        self.assertEqual(binding.content_hash, "two")
        self.bind(content_hash="three", remote_updated_at=newer)
        self.assertEqual(binding.content_hash, "three")

    def test_an_unchanged_binding_is_not_written_but_seen(self):
        binding = self.bind(content_hash="h", external_data={"sku": "A"})
        binding.last_seen_at = datetime(2020, 1, 1)
        self.env.flush_all()
        with patch.object(type(self.bindings), "write") as write:
            self.bind(content_hash="h", external_data={"sku": "A"})
        write.assert_not_called()
        self.assertGreater(binding.last_seen_at, datetime(2020, 1, 1))

    def test_what_has_not_changed_is_known_by_its_fingerprint(self):
        self.bind(content_hash="h")
        unchanged = self.bindings._unchanged(
            self.connection, {"gid/1": "h", "gid/2": "h"}
        )
        self.assertEqual(unchanged, {"gid/1"})

    @mute_logger("odoo.sql_db")
    def test_neither_side_is_bound_twice_on_one_connection(self):
        self.bind()
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.bindings.create(
                {"connection_id": self.connection.id, "external_ref": "gid/1"}
            )
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            self.bind(ref="gid/2")

    def test_an_archived_binding_makes_room_for_a_new_one(self):
        self.bind().action_archive()
        self.env.flush_all()
        self.assertTrue(self.bind().active)
