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

from ..adapter import AddedLine, Can, EditOrder
from ..codec import dump, load
from ..documents import Kind, Money, Order
from ..edit_wishes import is_as_wished
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


class OrderEditContract:
    """Beside it, for an adapter that ``Can.EDIT_ORDER``.

    ``an_order()`` is the reference of one that nothing was shipped of, with a line of
    two pieces or more.
    """

    allow_inherited_tests_method = True

    def open_adapter(self):
        raise NotImplementedError

    def an_order(self):
        raise NotImplementedError

    def read(self, ref):
        return self.open_adapter().get(Kind.ORDER, [ref])[ref]

    def edit(self, order, **changes):
        wish = EditOrder(order.ref, notify_buyer=False, key="contract", **changes)
        [result] = self.open_adapter().push([wish])
        return wish, result

    def test_what_is_changed_is_there_as_it_was_wished_and_proves(self):
        self.assertIn(Can.EDIT_ORDER, self.open_adapter().can)
        before = self.read(self.an_order())
        line = before.lines[0]
        wrapping = AddedLine(
            "9", "Gift wrapping", Decimal(2), Money(Decimal("1.25"), before.currency)
        )
        fewer = ((line.ref, line.quantity - 1),)
        wish, result = self.edit(before, quantities=fewer, added=(wrapping,))
        self.assertTrue(result.ok, result.error)
        after = self.read(before.ref)
        known = {line.ref for line in before.lines}
        self.assertTrue(is_as_wished(wish, known, after))
        self.assertTrue(prove(after).holds, prove(after))

    def test_a_line_is_taken_off_whole(self):
        before = self.read(self.an_order())
        nothing = ((before.lines[0].ref, Decimal(0)),)
        _wish, result = self.edit(before, quantities=nothing)
        self.assertTrue(result.ok, result.error)
        after = self.read(before.ref)
        self.assertFalse(sum(line.quantity for line in after.lines))
        self.assertTrue(prove(after).holds, prove(after))

    def test_all_of_a_change_is_done_or_nothing(self):
        before = self.read(self.an_order())
        fewer = ((before.lines[0].ref, Decimal(1)), ("no-such-line", Decimal(1)))
        _wish, result = self.edit(before, quantities=fewer)
        self.assertIsNotNone(result.error)
        self.assertEqual(self.read(before.ref), before)
