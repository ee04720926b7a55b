"""A whole life of an order, told twice, late and out of order: the end is the same."""

import random
from dataclasses import replace

from odoo.tests import tagged

from ..documents import Fulfilment, Paid
from .orders_common import OrderCase, later, line, money, order, paid_by
from .test_refunds import back, refund, row


def life(ref, *, edited):
    """Each state that the channel's order goes through, oldest first."""
    born = order(
        ref,
        lines=[line("1", quantity=4)],
        payments=(paid_by("card", 40),),
        paid=Paid.PAID,
    )
    states = [born]

    def next_state(**changes):
        states.append(later(states[-1], **changes))

    if edited:
        pads = line("2", "PADS", 1, title="Pads")
        next_state(lines=(line("1", quantity=4), pads), total=money(50))
    one = refund("r1", row(), payments=(back(10, "b1"),))
    next_state(refunds=(one,), paid=Paid.PARTLY_REFUNDED)
    next_state(note="Ring twice")
    goodwill = ("goodwill", money("2.50"))
    two = refund("r2", adjustments=(goodwill,), payments=(back("2.50", "b2"),))
    next_state(refunds=(one, two))
    two_more = refund("r3", row(quantity=2, amount=20), payments=(back(20, "b3"),))
    next_state(refunds=(one, two, two_more))
    return states


@tagged("post_install", "-at_install")
class TestOrderLife(OrderCase):
    def setUp(self):
        super().setUp()
        journals = self.env["account.journal"]
        self.bank = journals.search([("type", "=", "bank")], limit=1)
        self.flow = self.fulfil(
            invoice=True, register_payment=True, journal_id=self.bank.id
        )
        self.connection.refund_credit_note = "posted"

    def live(self, ref, states):
        """Born first; whatever comes then comes in any order, and more than once."""
        for state in states:
            self.arrive(state)
        binding = self.bindings._find(self.connection, [ref])[ref]
        sale = binding.order_id
        invoices = self.env["account.move"].search([("ref", "like", f"#{ref}")])
        credits = invoices.filtered(lambda move: move.move_type == "out_refund")
        payments = self.env["account.payment"].search([("memo", "like", f"#{ref} ")])
        return {
            "state": (sale.state, binding.state, binding.hold_text),
            "lines": [
                (x.channel_line_ref, x.product_uom_qty, x.price_total)
                for x in sale.order_line
            ],
            "to send": sorted(
                (m.product_id.default_code, m.product_uom_qty)
                for m in sale.picking_ids.move_ids
                if m.state != "cancel"
            ),
            "credited": sorted(credits.mapped("amount_total")),
            "left to pay back": sum(credits.mapped("amount_residual")),
            "payments": sorted(payments.mapped("amount")),
            "steps": sorted(
                (step.kind, step.ref, step.state)
                for step in binding.step_ids
                if step.kind != "edit"
            ),
            "note": sale.channel_note,
        }

    def assertAlwaysTheSame(self, edited):
        expected = self.live("plain", life("plain", edited=edited))
        chance = random.Random(7)
        for number in range(5):
            ref = f"n{number}"
            first, *others = life(ref, edited=edited)
            told = others * 2
            chance.shuffle(told)
            with self.subTest(told=[others.index(state) for state in told]):
                # The last word is said once more: what is older was left alone.
                ended = self.live(ref, [first, *told, others[-1]])
                self.assertEqual(ended, expected)
        return expected

    def test_the_life_of_an_invoiced_order(self):
        ended = self.assertAlwaysTheSame(edited=False)
        self.assertEqual(ended["credited"], [2.5, 10, 20])
        self.assertEqual(ended["left to pay back"], 0)
        self.assertEqual(ended["to send"], [("CHAIN", 1)])
        self.assertEqual(ended["payments"], [2.5, 10, 20, 40])
        self.assertEqual(ended["state"], ("sale", "imported", False))

    def test_the_life_of_an_order_that_is_invoiced_later(self):
        self.flow.write({"register_payment": False})
        self.flow.write({"invoice": False})
        ended = self.assertAlwaysTheSame(edited=True)
        self.assertEqual(ended["credited"], [])
        self.assertEqual(ended["to send"], [("CHAIN", 1), ("PADS", 1)])
        self.assertEqual(ended["lines"], [("1", 1, 10), ("2", 1, 10)])

    def test_what_has_left_meanwhile_changes_nothing_twice(self):
        """Delivered here between two tellings of the same refund."""
        states = life("d", edited=False)
        self.live("d", states[:2])
        sale = self.bindings._find(self.connection, ["d"])["d"].order_id
        sale.picking_ids.move_ids.write({"quantity": 3, "picked": True})
        sale.picking_ids.with_context(channel_shipped_elsewhere=True)._action_done()
        gone = Fulfilment("f", "success", (("1", 3),))
        self.drain()
        again = replace(states[2], fulfilments=(gone,))
        ended = self.live("d", [states[1], again, again])
        self.assertEqual(ended["to send"], [("CHAIN", 3)])
        self.assertEqual(ended["credited"], [10])
        self.assertEqual(ended["state"], ("sale", "imported", False))
