"""What every channel's adapter must pass, whatever platform is behind it.

A platform's test class inherits ``AdapterContract`` beside its own case, has some
orders on the other side, and says how to open its adapter::

    class TestMyShopContract(AdapterContract, MyShopCase):
        def open_adapter(self):
            return MyShopAdapter(self.settings, self.transport)
"""

from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from odoo.addons.omni_core.lib.paging import items, pages

from ..codec import dump, load
from ..documents import Kind, Order
from ..proof import prove

LONG_AGO = datetime(2000, 1, 1, tzinfo=timezone.utc)


class AdapterContract:
    """Mixed into a test case; each test is one promise of ``adapter.py``."""

    allow_inherited_tests_method = True  # else Odoo runs only a class's own tests

    def open_adapter(self):
        raise NotImplementedError

    def all_orders(self):
        adapter = self.open_adapter()
        orders = list(items(lambda at: adapter.fetch(Kind.ORDER, at, since=LONG_AGO)))
        self.assertTrue(orders, "the contract needs some orders on the other side")
        return orders

    def test_the_check_says_who_we_are_over_there(self):
        self.assertTrue(self.open_adapter().check().account)

    def test_pages_lead_to_the_end_and_nothing_comes_twice(self):
        refs = [order.ref for order in self.all_orders()]
        self.assertEqual(len(refs), len(set(refs)))

    def test_an_interrupted_walk_goes_on_from_its_cursor(self):
        adapter = self.open_adapter()

        def fetch(cursor):
            return adapter.fetch(Kind.ORDER, cursor, since=LONG_AGO)

        first = fetch(None)
        if first.has_more:
            again = [x for page in pages(fetch, first.cursor) for x in page.items]
            self.assertEqual([*first.items, *again], self.all_orders())

    def test_changes_come_oldest_first_and_since_leaves_out_the_older(self):
        orders = self.all_orders()
        changed = [order.updated_at for order in orders]
        self.assertEqual(changed, sorted(changed))
        since = changed[-1]
        adapter = self.open_adapter()
        late = items(lambda at: adapter.fetch(Kind.ORDER, at, since=since))
        margin = timedelta(seconds=1)
        self.assertTrue(all(order.updated_at >= since - margin for order in late))

    def test_an_order_is_the_same_whichever_way_it_is_read(self):
        orders = {order.ref: order for order in self.all_orders()[:20]}
        self.assertEqual(dict(self.open_adapter().get(Kind.ORDER, [*orders])), orders)

    def test_what_is_gone_is_missing_and_no_error(self):
        known = self.all_orders()[0].ref
        found = self.open_adapter().get(Kind.ORDER, ["no-such-order", known])
        self.assertEqual([*found], [known])

    def test_one_order_is_found_by_its_number(self):
        wanted = self.all_orders()[0]
        adapter = self.open_adapter()
        found = items(lambda at: adapter.fetch(Kind.ORDER, at, name=wanted.name))
        self.assertIn(wanted.ref, [order.ref for order in found])

    def test_every_order_proves_to_the_cent(self):
        for order in self.all_orders():
            for side in ("shop", "buyer"):
                proof = prove(order, side)
                self.assertTrue(proof.holds, f"{order.name} {side}: {proof}")

    def test_documents_are_exact_aware_and_storable(self):
        for order in self.all_orders():
            self.assertEqual(load(Order, dump(order)), order)
            self.assertSound(order, order.name)
            refs = [line.ref for line in order.lines]
            self.assertEqual(len(refs), len(set(refs)), order.name)

    def assertSound(self, value, where):
        """No float in money, no time without its zone, anywhere inside."""
        if isinstance(value, datetime):
            self.assertEqual(value.utcoffset(), timedelta(0), where)
        elif isinstance(value, tuple):
            for item in value:
                self.assertSound(item, where)
        elif is_dataclass(value):
            for field in fields(value):
                inner = getattr(value, field.name)
                if field.type in ("Decimal", "Decimal | None") and inner is not None:
                    self.assertIsInstance(inner, Decimal, f"{where}.{field.name}")
                self.assertSound(inner, f"{where}.{field.name}")
