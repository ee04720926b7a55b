"""Customer records: ShipStation makes one from the orders of each username."""

from __future__ import annotations

from .dates import pacific
from .office import Office
from .state import Account, Order

FIRST_CUSTOMER = 400_000_000


def customer_of(office: Office, account: Account, order: Order) -> int | None:
    """'This value is required to generate a customer profile': no username, none."""
    username = order.facts.get("customerUsername")
    if not username:
        return None
    if username not in account.customer_of:
        account.customer_of[username] = _record(office, account, order, username)
    return account.customer_of[username]


def _record(office: Office, account: Account, order: Order, username: str) -> int:
    number = account.next_id("customer", FIRST_CUSTOMER)
    address, now = order.facts["shipTo"], pacific(office.now())
    store = account.stores.get(order.store_id or 0) or {}
    account.customers[number] = {
        "customerId": number,
        "createDate": now,
        "modifyDate": now,
        "name": address["name"],
        **{
            name: address.get(name)
            for name in ("company", "street1", "street2", "city", "phone")
        },
        "state": address.get("state") or "",
        "postalCode": address.get("postalCode") or "",
        "countryCode": address["country"],
        "email": order.facts.get("customerEmail"),
        "addressVerified": "Verified",
        "marketplaceUsernames": [
            {
                "customerUserId": number,
                "customerId": number,
                "createDate": now,
                "modifyDate": now,
                "marketplaceId": store.get("marketplaceId", 0),
                "marketplace": store.get("marketplaceName", "ShipStation"),
                "username": username,
            }
        ],
        "tags": [],
    }
    return number
