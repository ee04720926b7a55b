"""What the staff does at the packing table: choose a service that goes there."""

from __future__ import annotations

from . import shipping
from .errors import Refusal
from .office import Office
from .rating import Parcel
from .shipping import Purchase
from .state import Account, Label, Order
from .units import grams


def label_for(
    office: Office, account: Account, order: Order, service_code: str | None = None
) -> Label:
    """Buy the wanted service, else the cheapest that takes the order."""
    offers = []
    refusal: Refusal | None = None
    for carrier in account.carriers:
        for service in carrier.kind.services:
            if service_code not in (None, service.code):
                continue
            purchase = _purchase(office, account, order, carrier.id, service.code)
            try:
                _, price = shipping.priced(account, purchase)
            except Refusal as why:
                refusal = why
                continue
            offers.append((price.total, carrier.id, service.code, purchase))
    if not offers:
        raise refusal or Refusal("invalid", f"No service is called '{service_code}'.")
    return shipping.buy(office, account, min(offers, key=lambda offer: offer[:3])[3])


def _purchase(
    office: Office, account: Account, order: Order, carrier_id: int, service_code: str
) -> Purchase:
    facts = order.facts
    return Purchase(
        carrier=carrier_id,
        service_code=service_code,
        parcels=[Parcel(grams(facts["weight"]), dimensions=facts["dimensions"])],
        ship_from=account.default_warehouse()["originAddress"],
        ship_to=facts["shipTo"],
        ship_date=office.today(),
        confirmation=facts["confirmation"],
        order=order,
        items=order.items,
        customs=order.items,
    )
