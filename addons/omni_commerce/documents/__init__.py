"""What a shop or marketplace says, in one language for all of them.

Adapters translate a platform's JSON into these documents and back; nothing behind
this line knows whose they are. They are pure data: frozen, without Odoo, money as
``Decimal`` with its currency, times aware and in UTC. What an adapter does not
understand it keeps in ``extra``, so that nothing the channel said is lost.
"""

from odoo.addons.omni_core.lib.money import Money

from .cases import Answer, Case, CaseKind
from .common import Kind, Pairs, Price
from .order_goods import Fulfilment, Handover, Parcel, Return, ReturnLine
from .order_money import Paid, Payment, PaymentKind, Refund, RefundLine
from .orders import Discount, LineKind, Order, OrderLine, ShippingLine, Tax
from .payouts import Payout, PayoutLine
from .people import Address, Consent, Customer, MarketingConsent
from .products import (
    CustomField,
    Media,
    Option,
    PriceList,
    Product,
    Showcase,
    Translation,
    Variant,
)
from .stock import Location, StockLevel

__all__ = [
    "Address",
    "Answer",
    "Case",
    "CaseKind",
    "Consent",
    "CustomField",
    "Customer",
    "Discount",
    "Fulfilment",
    "Handover",
    "Kind",
    "LineKind",
    "Location",
    "MarketingConsent",
    "Media",
    "Money",
    "Option",
    "Order",
    "OrderLine",
    "Paid",
    "Pairs",
    "Parcel",
    "Payment",
    "PaymentKind",
    "Payout",
    "PayoutLine",
    "Price",
    "PriceList",
    "Product",
    "Refund",
    "RefundLine",
    "Return",
    "ReturnLine",
    "ShippingLine",
    "Showcase",
    "StockLevel",
    "Tax",
    "Translation",
    "Variant",
]
