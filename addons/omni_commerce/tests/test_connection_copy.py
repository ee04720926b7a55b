"""A second shop that shall work as the first one: its settings, never its secrets."""

from odoo.tests import tagged

from .orders_common import OrderCase, order


@tagged("post_install", "-at_install")
class TestConnectionCopy(OrderCase):
    def setUp(self):
        super().setUp()
        self.flow = self.fulfil()
        self.connection.write({"order_prefix": "A-", "buffer_fixed": 3})

    def test_it_works_as_the_first_one_once_it_is_connected(self):
        self.connection._default_profile().write(
            {
                "vendor": "Acme",
                "owner_ids": [(0, 0, {"field": "title", "owner": "theirs"})],
            }
        )
        category = self.env["product.category"].create({"name": "Helmets"})
        self.connection.buffer_ids = [(0, 0, {"categ_id": category.id})]
        twin = self.connection.copy()
        self.assertEqual(twin.name, f"{self.connection.name} (copy)")
        self.assertEqual((twin.state, twin.order_prefix), ("draft", "A-"))
        self.assertEqual((twin.order_policy, twin.buffer_fixed), ("fulfil", 3))
        self.assertEqual(twin.buffer_ids.categ_id, category)
        profile = twin.listing_profile_ids
        self.assertEqual((profile.vendor, profile.owner_ids.owner), ("Acme", "theirs"))
        known = self.env["integration.mapping"]._known(twin, "gateway", {"card"})
        self.assertEqual(known["card"], self.flow)

    def test_what_waits_to_be_mapped_is_not_copied(self):
        self.arrive(order(payments=(), channel="pos"))
        mappings = self.env["integration.mapping"]
        mappings.create(
            {
                "connection_id": self.connection.id,
                "kind": "gateway",
                "external_key": "unknown",
            }
        )
        twin = self.connection.copy()
        copied = mappings.search([("connection_id", "=", twin.id)])
        self.assertEqual(copied.mapped("external_key"), ["card"])

    def test_rules_about_places_stay_with_the_places(self):
        place = self.env["integration.location"].create(
            {
                "connection_id": self.connection.id,
                "external_ref": "east",
                "name": "East",
            }
        )
        rules = self.env["integration.order.filter"]
        mine = {"connection_id": self.connection.id}
        rules.create(
            [
                {**mine, "name": "East", "location_ids": [(6, 0, place.ids)]},
                {**mine, "name": "Wholesale", "tags": "wholesale"},
            ]
        )
        twin = self.connection.copy()
        copied = rules.search([("connection_id", "=", twin.id)])
        self.assertEqual(copied.mapped("name"), ["Wholesale"])

    def test_what_was_exchanged_stays_with_the_first(self):
        self.arrive(order())
        twin = self.connection.copy()
        self.assertFalse(self.bindings.search([("connection_id", "=", twin.id)]))
