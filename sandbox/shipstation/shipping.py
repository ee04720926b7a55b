"""Labels bought and given back: the part of ShipStation that moves money."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from . import orders
from .documents import LabelPage, render
from .errors import Refusal
from .office import Office
from .rating import Parcel, Quote, Route, package_kind, quote, why_not
from .state import Account, Carrier, Fulfillment, Label, LabelParcel, Order

Json = dict[str, Any]

FIRST_LABEL, FIRST_BATCH, FIRST_FULFILLMENT = 200_000_000, 500_000_000, 600_000_000
#: V2's `charge_event` of labels that cost nothing until the carrier gets them
PAY_ON_USE = "on_carrier_acceptance"
#: order states in which a label can be bought
SHIPPABLE = ("awaiting_shipment", "pending_fulfillment")


@dataclass
class Purchase:
    """What to send how, in V1's addresses and neutral parcels."""

    carrier: object  # code or id
    service_code: str
    parcels: list[Parcel]
    ship_from: Json
    ship_to: Json
    ship_date: date
    confirmation: str | None = "none"
    order: Order | None = None
    items: list[Json] = field(default_factory=list)
    customs: list[Json] = field(default_factory=list)
    is_test: bool = False
    is_return: bool = False
    outbound_id: int | None = None
    rate_id: str | None = None
    file_format: str = "pdf"
    layout: str = "4x6"
    download_type: str = "url"
    rma_number: str | None = None
    charge_event: str = "carrier_default"
    #: bought as one of a batch, whose end is told once for all of them
    batch_id: int | None = None


def priced(account: Account, purchase: Purchase) -> tuple[Carrier, Quote]:
    """The price, or the reason why there is none."""
    carrier = account.carrier(purchase.carrier)
    service = carrier.service(purchase.service_code)
    if service is None:
        message = f"'{purchase.service_code}' is no service of {carrier.kind.name}."
        raise Refusal("invalid", message, field="serviceCode")
    _check_parcels(account, carrier, purchase.parcels)
    route = _route(purchase)
    reason = why_not(service, purchase.parcels, route)
    if reason:
        raise Refusal("carrier", reason, "invalid_object")
    confirmation = purchase.confirmation
    if confirmation == "direct_signature" and carrier.kind.code != "fedex":
        message = "direct_signature is available for FedEx only."
        raise Refusal("carrier", message, "confirmation_not_supported")
    return carrier, quote(carrier.kind, service, purchase.parcels, route, confirmation)


def buy(office: Office, account: Account, purchase: Purchase) -> Label:
    """One label (of one or several parcels), paid at once."""
    carrier, price = priced(account, purchase)
    _check_purchase(office, account, carrier, purchase)
    pays_now = purchase.charge_event != PAY_ON_USE
    if pays_now and not purchase.is_test:
        _charge(carrier, price)
    label = Label(
        id=account.next_id("label", FIRST_LABEL),
        carrier=carrier,
        quote=price,
        parcels=[
            LabelParcel(parcel, _tracking_number(office, carrier))
            for parcel in purchase.parcels
        ],
        created=office.now(),
        ship_date=purchase.ship_date,
        ship_from=purchase.ship_from,
        ship_to=purchase.ship_to,
        confirmation=purchase.confirmation,
        order=purchase.order,
        items=purchase.items,
        is_test=purchase.is_test,
        is_return=purchase.is_return,
        outbound_id=purchase.outbound_id,
        rate_id=purchase.rate_id,
        batch_id=purchase.batch_id or account.next_id("batch", FIRST_BATCH),
        file_format=purchase.file_format,
        layout=purchase.layout,
        download_type=purchase.download_type,
        rma_number=purchase.rma_number,
        charge_event=purchase.charge_event,
        paid=pays_now,
        token=office.rng.hex(24),
    )
    account.add_label(label)
    if not label.is_test:
        _shipped(office, account, label)
        if purchase.batch_id is None:
            office.notices.labels_created(account, [label])
    return label


def void(office: Office, account: Account, label: Label) -> tuple[bool, str, str]:
    """(approved, message, V2's reason code). The money of a funded carrier comes back
    with the approval."""
    kind = label.carrier.kind
    if label.voided_at is not None:
        return False, "This label was already voided.", "label_already_voided"
    if label.scans:
        message = f"{kind.name} has scanned this parcel: it cannot be voided."
        return False, message, "label_already_used"
    if office.now() - label.created > timedelta(days=kind.void_days):
        message = f"{kind.name} takes labels back within {kind.void_days} days."
        return False, message, "label_not_found_within_void_period"
    label.voided_at = office.now()
    if kind.needs_funds and label.paid and not label.is_test:
        label.carrier.balance += label.cost + label.insurance
    _reopen(office, account, label)
    return True, "Label voided successfully", ""


def used(label: Label) -> None:
    """The carrier has the parcel: what is paid on use is paid now."""
    if not label.paid and not label.is_test:
        _charge(label.carrier, label.quote)
        label.paid = True


