"""A payout as the rows of one entry: what was sold, what the channel kept, what came.

Pure reckoning. The payout's own total is the law: rows that do not add up to it are
never booked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .documents import Payout, PayoutLine

# What buyers paid and got back: it waits on the clearing account, order by order.
CLEARED = frozenset({"charge", "refund"})
FEE = "fee"

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Row:
    """``debit`` is negative for a credit; ``key`` names the account to look for."""

    key: str
    debit: Decimal
    order_ref: str = ""


def amiss(payout: Payout) -> str:
    """Why it cannot be booked as it is; empty if it adds up."""
    currencies = {money.currency for money in _amounts(payout)}
    if currencies != {payout.total.currency}:
        return "currency"
    return "sum" if total_of(payout) != payout.total.amount else ""


def total_of(payout: Payout) -> Decimal:
    """What its lines come to."""
    nets = (line.gross.amount - line.fee.amount for line in payout.lines)
    return sum(nets, _ZERO)


def rows_of(payout: Payout, *, fees_apart: bool = False) -> list[Row]:
    """The other side of the money: one row an order, one for each kind of fee.

    :param fees_apart: what a sale's fee is made of goes to accounts of its own
    """
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in payout.lines:
        order = line.order_ref if line.type in CLEARED else ""
        sums[line.type, order] -= line.gross.amount
        for key, amount in _fees(line, fees_apart):
            sums[key, ""] += amount
    return [Row(key, debit, order) for (key, order), debit in sums.items() if debit]


def _fees(line: PayoutLine, apart: bool) -> Iterator[tuple[str, Decimal]]:
    parts = line.fee_parts if apart else ()
    yield FEE, line.fee.amount - sum((amount for _kind, amount in parts), _ZERO)
    for kind, amount in parts:
        yield f"{FEE}:{kind}", amount


def account_keys(payout: Payout, *, fees_apart: bool = False) -> Mapping[str, str]:
    """{key: label} of the accounts that people have to name."""
    keys = {row.key for row in rows_of(payout, fees_apart=fees_apart)} - CLEARED
    return {key: key.replace("_", " ").replace(":", ": ").capitalize() for key in keys}


def _amounts(payout: Payout):
    yield payout.total
    for line in payout.lines:
        yield line.gross
        yield line.fee
