"""People match what no rule could: suggestions, decisions on record, and a way back."""

from dataclasses import replace

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from .. import documents as doc
from ..documents import Kind
from .orders_common import line, money, order, paid_by
from .stock_common import StockCase, variant
from .test_product_match import product


@tagged("post_install", "-at_install")
class TestMatchProducts(StockCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rally = cls.make("HLM-RALLY-B", "Rally helmet black")
        cls.trail = cls.make("HLM-TRAIL-B", "Trail helmet black")
        cls.history = cls.env["integration.match.history"]
        for own in (cls.rally, cls.trail):
            cls.quants._update_available_quantity(own, cls.shelf, 7)

    @classmethod
    def make(cls, sku, name, **vals):
        return cls.env["product.product"].create(
            {"name": name, "default_code": sku, "is_storable": True, **vals}
        )

    def read(self, *variants, title="Black helmet Rally"):
        listed = replace(product("p1", *variants), title=title)
        self.channel.put(Kind.PRODUCT, listed)
        self.connection._request("product_poll", payload={"all": True})
        self.settle()
        found = self.listings._find(self.connection, [v.ref for v in variants])
        return self.listings.union(*found.values())

    def an_open_one(self):
        return self.read(variant("hlm rally b", "v1"))

    def latest(self, listing):
        return self.history.search([("binding_id", "=", listing.id)], limit=1)

    # -- suggestions -------------------------------------------------------------------

    def test_a_listing_stands_beside_what_it_might_be(self):
        listing = self.an_open_one()
        self.assertEqual(listing.match_state, "unmatched")
        self.assertEqual(listing.best_product_id, self.rally)
        self.assertEqual(listing.confidence, "certain")
        self.assertIn("SKU written otherwise", listing.best_reason)
        self.assertIn(self.trail, listing.suggestion_ids.product_id)

    def test_the_code_of_a_vendor_is_found(self):
        vendor = self.env["res.partner"].create({"name": "Arai"})
        self.env["product.supplierinfo"].create(
            {
                "partner_id": vendor.id,
                "product_tmpl_id": self.trail.product_tmpl_id.id,
                "product_code": "AR-77",
            }
        )
        listing = self.read(variant("AR77", "v1"), title="Something")
        self.assertEqual(listing.best_product_id, self.trail)

    def test_a_product_that_is_listed_there_is_not_suggested(self):
        self.an_open_one().action_accept_best()
        other = product("p2", variant("hlm-rally b", "v2"))
        self.channel.put(Kind.PRODUCT, other)
        self.connection._request("product_poll", payload={"all": True})
        self.settle()
        listing = self.listings._find(self.connection, ["v2"])["v2"]
        self.assertNotIn(self.rally, listing.suggestion_ids.product_id)

    def test_another_title_asks_for_other_suggestions(self):
        self.an_open_one()
        listing = self.read(variant("x", "v1"), title="Black helmet Trail")
        self.assertEqual(listing.best_product_id, self.trail)

    # -- decisions ---------------------------------------------------------------------

    def test_accepting_matches_and_says_who_and_how_sure(self):
        listing = self.an_open_one()
        listing.action_accept_best()
        self.assertEqual(listing.product_id, self.rally)
        row = self.history.search([("binding_id", "=", listing.id)])
        self.assertEqual((row.what, row.user_id), ("matched", self.env.user))
        self.assertEqual((row.before_name, row.after_id), (False, self.rally))
        self.assertIn(f"{listing.best_percent} %", row.note)

    def test_all_that_are_sure_enough_are_accepted_and_no_others(self):
        sure = self.an_open_one()
        weak = product("p2", variant("x", "v2"))
        self.channel.put(Kind.PRODUCT, weak)
        self.connection._request("product_poll", payload={"all": True})
        self.settle()
        with Form(self.env["integration.match.accept"]) as form:
            form.percent = 90
            self.assertEqual(form.count, 1)
        form.record.action_accept()
        self.assertEqual(sure.product_id, self.rally)
        self.assertFalse(self.listings._find(self.connection, ["v2"])["v2"].product_id)

    def test_two_listings_that_mean_one_product_are_left_to_a_person(self):
        self.read(variant("hlm rally b", "v1"), variant("HLM/RALLY/B", "v2"))
        wizard = self.env["integration.match.accept"].create({"percent": 50})
        self.assertFalse(wizard.binding_ids)
        with self.assertRaisesRegex(UserError, "Lower the percentage"):
            wizard.action_accept()

    def test_another_product_is_searched_and_chosen(self):
        listing = self.an_open_one()
        self.choose(listing, self.trail).action_use()
        self.assertEqual(listing.product_id, self.trail)
        self.assertIn("By hand", listing.match_note)

    def choose(self, listing, chosen):
        context = listing.action_choose()["context"]
        with Form(self.env["integration.match"].with_context(**context)) as form:
            form.product_id = chosen
        return form.record

    def test_a_product_of_another_listing_is_refused_in_words(self):
        listing = self.an_open_one()
        with self.assertRaisesRegex(UserError, "listed on .* already, as “Helmet”"):
            self.choose(listing, self.helmet).action_use()

    def test_a_product_is_made_of_a_listing_that_is_none_of_ours(self):
        twin = self.make("HLM-RALLY-B", "Another")  # so that the rule asks
        listing = self.read(variant("HLM-RALLY-B", "v1", price=doc.Money(5, "USD")))
        self.assertEqual(listing.match_state, "ambiguous")
        wizard = self.env["integration.match"].create({"binding_id": listing.id})
        wizard.action_create_product()
        self.assertNotIn(listing.product_id, self.rally | twin)
        self.assertEqual(listing.product_id.name, "Black helmet Rally")

    def test_ignoring_asks_why(self):
        listing = self.an_open_one()
        action = listing.action_ignore()
        model = self.env[action["res_model"]].with_context(**action["context"])
        model.create({"reason": "Sold in Texas"}).action_ignore()
        self.assertEqual(listing.match_state, "ignored")
        self.assertIn("Sold in Texas", listing.match_note)
        self.assertEqual(self.latest(listing).what, "ignored")

    # -- and back ----------------------------------------------------------------------

    def test_a_match_is_undone_and_not_made_again_by_itself(self):
        listing = self.an_open_one()
        listing.action_accept_best()
        self.latest(listing).action_undo()
        self.assertFalse(listing.product_id)
        self.assertEqual(self.latest(listing).what, "undone")
        self.an_open_one()
        self.assertFalse(listing.product_id)

    def test_undoing_a_change_brings_back_what_was_before(self):
        listing = self.an_open_one()
        listing.product_id = self.trail
        listing.product_id = self.rally
        self.assertEqual(self.latest(listing).what, "changed")
        self.latest(listing).action_undo()
        self.assertEqual(listing.product_id, self.trail)

    def test_an_ignored_listing_comes_back(self):
        listing = self.an_open_one()
        listing._ignore("By mistake")
        self.latest(listing).action_undo()
        self.assertEqual(listing.match_state, "unmatched")

    def test_what_was_changed_since_is_not_undone_behind_it(self):
        listing = self.an_open_one()
        listing.product_id = self.trail
        first = self.latest(listing)
        listing.product_id = self.rally
        self.assertFalse(first.can_undo)
        with self.assertRaisesRegex(UserError, "undo the latest"):
            first.action_undo()

    def test_what_the_rules_matched_is_on_record_as_well(self):
        listing = self.read(variant("HLM-RALLY-B", "v1"))
        self.assertEqual(listing.history_ids.what, "matched")
        self.assertIn("SKU", listing.history_ids.note)

    def test_only_operators_decide(self):
        listing = self.an_open_one()
        viewer = new_test_user(self.env, "viewer", "omni_core.group_viewer")
        seen = listing.with_user(viewer)
        self.assertEqual(seen.best_product_id, self.rally, "a viewer sees it")
        for decide in (seen.action_accept_best, seen.action_ignore):
            with self.assertRaisesRegex(UserError, "role “operator”"):
                decide()
        listing.action_accept_best()
        with self.assertRaisesRegex(UserError, "role “operator”"):
            listing.history_ids.with_user(viewer).action_undo()

    # -- what follows ------------------------------------------------------------------

    def order_of(self, ref="o1", **changes):
        """An order that names the listing and nothing else."""
        whole = order(ref, [line(sku="", variant_ref="v1", quantity=2)], **changes)
        self.channel.put(Kind.ORDER, whole)
        orders = self.env["integration.order.binding"]
        orders._request_reading(self.connection, [ref])
        self.settle()
        return orders._find(self.connection, [ref])[ref]

    def test_orders_that_waited_for_the_match_go_on(self):
        listing = self.an_open_one()
        waits = self.order_of()
        self.assertEqual((waits.state, listing.waiting_count), ("held", 1))
        listing.action_accept_best()
        self.settle()
        listing.invalidate_recordset(["waiting_count"])
        self.assertEqual((waits.state, listing.waiting_count), ("imported", 0))
        self.assertEqual(waits.order_id.order_line.product_id, self.rally)

    def test_orders_that_are_only_recorded_are_made_anew(self):
        listing = self.an_open_one()
        listing.product_id = self.trail
        recorded = self.order_of()
        self.assertEqual(recorded.order_id.order_line.product_id, self.trail)
        listing.product_id = self.rally
        self.settle()
        self.assertEqual(recorded.order_id.order_line.product_id, self.rally)

    def test_somebody_is_told_of_confirmed_orders_of_the_wrong_product(self):
        self.connection.order_policy = "fulfil"
        flow = self.env["integration.workflow"].create({"name": "Card"})
        self.env["integration.mapping"].create(
            {
                "connection_id": self.connection.id,
                "kind": "gateway",
                "external_key": "card",
                "res_id": flow.id,
            }
        )
        listing = self.an_open_one()
        listing.product_id = self.trail
        sale = self.order_of(total=money(20), payments=(paid_by("card", 20),)).order_id
        self.assertEqual(sale.state, "sale")
        self.latest(listing).action_undo()
        self.assertIn("may be the wrong product", sale.activity_ids.summary)
        self.assertEqual(sale.order_line.product_id, self.trail, "people decide")

    def test_the_stock_that_a_wrong_match_sent_is_told_of_and_put_right(self):
        listing = self.an_open_one()
        listing.product_id = self.trail
        self.settle()
        self.assertEqual(self.channel.stock["s-v1", "main"], 7)
        self.latest(listing).action_undo()
        finding = self.findings.search([("binding_id", "=", listing.id)])
        self.assertIn("7 are offered", finding.text)
        self.quants._update_available_quantity(self.rally, self.shelf, 4)
        listing.product_id = self.rally
        self.settle()
        self.assertEqual(self.channel.stock["s-v1", "main"], 11)
        self.assertEqual(finding.state, "healed")
