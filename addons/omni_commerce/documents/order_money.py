"""What was paid for an order, and what went back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from .common import Price


class PaymentKind(str, Enum):
    AUTHORIZATION = "authorization"
    CAPTURE = "capture"
    SALE = "sale"
    REFUND = "refund"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Payment:
    ref: str
    kind: PaymentKind
    gateway: str
    price: Price
    status: str = "success"  # "success" | "pending" | "failure"
    at: datetime | None = None
    parent_ref: str = ""
    gift_card_ref: str = ""  # paid from a gift card: the liability goes down
    expires_at: datetime | None = None  # of an authorization
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class RefundLine:
    line_ref: str
    quantity: Decimal
    subtotal: Price
    tax: Price
    restock: str = ""  # "return" | "cancel" | "none"
    location_ref: str = ""


@dataclass(frozen=True, slots=True)
class Refund:
    """What went back: lines, shipping and adjustments make its payments, to the cent.

    ``subtotal`` and ``shipping`` include their tax where the order's prices do.
    """

    ref: str
    at: datetime
    lines: tuple[RefundLine, ...] = ()
    shipping: Price | None = None
    shipping_tax: Price | None = None
    # (reason, amount): goodwill, duties; negative: a fee was kept.
    adjustments: tuple[tuple[str, Price], ...] = ()
    payments: tuple[Payment, ...] = ()
    note: str = ""
    return_ref: str = ""


class Paid(str, Enum):
    """The financial status, as far as we have to act on it."""

    PENDING = "pending"
    AUTHORIZED = "authorized"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    PARTLY_REFUNDED = "partly_refunded"
    REFUNDED = "refunded"
    VOIDED = "voided"
    UNKNOWN = "unknown"
