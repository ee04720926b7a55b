"""Sell Finances: what was earned, what eBay kept, what was paid out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from .call import FINANCES, Answer, Call, operation, page
from .errors import EbayError
from .order_json import buyer_total, marketplace_fee
from .state import Json, Order, Seller
from .times import money, parsed, stamp

if TYPE_CHECKING:
    from .platform import EbayPlatform

BASE = "/sell/finances/v1"
ZERO = Decimal(0)
FIXED_FEE = Decimal("0.30")  # of each order, in whatever currency
AD_RATE, AD_FEE = Decimal("0.04"), {"feeType": "AD_FEE"}
_PART = re.compile(r"(\w+):(\[[^\]]*\]|\{[^}]*\})(?:,|$)")
TYPES = frozenset(
    (
        "SALE",
        "REFUND",
        "CREDIT",
        "DISPUTE",
        "SHIPPING_LABEL",
        "TRANSFER",
        "NON_SALE_CHARGE",
        "ADJUSTMENT",
        "WITHDRAWAL",
        "LOAN_REPAYMENT",
        "PURCHASE",
    )
)


class Book:
    """Writes transactions as sales happen and gathers them into payouts."""

    def __init__(self, ebay: EbayPlatform) -> None:
        self._ebay = ebay

    def sale(self, seller: Seller, order: Order, at: datetime | None = None) -> None:
        fee = marketplace_fee(order)
        more: Json = {
            "totalFeeAmount": money(fee, order.currency),
            "totalFeeBasisAmount": money(
                order.seller_total + order.tax, order.currency
            ),
            "orderLineItems": [_line_fees(order, fee)],
        }
        if order.taxes_collected:
            more["eBayCollectedTaxAmount"] = money(order.tax, order.currency)
        self._add(
            seller,
            order,
            "SALE",
            "CREDIT",
            buyer_total(order) - fee,
            at or self._ebay.now(),
            more,
        )

    def advertising(self, seller: Seller, order: Order, at: datetime) -> None:
        """What a promoted listing cost: a charge that is no part of the sale."""
        amount = order.seller_total * AD_RATE
        self._add(seller, order, "NON_SALE_CHARGE", "DEBIT", amount, at, AD_FEE)

    def refund(
        self, seller: Seller, order: Order, amount: Decimal, at: datetime | None = None
    ) -> None:
        self._add(seller, order, "REFUND", "DEBIT", amount, at or self._ebay.now(), {})

    def pay_out(
        self, seller: Seller, at: datetime | None = None, before: str = "9"
    ) -> Json | None:
        """What waits, in one transfer to the bank; None when nothing does."""
        waiting = [
            row
            for row in seller.transactions
            if "payoutId" not in row and row["transactionDate"] < before
        ]
        if not waiting:
            return None
        moment = at or self._ebay.now()
        payout_id = self._ebay.next_id("payout")
        total = ZERO
        for row in waiting:
            row["payoutId"], row["transactionStatus"] = payout_id, "PAYOUT"
            sign = 1 if row["bookingEntry"] == "CREDIT" else -1
            total += sign * Decimal(row["amount"]["value"])
        payout: Json = {
            "payoutId": payout_id,
            "payoutStatus": "SUCCEEDED",
            "payoutStatusDescription": "Successfully processed",
            "amount": money(total, seller.site.currency),
            "payoutDate": stamp(moment),
            "lastAttemptedPayoutDate": stamp(moment),
            "transactionCount": len(waiting),
            "payoutInstrument": {
                "instrumentType": "BANK",
                "nickname": "Business account",
                "accountLastFourDigits": "4711",
            },
        }
        seller.payouts[payout_id] = payout
        return payout

    def _add(
        self,
        seller: Seller,
        order: Order,
        kind: str,
        entry: str,
        amount: Decimal,
        at: datetime,
        more: Json,
    ) -> None:
        seller.transactions.append(
            {
                "transactionId": self._ebay.next_id("transaction"),
                "transactionType": kind,
                "transactionStatus": "FUNDS_PROCESSING",
                "transactionDate": stamp(at),
                "bookingEntry": entry,
                "amount": _home(seller, order, amount),
                "orderId": order.order_id,
                "salesRecordReference": order.record,
                "buyer": {"username": order.buyer["username"]},
                "paymentsEntity": "eBay Commerce Inc.",
                **more,
            }
        )


def _home(seller: Seller, order: Order, amount: Decimal) -> Json:
    """Funds are held in the seller's currency, whatever the buyer paid in."""
    home = seller.site.currency
    if order.currency == home:
        return money(amount, home)
    given = money(amount, order.currency)
    return {
        **money(amount / order.exchange_rate, home),
        "convertedFromValue": given["value"],
        "convertedFromCurrency": given["currency"],
        "exchangeRate": str(round(1 / order.exchange_rate, 6)),
    }