def mark_as_shipped(
    office: Office,
    account: Account,
    order: Order,
    carrier_code: str,
    tracking_number: str | None,
    ship_date: date,
    notify_channel: bool,
) -> Fulfillment:
    """Shipped without a label of ours."""
    if order.status not in orders.OPEN:
        message = f"Order {order.number} is {order.status} already."
        raise Refusal("conflict", message, "invalid_status")
    fulfillment = Fulfillment(
        id=account.next_id("fulfillment", FIRST_FULFILLMENT),
        order=order,
        carrier_code=carrier_code,
        tracking_number=tracking_number,
        created=office.now(),
        ship_date=ship_date,
        channel_notified=notify_channel,
    )
    account.fulfillments[fulfillment.id] = fulfillment
    order.shipped_on = ship_date
    orders.follow(office, account, order, "shipped")
    office.notices.marked_as_shipped(account, fulfillment)
    return fulfillment


def document(label: Label, file_format: str | None = None) -> bytes:
    """The label file, drawn when it is asked for."""
    pages = [
        LabelPage(
            f"{label.quote.service.name}{'  TEST' if label.is_test else ''}",
            _lines(label.ship_from),
            _lines(label.ship_to),
            one.tracking_number,
            (
                f"Order {label.order.number}" if label.order else "",
                f"Parcel {index} of {len(label.parcels)}",
                f"{label.carrier.kind.name}  ship date {label.ship_date}",
            ),
        )
        for index, one in enumerate(label.parcels, 1)
    ]
    return render(file_format or label.file_format, pages, label.layout)


# -- inside ------------------------------------------------------------------------
def _check_parcels(account: Account, carrier: Carrier, parcels: list[Parcel]) -> None:
    own = {kind["package_code"] for kind in account.package_types.values()}
    for parcel in parcels:
        if parcel.weight_g <= 0:
            message = "Weight must be greater than zero to get a rate or a label."
            raise Refusal("carrier", message, "field_value_required", "weight")
        code = parcel.package_code
        if package_kind(carrier.kind, code) is None and code not in own:
            message = f"'{code}' is no package type of {carrier.kind.name}."
            raise Refusal("invalid", message, field="packageCode")


def _check_purchase(
    office: Office, account: Account, carrier: Carrier, purchase: Purchase
) -> None:
    if purchase.file_format not in carrier.kind.formats:
        message = f"{carrier.kind.name} has no labels as {purchase.file_format}."
        raise Refusal("carrier", message, "settings_not_supported")
    if purchase.layout == "letter" and purchase.file_format != "pdf":
        message = "The layout letter is for pdf only."
        raise Refusal("invalid", message, field="label_layout")
    if purchase.ship_date < office.today():
        message = f"The ship date {purchase.ship_date} is in the past."
        raise Refusal("carrier", message, "invalid_field_value")
    if _route(purchase).international and not purchase.customs:
        message = "Customs items are required for international shipments."
        raise Refusal("carrier", message, "customs_items_required")
    order = purchase.order
    if order is not None and not purchase.is_return and order.status not in SHIPPABLE:
        message = f"Order {order.number} is {order.status}: it cannot be shipped."
        raise Refusal("account", message, "invalid_status")


def _route(purchase: Purchase) -> Route:
    return Route(
        purchase.ship_from.get("country") or "US",
        purchase.ship_from.get("postalCode") or "",
        purchase.ship_to.get("country") or "US",
        purchase.ship_to.get("postalCode") or "",
    )


def _charge(carrier: Carrier, price: Quote) -> None:
    if not carrier.kind.needs_funds:
        return
    if price.total > carrier.balance:
        raise Refusal(
            "account",
            f"Insufficient funds: this label costs {price.total} USD, the balance of "
            f"{carrier.kind.name} is {carrier.balance} USD. Add funds and try again.",
            "insufficient_funds",
        )
    carrier.balance -= price.total


def _tracking_number(office: Office, carrier: Carrier) -> str:
    kind = carrier.kind
    digits = "".join(str(office.rng.randrange(10)) for _ in range(kind.tracking_digits))
    return f"{kind.tracking_prefix}{digits}"


def _shipped(office: Office, account: Account, label: Label) -> None:
    order = label.order
    if order is not None and not label.is_return:
        order.shipped_on = label.ship_date
        order.facts["carrierCode"] = label.carrier.kind.code
        order.facts["serviceCode"] = label.quote.service.code
        orders.follow(office, account, order, "shipped")
        if order.notify_channel is not None:
            label.channel_notified = True
            office.later(order.notify_channel(order, [label]))


def _reopen(office: Office, account: Account, label: Label) -> None:
    order = label.order
    if order is None or label.is_test or label.is_return:
        return
    if order.status == "shipped" and not account.labels_for(order):
        order.shipped_on = None
        orders.follow(office, account, order, "awaiting_shipment")


def _lines(address: Json) -> tuple[str, ...]:
    place = (address.get("city"), address.get("state"), address.get("postalCode"))
    lines = (
        address.get("name"),
        address.get("company"),
        address.get("street1"),
        address.get("street2"),
        " ".join(part for part in place if part),
        address.get("country"),
    )
    return tuple(line for line in lines if line)
