"""A neutral order becomes a Shopify order, with the life it has had so far."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sandbox.data import model

from . import history_refunds as refunds
from . import ordering
from .addresses import address_of
from .core.money import Bag, Money, rounded
from .state.customer import Customer, PurchasingCompany
from .state.fulfillment import FulfillmentOrder, TrackingInfo
from .state.location import Location
from .state.order import LineItem, Order
from .state.priced import (
    AdditionalFee,
    Attribute,
    DiscountAllocation,
    DiscountApplication,
    Duty,
    Percentage,
    ShippingLine,
    TaxLine,
)
from .state.store import Store

if TYPE_CHECKING:
    from .loader import CatalogueLoader

CARRIERS = {
    "ups": "UPS",
    "usps": "USPS",
    "fedex": "FedEx",
    "dhl": "DHL Express",
    "royal_mail": "Royal Mail",
}
#: Live traffic counts on from here.
LIVE_NUMBERS = 500_000
#: Every so many orders something out of the ordinary, for readers of all of them.
FROM_THE_SHOP, FROM_A_MARKETPLACE, RISKY, ENGRAVED = 25, 40, 30, 6
WITH_A_FEE = 45


class Historian:
    def __init__(
        self,
        store: Store,
        places: dict[str, Location],
        shelves: CatalogueLoader,
        customers: Any,
    ) -> None:
        self.store, self.places = store, places
        self.shelves, self.customers = shelves, customers

    def add(
        self, row: model.Order, live: bool = False, number: int | None = None
    ) -> Order:
        """`live`: sold this moment, so stock is taken and webhooks go out. A `number`
        is one of a long row: its dates run as the numbers do."""
        order = self._order(row, number)
        order.line_items = [self._line(order, row, line) for line in row.lines]
        self._discounts(order, row)
        order.all_shipping_lines = [self._shipping(order, row)]
        if row.tip:
            order.tip = self._bag(row, row.tip)
        if row.index % WITH_A_FEE == 5 and not (row.refunds or row.cancellation):
            order.additional_fees = [self._fee(row)]
        order.original_total_price_set = order.total_price_set
        self._pay(order, row)
        self._ship(order, row, live)
        for refund in row.refunds:
            refunds.add(self.store, self.places, order, row, refund)
        if row.cancellation:
            order.cancelled_at = order.closed_at = row.cancellation.at
            order.cancel_reason = row.cancellation.reason.upper()
        order.updated_at = row.created_at if number else row.updated_at
        self.store["Order"].changed()
        if order.customer:
            order.customer.orders.append(order)
        if live:
            self.store.emit("orders/create", order)
            if order.display_financial_status == "PAID":
                self.store.emit("orders/paid", order)
        return order

    # -- what was bought -----------------------------------------------------
    def _bag(self, row: model.Order, seen: Decimal) -> Bag:
        return refunds.bag(row, seen)

    def _order(self, row: model.Order, number: int | None) -> Order:
        customer = None
        if row.customer_index is not None:
            customer = self.customers[row.customer_index]
        order = self.store.create(
            Order,
            id=number,
            name=row.number,
            number=int(row.number.lstrip("#")),
            currency_code=row.shop_currency,
            presentment_currency_code=row.currency,
            processed_at=row.created_at,
            zero=self._bag(row, Decimal(0)),
            email=row.email or None,
            phone=row.phone or None,
            customer=customer,
            purchasing_entity=self._buyer(customer),
            billing_address=address_of(row.billing),
            shipping_address=address_of(row.shipping_address),
            taxes_included=row.taxes_included,
            tax_exempt=bool(customer and customer.tax_exempt),
            note=row.note or None,
            tags=sorted(row.tags),
            test=row.is_test,
            edited=bool(row.edits),
            confirmation_number=f"C{row.index:08d}",
            risk_level="HIGH" if row.index % RISKY == 11 else "LOW",
            created_at=row.created_at,
        )
        if order.number < LIVE_NUMBERS:
            last = max(self.store.last_order_number, order.number)
            self.store.last_order_number = last
        if row.index % FROM_THE_SHOP == 7 and "SHOW" in self.places:
            order.source_name, order.retail_location = "pos", self.places["SHOW"]
        elif row.index % FROM_A_MARKETPLACE == 2:
            order.source_name = "tiktok"
            order.source_identifier = f"TT-{row.index:09d}"
        if row.vat:
            order.custom_attributes.append(Attribute("VAT number", row.vat))
            order.po_number = f"PO-{row.index:06d}"
        return order

    def _buyer(self, customer: Customer | None) -> PurchasingCompany | Customer | None:
        contact = customer.company_contact if customer else None
        if contact is None:
            return customer
        company = contact.company
        return PurchasingCompany(company, company.locations[0], contact)

    def _line(self, order: Order, row: model.Order, given: model.OrderLine) -> LineItem:
        variant = self.shelves.variant(given.product_index, given.variant_index)
        line = self.store.create(
            LineItem,
            order=order,
            title=given.title,
            variant_title=given.variant_title or None,
            sku=given.sku or None,
            vendor=variant.product.vendor if variant else None,
            variant=variant,
            product=variant.product if variant else None,
            quantity=given.quantity,
            original_unit_price_set=self._bag(row, given.unit_price),
            requires_shipping=given.requires_shipping,
            is_gift_card=given.is_gift_card,
            taxable=bool(given.taxes),
            grams=variant.inventory_item.grams if variant else 0,
            tax_lines=self._taxes(order, row, given.taxes),
            created_at=row.created_at,
        )
        if given.duty:
            item = variant.inventory_item if variant else None
            line.duties.append(
                self.store.create(
                    Duty,
                    price=self._bag(row, given.duty),
                    harmonized_system_code=item.harmonized_system_code if item else "",
                    country_code_of_origin=item.country_code_of_origin
                    if item
                    else "US",
                    created_at=row.created_at,
                )
            )
        if row.index % ENGRAVED == 1:
            line.custom_attributes.append(Attribute("Engraving", "Ride on 🏍"))
        return line

    def _taxes(
        self, order: Order, row: model.Order, taxes: tuple[model.TaxLine, ...]
    ) -> list[TaxLine]:
        liable = row.marketplace_collects_tax or order.source_name == "tiktok"
        return [
            TaxLine(tax.title, tax.rate, self._bag(row, tax.amount), liable)
            for tax in taxes
        ]

    def _discounts(self, order: Order, row: model.Order) -> None:
        for index, given in enumerate(row.discounts):
            shipping = given.kind == "free_shipping"
            fixed = given.kind == "fixed_amount"
            value = (
                Money(given.value, row.currency)
                if fixed
                else Percentage(100.0 if shipping else float(given.value))
            )
            kind = "DiscountCode" if given.code else "AutomaticDiscount"
            order.discount_applications.append(
                DiscountApplication(
                    f"{kind}Application",
                    value,
                    index,
                    code=given.code,
                    title=given.title,
                    target_type="SHIPPING_LINE" if shipping else "LINE_ITEM",
                )
            )
        applications = [
            each
            for each in order.discount_applications
            if each.target_type == "LINE_ITEM"
        ]
        for line, given in zip(order.line_items, row.lines, strict=True):
            if given.discount and applications:
                amount = self._bag(row, given.discount)
                line.discount_allocations.append(
                    DiscountAllocation(amount, applications[0])
                )

    def _shipping(self, order: Order, row: model.Order) -> ShippingLine:
        given = row.shipping
        line = self.store.create(
            ShippingLine,
            title=given.title,
            code=given.service,
            carrier_identifier=given.carrier or None,
            original_price_set=self._bag(row, given.price),
            tax_lines=self._taxes(order, row, given.taxes),
            created_at=row.created_at,
        )
        free = [
            each
            for each in order.discount_applications
            if each.target_type == "SHIPPING_LINE"
        ]
        if given.discount and free:
            amount = self._bag(row, given.discount)
            line.discount_allocations.append(DiscountAllocation(amount, free[0]))
        return line

    def _fee(self, row: model.Order) -> AdditionalFee:
        """Some states want their share of each delivery."""
        amount = rounded(Decimal("0.28") * row.exchange_rate, row.currency)
        return self.store.create(
            AdditionalFee,
            name="Retail delivery fee",
            price=self._bag(row, amount),
            created_at=row.created_at,
        )

    # -- what was paid -------------------------------------------------------
    def _pay(self, order: Order, row: model.Order) -> None:
        store, at, whole = self.store, row.created_at, order.total_price_set
        if row.financial_status == "voided":
            held = ordering.pay(store, order, "AUTHORIZATION", whole, at=at)
            later = row.cancellation.at if row.cancellation else at
            ordering.pay(store, order, "VOID", whole, held.gateway, held, at=later)
            return
        if row.financial_status == "pending" or not whole:
            return
        card = self._bag(row, row.gift_card)
        if card.presentment == whole.presentment:
            card = whole
        if card:
            ordering.pay(store, order, "SALE", card, "gift_card", at=at)
        if whole - card:
            gateway = "bogus" if row.is_test else "shopify_payments"
            gateway = "cash" if order.source_name == "pos" else gateway
            ordering.pay(store, order, "SALE", whole - card, gateway, at=at)

    # -- what was shipped ----------------------------------------------------
    def _ship(self, order: Order, row: model.Order, live: bool) -> None:
        by_position = dict(zip((x.position for x in row.lines), order.line_items,
                               strict=True))  # fmt: skip
        left = {
            position: line.quantity
            for position, line in by_position.items()
            if line.requires_shipping
        }
        for parcel in row.fulfilments:
            self._parcel(order, row, parcel, by_position, left)
        waiting = {p: n for p, n in left.items() if n}
        if not waiting:
            return
        place = self.places.get(row.location)
        if live:
            ordering.assign(self.store, order, [by_position[p] for p in waiting], place)
            return
        target = self._target(order, place, row.created_at)
        for position, quantity in waiting.items():
            ordering.add_to(self.store, target, by_position[position], quantity)
            line = by_position[position]
            if not row.cancellation:
                ordering.shift(self.store, line, place, committed=quantity)
        if row.cancellation:
            target.status = "CANCELLED"
            for item in target.line_items:
                item.remaining_quantity = item.total_quantity = 0

    def _target(
        self, order: Order, place: Location | None, at: datetime
    ) -> FulfillmentOrder:
        target = self.store.create(
            FulfillmentOrder,
            order=order,
            location=place or next(iter(self.places.values())),
            created_at=at,
        )
        order.fulfillment_orders.append(target)
        return target

    def _parcel(
        self,
        order: Order,
        row: model.Order,
        parcel: model.Fulfilment,
        by_position: dict[int, LineItem],
        left: dict[int, int],
    ) -> None:
        target = self._target(order, self.places.get(parcel.location), row.created_at)
        items = []
        for position, quantity in parcel.quantities:
            line = by_position[position]
            item = ordering.add_to(self.store, target, line, quantity)
            ordering.shift(self.store, line, target.location, committed=quantity)
            left[position] -= quantity
            items.append((item, quantity))
        company = CARRIERS.get(parcel.carrier, parcel.carrier)
        page = ordering.TRACKING_PAGES.get(company.lower())
        url = page.format(parcel.tracking_number) if page else None
        tracking = [TrackingInfo(company, parcel.tracking_number, url)]
        made = ordering.ship(self.store, order, items, tracking, parcel.at)
        if parcel.delivered_at:
            made.delivered_at, made.display_status = parcel.delivered_at, "DELIVERED"
            made.in_transit_at = parcel.at + timedelta(hours=8)