def _line_fees(order: Order, fee: Decimal) -> Json:
    """eBay names fees per line; one row on the first line carries them all here."""
    fixed = min(fee, FIXED_FEE)
    return {
        "lineItemId": order.lines[0].line_id,
        "feeBasisAmount": money(order.seller_total + order.tax, order.currency),
        "marketplaceFees": [
            {"feeType": kind, "amount": money(amount, order.currency)}
            for kind, amount in (
                ("FINAL_VALUE_FEE", fee - fixed),
                ("FINAL_VALUE_FEE_FIXED_PER_ORDER", fixed),
            )
        ],
    }


@operation("sell_finances.getPayouts", f"GET {BASE}/payout", FINANCES)
def payouts(call: Call) -> Answer:
    rows = _in_range(
        call, list(call.seller.payouts.values()), "payoutDate", "payoutDate", 135004
    )
    filters = _filters(call)
    if "payoutStatus" in filters:
        statuses = filters["payoutStatus"].strip("{}").split("|")
        rows = [row for row in rows if row["payoutStatus"] in statuses]
    return _paged(call, rows, "payouts", 135003)


@operation("sell_finances.getPayout", f"GET {BASE}/payout/{{payout_Id}}", FINANCES)
def payout(call: Call) -> Answer:
    found = call.seller.payouts.get(call.path["payout_Id"])
    if found is None:
        raise EbayError(135001, 404)
    return Answer(body=found)


@operation("sell_finances.getTransactions", f"GET {BASE}/transaction", FINANCES)
def transactions(call: Call) -> Answer:
    filters = _filters(call)
    rows = _in_range(
        call, call.seller.transactions, "transactionDate", "transactionDate", 135008
    )
    kinds = filters.get("transactionType", "").strip("{}")
    if kinds and not set(kinds.split("|")) <= TYPES:
        raise EbayError(135006)
    for field, wanted in (
        ("transactionType", kinds),
        ("payoutId", filters.get("payoutId", "").strip("{}")),
        ("orderId", filters.get("orderId", "").strip("{}")),
        ("transactionId", filters.get("transactionId", "").strip("{}")),
        ("transactionStatus", filters.get("transactionStatus", "").strip("{}")),
    ):
        if wanted:
            rows = [row for row in rows if row.get(field) in wanted.split("|")]
    rows = sorted(rows, key=lambda row: row["transactionDate"], reverse=True)
    return _paged(call, rows, "transactions", 135003)


@operation(
    "sell_finances.getSellerFundsSummary", f"GET {BASE}/seller_funds_summary", FINANCES
)
def funds(call: Call) -> Answer:
    waiting = ZERO
    for row in call.seller.transactions:
        if "payoutId" not in row:
            sign = 1 if row["bookingEntry"] == "CREDIT" else -1
            waiting += sign * Decimal(row["amount"]["value"])
    if not call.seller.transactions:
        return Answer(204)
    currency = call.seller.site.currency
    return Answer(
        body={
            "totalFunds": money(waiting, currency),
            "processingFunds": money(waiting, currency),
            "availableFunds": money(ZERO, currency),
            "fundsOnHold": money(ZERO, currency),
        }
    )


def _filters(call: Call) -> dict[str, str]:
    text = call.query.get("filter", "")
    return {match[1]: match[2] for match in _PART.finditer(text)}


def _in_range(
    call: Call, rows: list[Json], name: str, field: str, error_id: int
) -> list[Json]:
    text = _filters(call).get(name)
    if text is None:
        return rows
    first, dots, last = text.strip("[]").partition("..")
    start = parsed(first) if first else None
    end = parsed(last) if last else call.now + timedelta(days=1)
    if not dots or start is None or end is None or start > end:
        raise EbayError(error_id)
    return [row for row in rows if start <= parsed(row[field]) <= end]


def _paged(call: Call, rows: list[Json], name: str, error_id: int) -> Answer:
    limit, offset = call.number("limit", 20), call.number("offset", 0)
    if limit is None or offset is None or not 1 <= limit <= 1000 or offset < 0:
        raise EbayError(error_id)
    if not rows:
        return Answer(204)
    body: Json = {
        "href": call.page_url(limit=limit, offset=offset),
        "limit": limit,
        "offset": offset,
        "total": len(rows),
        name: page(rows, offset, limit),
    }
    if offset + limit < len(rows):
        body["next"] = call.page_url(limit=limit, offset=offset + limit)
    return Answer(body=body)
