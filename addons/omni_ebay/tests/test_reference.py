"""What eBay's site asks and offers, read into Odoo before anything is listed."""

from unittest.mock import patch

from odoo.tests import new_test_user, tagged

from odoo.addons.omni_core.engine.way_out import open_way
from odoo.addons.omni_core.lib.errors import TransientError
from odoo.addons.omni_ebay.client.carriers import carrier_code

from .listing_common import ListingCase


@tagged("post_install", "-at_install")
class TestReference(ListingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.categories = cls.env["ebay.category"]

    def load(self, **payload):
        return self.run_job("ebay_category_import", payload=payload)

    def pads(self):
        return self.categories.search([("ref", "=", "35564")])

    def test_both_trees_of_the_site_are_loaded_with_their_branches(self):
        self.load()
        pads = self.pads()
        self.assertEqual(pads.tree_id.display_name, "eBay Motors (Sandbox)")
        self.assertEqual(
            pads.path,
            "eBay Motors › Parts & Accessories › Motorcycle & Scooter Parts › Brakes › "
            "Brake Pads",
        )
        self.assertTrue(pads.is_leaf)
        self.assertFalse(pads.parent_id.is_leaf)
        below = self.categories.search([("id", "child_of", pads.parent_id.id)])
        self.assertIn(pads, below)
        self.assertTrue(self.categories.search([("path", "=like", "%Cycling Gloves")]))

    def test_a_tree_that_is_known_is_not_read_again(self):
        self.load()
        self.pads().active = False
        self.load()
        self.assertFalse(self.pads(), "its version is the same: it was not read")
        self.load(anyhow=True)
        self.assertTrue(self.pads())

    def in_steps_of(self, count):
        for place in ("models.ebay_tree", "operations.ebay_category_import"):
            step = patch(f"odoo.addons.omni_ebay.{place}.STEP", count)
            self.startPatcher(step)

    def test_a_tree_is_loaded_in_steps_and_goes_on_where_it_broke_off(self):
        broken = []
        load = self.registry["ebay.tree"]._load_step

        def once_broken(tree, start):
            if start and not broken:
                broken.append(start)
                raise TransientError("the worker was killed")
            return load(tree, start)

        self.in_steps_of(4)
        self.patch(self.registry["ebay.tree"], "_load_step", once_broken)
        job = self.enqueue("ebay_category_import")
        self.settle()
        self.assertEqual((job.status, broken), ("done", [4]))
        calls = self.env["integration.call"].search(
            [("operation", "=", "taxonomy.category_tree")]
        )
        self.assertEqual(len(calls), 2, "each of both trees was read once")
        self.assertEqual(self.pads().parent_id.name, "Brakes")
        trees = self.env["ebay.tree"].search([])
        self.assertEqual(set(trees.mapped("staged")), {False})
        self.assertTrue(all(trees.mapped("version")))

    def test_two_sellers_who_read_the_same_tree_at_once_get_it_once(self):
        self.in_steps_of(4)
        other = self.make_connection(name="Other")
        self.sign_in(other)
        jobs = self.enqueue("ebay_category_import")
        jobs += self.jobs.enqueue(other, "ebay_category_import")
        self.settle()
        self.assertEqual(
            set(jobs.mapped("status")), {"done"}, jobs.mapped("last_error")
        )
        self.assertEqual(len(self.pads()), 1)
        self.assertFalse(any(self.env["ebay.tree"].search([]).mapped("staged")))

    def test_a_category_that_ebay_dropped_is_archived_and_one_renamed_is_renamed(self):
        self.load()
        tree, pads = self.pads().tree_id, self.pads()
        rows = [
            {
                "ref": "35564",
                "parent_ref": "",
                "name": "Pads",
                "path": "Pads",
                "is_leaf": True,
            }
        ]
        tree._stage("eBay Motors", "999", rows)
        tree._load_step(0)
        self.assertEqual((pads.name, pads.active), ("Pads", True))
        self.assertFalse(pads.parent_id)
        self.assertEqual(tree.category_count, 1)

    def test_categories_are_found_by_any_words_of_their_path(self):
        self.load()
        found = self.categories.name_search("pads motorcycle")
        self.assertEqual([category_id for category_id, _name in found], self.pads().ids)
        self.assertEqual(self.categories.name_search("35564")[0][0], self.pads().id)

    def test_a_title_suggests_categories_at_once(self):
        self.load()
        motors = self.pads().tree_id
        title = "Torvex sintered brake pads, front, Honda CB500F"
        self.assertEqual(self.categories._suggest(motors, title)[0], self.pads())
        self.assertFalse(self.categories._suggest(motors, "a"))

    def test_a_category_tells_what_it_asks(self):
        self.load()
        lever = self.categories.search([("ref", "=", "35566")])
        lever.action_read_rules()
        self.drain()
        aspects = {aspect.name: aspect for aspect in lever.aspect_ids}
        self.assertTrue(aspects["Brand"].is_required)
        self.assertTrue(aspects["Color"].for_variations)
        self.assertTrue(aspects["Placement on Vehicle"].is_closed)
        self.assertIn("Front", aspects["Placement on Vehicle"].choices)
        self.assertIn("Used", lever.condition_names)
        self.assertTrue(lever._takes_condition("USED_EXCELLENT"))
        self.assertFalse(lever._takes_condition("LIKE_NEW"))
        self.assertEqual(lever.most_vehicles, 3000)
        self.assertEqual(lever.vehicle_names[0], "Year")
        before = lever.aspect_ids
        lever.action_read_rules()
        self.drain()
        self.assertEqual(lever.aspect_ids, before, "read again, nothing is new")

    def test_an_operator_may_have_them_read(self):
        operator = new_test_user(self.env, "reader", "omni_core.group_operator")
        self.connection.with_user(operator).action_ebay_read_reference()
        self.drain()
        pads = self.pads()
        self.assertTrue(pads)
        pads.with_user(operator).action_read_rules()
        self.drain()
        self.assertTrue(pads.aspect_ids)
        self.assertTrue(self.env["ebay.policy"]._only(self.connection, "payment"))

    def test_the_policies_of_the_seller_are_read_and_the_only_one_goes_without_saying(
        self,
    ):
        self.run_job("ebay_policy_import")
        policies = self.env["ebay.policy"]
        shipping = policies._only(self.connection, "fulfillment")
        self.assertEqual(shipping.name, "Standard shipping")
        self.assertIn("USPSPriority 9.90 USD", shipping.summary)
        self.assertEqual(
            policies._only(self.connection, "return").summary,
            "returns within 30 days, paid by the seller",
        )
        policies._import(self.connection, [])
        self.assertFalse(policies._only(self.connection, "return"))
        self.run_job("ebay_policy_import")
        self.assertEqual(policies._only(self.connection, "fulfillment"), shipping)

    def test_carriers_and_services_are_those_of_the_site(self):
        self.run_job("ebay_shipping_import")
        self.run_job("ebay_shipping_import")
        services = self.env["ebay.shipping.service"].search([])
        ground = services.filtered(lambda one: one.ref == "USPSGroundAdvantage")
        self.assertEqual(
            (ground.name, ground.carrier, ground.days),
            ("USPS Ground Advantage", "USPS", "2–5"),
        )
        self.assertEqual(set(services.mapped("marketplace")), {"EBAY_US"})
        self.assertIn("FedEx", self.connection.ebay_carriers)

    def test_a_carrier_that_ebay_alone_knows_is_told_by_its_code(self):
        self.connection.ebay_carriers = {"Speedee": "Spee-Dee Delivery"}
        way = open_way(
            self.connection._platform(),
            self.connection._settings(),
            self.connection._call_policy(),
            seconds=20,
        )
        client = self.connection._client(way).client
        self.assertEqual(carrier_code("Spee-Dee Ground", client.carriers), "Speedee")
        self.assertEqual(carrier_code("Fast Freddy", client.carriers), "Other")
