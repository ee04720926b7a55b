"""What a buyer asked the bank for: an inquiry, or a chargeback."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..core.money import Money
from ..core.record import Record
from .order import Order


@dataclass(kw_only=True, eq=False)
class ShopifyPaymentsDispute(Record):
    amount: Money
    initiated_at: datetime
    evidence_due_by: datetime | None
    order: Order | None = None
    type: str = "CHARGEBACK"
    status: str = "NEEDS_RESPONSE"
    reason: str = "FRAUDULENT"
    evidence_sent_on: datetime | None = None
    finalized_on: datetime | None = None
