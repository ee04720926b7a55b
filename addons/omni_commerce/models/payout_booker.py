"""Payouts into the books: one entry each, whose sum is the line of the bank."""

from collections import defaultdict
from decimal import Decimal

from odoo import models
from odoo.fields import Command, Domain

from odoo.addons.omni_core.lib.errors import RejectedError

from ..payout_entry import CLEARED, account_keys, rows_of


class IntegrationPayoutBooker(models.AbstractModel):
    _name = "integration.payout.booker"
    _description = "Books Payouts of Channels"

    def _book(self, payout):
        """Make and post the entry; a second time does nothing."""
        if payout.state != "open":
            return payout.move_id
        connection = payout.connection_id
        self._demand_no_draft(payout)
        self._demand_accounts(connection)
        document = payout._document()
        accounts = self._accounts(connection, document)
        orders = self._orders(payout)
        lines = [
            self._line(payout, accounts[row.key], row.debit, orders.get(row.order_ref))
            for row in rows_of(document, fees_apart=connection.payout_fees_apart)
        ]
        bank = connection.payout_bank_account_id
        lines.append(self._bank_line(payout, bank, document.total.amount, lines))
        payout.move_id = self.env["account.move"].create(
            {
                "move_type": "entry",
                "journal_id": connection.payout_journal_id.id,
                "date": payout.date,
                "ref": f"{connection.name} {payout.name}",
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        payout.move_id.action_post()
        self._match_payments(payout, orders)
        return payout.move_id

    def _demand_no_draft(self, payout):
        """Somebody is correcting its entry: a second one would book all of it twice."""
        if payout.move_id.state == "draft":
            raise RejectedError(
                self.env._(
                    "The entry %s of this payout was set back to draft. Post it again, "
                    "or cancel it to have the payout booked anew.",
                    payout.move_id.name,
                ),
                code="payout_draft",
            )

    def _demand_accounts(self, connection):
        if not (
            connection.payout_journal_id
            and connection.payout_clearing_account_id
            and connection.payout_bank_account_id
        ):
            raise RejectedError(
                self.env._(
                    "Choose the journal and the accounts of payouts on the connection, "
                    "then book again."
                ),
                code="payout_accounts",
            )

    def _accounts(self, connection, document):
        """{key: account}; a kind of fee that nobody has placed yet waits for it."""
        found = self.env["integration.mapping"]._require(
            connection,
            "payout",
            account_keys(document, fees_apart=connection.payout_fees_apart),
        )
        clearing = connection.payout_clearing_account_id
        named = {key: account or clearing for key, account in found.items()}
        return named | dict.fromkeys(CLEARED, clearing)

    def _orders(self, payout):
        """{order ref: its sales order}, as far as we have them."""
        bindings = payout.line_ids.binding_id
        return {b.external_ref: b.order_id for b in bindings if b.order_id}

    def _line(self, payout, account, debit, order=None):
        company = payout.company_id
        balance = payout.currency_id._convert(
            float(debit), company.currency_id, company, payout.date
        )
        return {
            "account_id": account.id,
            "partner_id": order and order.partner_invoice_id.commercial_partner_id.id,
            "name": order.name if order else payout.name,
            "currency_id": payout.currency_id.id,
            "amount_currency": float(debit),
            "balance": balance,
        }

    def _bank_line(self, payout, account, total, others):
        """What is left over: converted row by row, the others round on their own."""
        line = self._line(payout, account, total)
        balance = -sum(Decimal(str(other["balance"])) for other in others)
        return line | {"balance": float(balance)}

    # -- the payments that it clears ---------------------------------------------------

    def _match_payments(self, payout, orders):
        """Tick off what buyers paid, order by order, where it is exactly the same."""
        account = payout.connection_id.payout_clearing_account_id
        if not account.reconcile:
            return
        ours = self._by_order(payout, account, orders)
        theirs = self._open_payments(account, orders)
        plan = [
            ours[order] + theirs[order]
            for order in ours
            if theirs[order] and _even(ours[order] + theirs[order])
        ]
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)

    def _by_order(self, payout, account, orders):
        names = {order.name: order for order in orders.values()}
        lines = payout.move_id.line_ids.filtered(
            lambda line: line.account_id == account
        )
        found = defaultdict(self.env["account.move.line"].browse)
        for line in lines.filtered(lambda line: line.name in names):
            found[names[line.name]] += line
        return found

    def _open_payments(self, account, orders):
        sales = self.env["sale.order"].union(*orders.values())
        sale_of = {
            move: sale
            for sale in sales
            for move in sale.invoice_ids.matched_payment_ids.move_id
        }
        lines = self.env["account.move.line"].search(
            Domain("account_id", "=", account.id)
            & Domain("move_id", "in", [move.id for move in sale_of])
            & Domain("parent_state", "=", "posted")
            & Domain("reconciled", "=", False)
        )
        found = defaultdict(self.env["account.move.line"].browse)
        for line in lines:
            found[sale_of[line.move_id]] += line
        return found


def _even(lines):
    currency = lines.currency_id
    rest = sum(lines.mapped("amount_residual_currency"))
    return len(currency) == 1 and currency.is_zero(rest)
