"""A stored document is the document, to the last digit."""

import json
from dataclasses import replace
from decimal import Decimal
from unittest import TestCase

from odoo.addons.omni_core.lib.fingerprint import fingerprint

from .. import documents as doc
from ..codec import dump, load
from .sandbox_orders import document, world


class TestCodec(TestCase):
    def test_every_order_of_the_seeded_world_comes_back_the_same(self):
        sandbox = world()
        for order in sandbox.orders[:400]:
            whole = document(order, sandbox.customers)
            stored = json.loads(json.dumps(dump(whole)))
            self.assertEqual(load(doc.Order, stored), whole)

    def test_decimals_keep_their_digits(self):
        money = doc.Money(Decimal("0.10"), "EUR")
        self.assertEqual(str(load(doc.Money, dump(money)).amount), "0.10")

    def test_pairs_and_nested_documents_come_back(self):
        whole = document(world().orders[0])
        fulfilment = doc.Fulfilment("f1", "success", (("1", Decimal(2)),))
        whole = replace(
            whole,
            attributes=(("gift", "yes"), ("gift", "no")),
            fulfilments=(fulfilment,),
        )
        self.assertEqual(load(doc.Order, dump(whole)), whole)

    def test_keys_of_a_newer_version_are_kept(self):
        stored = dump(document(world().orders[0]))
        loaded = load(doc.Order, {**stored, "carbon": {"kg": 3}})
        self.assertEqual(loaded.extra["carbon"], {"kg": 3})

    def test_the_same_content_has_the_same_fingerprint(self):
        whole = document(world().orders[0])
        again = replace(whole, total=doc.Price(whole.total.shop))
        self.assertEqual(fingerprint(dump(whole)), fingerprint(dump(again)))
        changed = replace(whole, note="Ring twice")
        self.assertNotEqual(fingerprint(dump(whole)), fingerprint(dump(changed)))
