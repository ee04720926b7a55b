"""Mapping: an unknown value makes jobs wait in an inbox, not fail."""

import secrets
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, new_test_user, tagged

from ..engine import mapping as kinds
from ..engine.mapping import MappingKind, causes_of, register_mapping_kinds
from ..lib.errors import MappingError, Unmapped
from .vault_common import VaultMixin

GST = Unmapped("toy_country", "gst-5", "GST 5 %")
NEW = Unmapped("toy_condition", "1000", "New")


@tagged("post_install", "-at_install")
class TestMapping(VaultMixin, TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(kinds._kinds))
        register_mapping_kinds(
            MappingKind("toy_country", "Country", model="res.country"),
            MappingKind("toy_partner", "Partner", model="res.partner"),
            MappingKind("toy_condition", "Condition"),
        )
        cls.mappings = cls.env["integration.mapping"]
        cls.canada = cls.env.ref("base.ca")

    def setUp(self):
        super().setUp()
        self.share_transaction()

    def inbox(self):
        return self.mappings.search([("state", "=", "unmapped")])

    def note(self, *unmapped):
        return self.mappings._note_unmapped(self.connection.id, unmapped)

    def test_an_operation_gets_records_or_text_for_what_is_mapped(self):
        self.note(GST, NEW)
        country, condition = self.inbox().sorted("kind", reverse=True)
        country.res_id = self.canada.id
        condition.value = "NEW"
        require = self.mappings._require
        self.assertEqual(
            require(self.connection, "toy_country", ["gst-5"]), {"gst-5": self.canada}
        )
        self.assertEqual(
            require(self.connection, "toy_condition", ["1000"]), {"1000": "NEW"}
        )
        self.assertFalse(self.inbox())

    def test_all_missing_values_are_named_at_once(self):
        with self.assertRaises(MappingError) as caught:
            self.mappings._require(
                self.connection, "toy_country", {"gst-5": "GST 5 %", "pst": "PST"}
            )
        self.assertEqual([u.key for u in caught.exception.unmapped], ["gst-5", "pst"])
        self.assertIn("GST 5 %", str(caught.exception))

    def test_a_value_met_twice_is_once_in_the_inbox(self):
        self.assertEqual(self.note(GST), [])
        first = self.inbox()
        self.assertEqual(self.note(GST, NEW), [])
        self.assertIn(first, self.inbox())
        self.assertEqual(len(self.inbox()), 2)
        self.assertEqual(first.label, "GST 5 %")
        self.assertEqual(first.company_id, self.connection.company_id)
        self.assertTrue(first.first_seen_at and first.last_seen_at)

    def test_a_value_mapped_meanwhile_does_not_make_the_job_wait(self):
        self.note(GST)
        self.inbox().res_id = self.canada.id
        self.assertEqual(self.note(GST, NEW), [GST])

    def test_a_job_that_went_to_wait_in_that_very_moment_is_found(self):
        """Its worker and the person who maps the value had not seen each other."""
        self.note(GST)
        self.inbox().res_id = self.canada.id
        job = self.env["sync.job"].enqueue(self.connection, "token_renew")
        [job.sudo().cause] = causes_of(self.connection.id, [GST])
        job.flush_recordset()
        self.env["integration.schedule"]._cron_run_due()
        self.assertFalse(job.cause)

    def test_a_value_may_be_as_long_and_as_odd_as_it_likes(self):
        odd = Unmapped("toy_condition", "\x00" + secrets.token_hex(5_000), "\x00")
        self.note(odd)
        self.inbox().value = "NEW"
        found = self.mappings._require(self.connection, "toy_condition", [odd.key])
        self.assertEqual(found, {odd.key: "NEW"})
        other = Unmapped("toy_condition", f"{odd.key}!")
        self.assertNotEqual(other.key, odd.key)

    def test_an_ignored_value_is_answered_with_nothing(self):
        self.note(GST)
        self.inbox().action_ignore()
        found = self.mappings._require(self.connection, "toy_country", ["gst-5"])
        self.assertEqual(found, {"gst-5": None})

    def test_a_deleted_target_puts_the_value_back_into_the_inbox(self):
        partner = self.env["res.partner"].create({"name": "Carrier"})
        mapping = self.mappings.create(
            {
                "connection_id": self.connection.id,
                "kind": "toy_partner",
                "external_key": "ups",
                "res_id": partner.id,
            }
        )
        partner.unlink()
        with self.assertRaises(MappingError) as caught:
            self.mappings._require(self.connection, "toy_partner", ["ups"])
        self.assertEqual(self.note(*caught.exception.unmapped), [])
        self.assertEqual(mapping.state, "unmapped")

    def test_a_record_of_another_company_cannot_be_the_target(self):
        company = self.env["res.company"].create({"name": "Other"})
        partner = self.env["res.partner"].create(
            {"name": "P", "company_id": company.id}
        )
        with self.assertRaisesRegex(ValidationError, "belongs to Other"):
            self.mappings.create(
                {
                    "connection_id": self.connection.id,
                    "kind": "toy_partner",
                    "external_key": "ups",
                    "res_id": partner.id,
                }
            )

    def test_a_value_of_a_kind_nobody_declared_still_reaches_the_inbox(self):
        self.note(Unmapped("surprise", "x"))
        self.assertEqual(self.inbox().kind, "surprise")

    def test_operators_map_and_viewers_look(self):
        self.note(GST)
        mapping = self.inbox()
        operator = new_test_user(self.env, "omni_map_op", "omni_core.group_operator")
        viewer = new_test_user(self.env, "omni_map_view", "omni_core.group_viewer")
        mapping.with_user(operator).res_id = self.canada.id
        self.assertEqual(mapping.with_user(viewer).state, "mapped")
        self.assertFalse(mapping.with_user(viewer).has_access("write"))

    def test_the_cause_names_connection_kind_and_key(self):
        self.note(GST)
        self.assertEqual([self.inbox()._cause()], causes_of(self.connection.id, [GST]))

    def test_what_bears_the_same_name_is_suggested_and_accepted_by_a_person(self):
        self.note(
            Unmapped("toy_country", "CA", "canada"),
            Unmapped("toy_country", "XX", "Atlantis"),
            NEW,
        )
        canada, other, text = (
            self.inbox()
            .sorted("label", reverse=True)
            .sorted(lambda one: one.suggestion != "Canada")
        )
        self.assertEqual(canada.suggestion, "Canada")
        self.assertFalse(other.suggestion or text.suggestion)
        self.inbox().action_accept_suggestion()
        self.assertEqual((canada.state, canada._target()), ("mapped", self.canada))
        self.assertEqual({other.state, text.state}, {"unmapped"})
        self.assertFalse(canada.suggestion, "there is nothing left to suggest")

    def test_of_two_with_one_name_none_is_suggested(self):
        self.env["res.partner"].create([{"name": "Ann"}, {"name": "Ann"}])
        self.note(Unmapped("toy_partner", "7", "Ann"))
        self.assertFalse(self.inbox().suggestion)
