"""The dummy channel keeps the contract; a channel that breaks it is found out."""

from dataclasses import replace

from odoo.tests import tagged

from ..documents import Kind
from . import dummy_adapter
from .contract import AdapterContract, OrderEditContract
from .orders_common import OrderCase, line, money, order
from .sandbox_orders import document, world


@tagged("post_install", "-at_install")
class TestDummyContract(AdapterContract, OrderCase):
    def setUp(self):
        super().setUp()
        self.channel.page_size = 7
        sandbox = world()
        orders = [document(o, sandbox.customers) for o in sandbox.orders[:25]]
        self.channel.put(Kind.ORDER, *orders)

    def open_adapter(self):
        return dummy_adapter.DummyAdapter()

    def test_the_contract_notices_a_cent_and_a_float(self):
        whole = self.all_orders()[0]
        self.channel.put(Kind.ORDER, replace(whole, rounding=money("0.01")))
        with self.assertRaises(AssertionError):
            self.test_every_order_proves_to_the_cent()
        line = replace(whole.lines[0], quantity=1.0)
        self.channel.put(Kind.ORDER, replace(whole, lines=(line,)))
        with self.assertRaises(AssertionError):
            self.test_documents_are_exact_aware_and_storable()


@tagged("post_install", "-at_install")
class TestDummyOrderEdits(OrderEditContract, OrderCase):
    def open_adapter(self):
        return dummy_adapter.DummyAdapter()

    def an_order(self):
        self.channel.put(Kind.ORDER, order("e", lines=[line(quantity=3)]))
        return "e"
