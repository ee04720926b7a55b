"""What the channel transfers to the bank, and the entry that proves it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .. import documents as doc
from ..documents import Kind
from .orders_common import OrderCase, order, paid_by

YESTERDAY = date.today() - timedelta(days=1)


def usd(amount):
    return doc.Money(Decimal(str(amount)), "USD")


def row(ref, gross, fee="0", kind="charge", order_ref="", **more):
    return doc.PayoutLine(ref, kind, usd(gross), usd(fee), order_ref, **more)


def payout(ref="po1", total="18.20", lines=None, **more):
    """Two orders sold, a fee on each, and what advertising cost."""
    lines = lines or (
        row("t1", "10.00", "0.59", order_ref="o1"),
        row("t2", "10.00", "0.59", order_ref="o2"),
        row("t3", "-0.62", kind="fee:AD_FEE"),
    )
    return doc.Payout(ref, YESTERDAY, usd(total), lines=tuple(lines), **more)


@tagged("post_install", "-at_install")
class TestPayouts(OrderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        accounts = cls.env["account.account"].create(
            [
                {"name": name, "code": code, "account_type": kind, "reconcile": match}
                for name, code, kind, match in (
                    ("Sold, not paid out", "OMNI1", "asset_current", True),
                    ("On its way", "OMNI2", "asset_current", True),
                    ("Fees", "OMNI3", "expense", False),
                    ("Advertising", "OMNI4", "expense", False),
                )
            ]
        )
        cls.clearing, cls.bank, cls.fees, cls.ads = accounts
        cls.journal = cls.env["account.journal"].create(
            {"name": "Payouts", "code": "OMNIP", "type": "general"}
        )
        cls.payouts = cls.env["integration.payout"]

    def setUp(self):
        super().setUp()
        self.connection.payout_policy = "record"

    def book_from_now_on(self, *mapped):
        self.connection.write(
            {
                "payout_policy": "book",
                "payout_journal_id": self.journal.id,
                "payout_clearing_account_id": self.clearing.id,
                "payout_bank_account_id": self.bank.id,
            }
        )
        for key, account in mapped:
            self.map("payout", key, account)

    def book_all(self):
        self.book_from_now_on(("fee", self.fees), ("fee:AD_FEE", self.ads))

    def read(self, *documents):
        self.channel.put(Kind.PAYOUT, *documents)
        self.enqueue("payout_poll")
        self.drain()
        return self.payouts.search([])

    def booked(self, move):
        return {(line.account_id, line.name): line.balance for line in move.line_ids}

    # -- reading -----------------------------------------------------------------------

    def test_a_connection_reads_no_payouts_unless_it_is_told_to(self):
        self.connection.payout_policy = "off"
        self.assertFalse(self.read(payout()))
        self.assertFalse(self.channel.calls)

    def test_a_payout_is_kept_with_its_lines_and_their_orders(self):
        bindings = self.arrive(order("o1"), order("o2"))
        found = self.read(payout())
        self.assertEqual((found.amount, found.gross, found.fees), (18.2, 19.38, 1.18))
        self.assertEqual(found.state, "open")
        self.assertEqual(found.line_ids.binding_id, bindings)
        self.assertFalse(found.move_id, "reading books nothing")

    def test_an_order_that_is_read_after_its_payout_finds_it(self):
        found = self.read(payout())
        self.assertFalse(found.line_ids.binding_id)
        bindings = self.arrive(order("o1"), order("o2"))
        self.enqueue("payout_poll")
        self.drain()
        self.assertEqual(found.line_ids.binding_id, bindings)

    def test_a_payout_on_its_way_is_followed_until_it_arrives(self):
        found = self.read(payout(status="in_transit"))
        self.assertEqual(found.state, "coming")
        self.assertEqual(self.read(payout()), found)
        self.assertEqual(found.state, "open")
        self.assertEqual(len(found.line_ids), 3, "its lines were replaced")

    def test_reading_again_what_is_known_changes_nothing(self):
        found = self.read(payout())
        lines = found.line_ids
        self.assertEqual(self.read(payout()).line_ids, lines)

    def test_sold_and_not_paid_out_is_a_list(self):
        sold = self.arrive(order("o1"), order("o2"), order("o3")).order_id
        self.read(payout())
        domain = self.env["sale.order"].action_open_not_paid_out()["domain"]
        found = self.env["sale.order"].search(domain)
        self.assertEqual((found & sold).mapped("channel_ref"), ["o3"])

    # -- booking -----------------------------------------------------------------------

    def test_a_payout_becomes_one_entry_whose_sum_is_the_line_of_the_bank(self):
        self.book_all()
        self.arrive(order("o1"), order("o2"))
        found = self.read(payout())
        self.assertEqual(found.state, "booked")
        names = found.line_ids.binding_id.sorted("external_ref").order_id.mapped("name")
        self.assertEqual(
            self.booked(found.move_id),
            {
                (self.clearing, names[0]): -10.0,
                (self.clearing, names[1]): -10.0,
                (self.fees, "po1"): 1.18,
                (self.ads, "po1"): 0.62,
                (self.bank, "po1"): 18.2,
            },
        )

    def test_each_kind_of_fee_can_go_to_an_account_of_its_own(self):
        fixed = self.fees.copy({"name": "Fixed fees", "code": "OMNI5"})
        self.book_from_now_on(("fee", self.fees), ("fee:fixed", fixed))
        self.connection.payout_fees_apart = True
        parts = (("fixed", Decimal("0.30")),)
        found = self.read(
            payout(
                total="9.41",
                lines=(row("t1", "10.00", "0.59", order_ref="o1", fee_parts=parts),),
            )
        )
        self.assertEqual(found.state, "booked", found.problem)
        booked = {line.account_id: line.balance for line in found.move_id.line_ids}
        self.assertEqual((booked[self.fees], booked[fixed]), (0.29, 0.30))
        self.assertEqual(booked[self.bank], 9.41)

    def test_booking_twice_books_once(self):
        self.book_all()
        found = self.read(payout())
        moves = found.move_id
        found._request_booking()
        self.drain()
        self.assertEqual(found.move_id, moves)
        count = self.env["account.move"].search_count(
            [("journal_id", "=", self.journal.id)]
        )
        self.assertEqual(count, 1)

    def test_a_payout_that_does_not_add_up_is_never_booked(self):
        self.book_all()
        found = self.read(payout(total="18.21"))
        self.assertEqual(found.state, "refused")
        self.assertIn("18.20", found.problem)
        self.assertIn("18.21", found.problem)
        found.action_book()
        self.drain()
        self.assertFalse(found.move_id)

    def test_lines_in_another_currency_are_refused(self):
        euro = replace(payout().lines[0], gross=doc.Money(Decimal(10), "EUR"))
        found = self.read(payout(lines=(euro, *payout().lines[1:])))
        self.assertEqual(found.state, "refused")

    def test_a_new_kind_of_fee_waits_until_somebody_says_where_it_goes(self):
        self.book_from_now_on(("fee", self.fees))
        found = self.read(payout())
        self.assertEqual(found.state, "open")
        mapping = self.env["integration.mapping"].search([("kind", "=", "payout")])
        waits = mapping.filtered(lambda m: m.state == "unmapped")
        self.assertEqual(waits.external_key, "fee:AD_FEE")
        waits.res_id = self.ads.id
        self.drain()
        self.assertEqual(found.state, "booked")

    def test_a_withdrawal_takes_money_from_the_bank(self):
        self.book_all()
        refunds = (row("t1", "-30.00", kind="refund", order_ref="o1"),)
        found = self.read(payout(total="-30.00", lines=refunds))
        self.assertEqual(
            self.booked(found.move_id),
            {(self.clearing, "po1"): 30.0, (self.bank, "po1"): -30.0},
        )

    def test_another_currency_is_converted_and_still_balances(self):
        self.book_all()
        self.env["res.currency.rate"].create(
            {
                "name": YESTERDAY,
                "currency_id": self.env.ref("base.EUR").id,
                "rate": 0.9137,
            }
        )
        lines = tuple(
            doc.PayoutLine(
                f"t{i}", "charge", *(doc.Money(Decimal(a), "EUR") for a in amounts)
            )
            for i, amounts in enumerate((("10.01", "0.33"), ("7.77", "0.21")))
        )
        total = doc.Money(Decimal("17.24"), "EUR")
        found = self.read(replace(payout(lines=lines), total=total))
        self.assertEqual(found.state, "booked")
        self.assertEqual(sum(found.move_id.line_ids.mapped("balance")), 0.0)
        bank = found.move_id.line_ids.filtered(lambda x: x.account_id == self.bank)
        self.assertEqual(bank.amount_currency, 17.24)

    def test_what_changes_after_it_was_booked_is_told_and_not_touched(self):
        self.book_all()
        found = self.read(payout())
        self.read(payout(status="failed"))
        self.assertEqual(found.state, "booked")
        self.assertIn("failed", found.problem)

    def test_a_cancelled_entry_can_be_booked_again(self):
        self.book_all()
        found = self.read(payout())
        found.move_id.button_draft()
        found.move_id.button_cancel()
        self.assertEqual(found.state, "open")
        found.action_book()
        self.drain()
        self.assertEqual(found.state, "booked")

    def test_while_somebody_corrects_its_entry_no_second_one_is_made(self):
        self.book_all()
        found = self.read(payout())
        entry = found.move_id
        entry.button_draft()
        found.action_book()
        self.drain()
        self.assertEqual(found.move_id, entry)
        wanted = [("operation", "=", "payout_book")]
        job = self.jobs.search(wanted, order="id desc", limit=1)
        self.assertIn("set back to draft", job.last_error)
        entry.action_post()
        self.assertEqual(found.state, "booked")

    def test_a_closed_period_is_told_in_words(self):
        self.book_all()
        self.journal.active = False
        self.read(payout())
        job = self.jobs.search([("operation", "=", "payout_book")])
        self.assertEqual(job.status, "failed")
        self.assertTrue(job.last_error)

    def test_the_payments_of_the_orders_are_ticked_off(self):
        self.book_all()
        method = self.env["account.journal"].create(
            {"name": "Gateway", "code": "OMNIG", "type": "bank"}
        )
        method.inbound_payment_method_line_ids.payment_account_id = self.clearing
        self.fulfil(
            confirm_on="paid",
            invoice=True,
            register_payment=True,
            journal_id=method.id,
        )
        sold = [order(ref, payments=(paid_by("card", 10),)) for ref in ("o1", "o2")]
        self.arrive(*sold)
        found = self.read(payout())
        cleared = found.move_id.line_ids.filtered(
            lambda line: line.account_id == self.clearing
        )
        self.assertEqual(cleared.mapped("reconciled"), [True, True])

    # -- who may -----------------------------------------------------------------------

    def test_booking_needs_its_accounts(self):
        with self.assertRaises(ValidationError):
            self.connection.payout_policy = "book"

    def test_only_accountants_book(self):
        found = self.read(payout())
        clerk = new_test_user(self.env, "clerk", "omni_core.group_operator")
        with self.assertRaises(AccessError):
            found.with_user(clerk).action_book()
