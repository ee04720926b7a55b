"""What an account begins with, and a past for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sandbox.data.model import Address, Location, Product
from sandbox.data.world import World

from . import tracking
from .carriers import CARRIERS
from .channel import ChannelOrder, from_world, import_order, v1_address
from .dates import pacific
from .errors import Refusal
from .labelling import label_for
from .office import Office
from .state import Account, Carrier, Label, Order

Json = dict[str, Any]

FIRST_STORE, FIRST_WAREHOUSE, FIRST_CARRIER = 50_000, 700_000, 12_344
FUNDS = Decimal("500.00")
#: ShipStation's numbers of the marketplaces it imports from
MARKETPLACES = tuple(
    {
        "name": name,
        "marketplaceId": number,
        "canRefresh": number != 0,
        "supportsCustomMappings": True,
        "supportsCustomStatuses": False,
        "canConfirmShipments": number != 0,
    }
    for name, number in (
        ("ShipStation", 0),
        ("Amazon", 2),
        ("eBay", 1),
        ("Shopify", 12),
        ("WooCommerce", 36),
    )
)
#: name, marketplace number
STORES = (("Manual Orders", 0), ("Throttle & Torque on Amazon", 2))
TAGS = (("Backorder", "#800080"), ("Fragile", "#33CCCC"), ("Repeat Buyer", "#CC99FF"))
USERS = ("Dana Packer", "Ollie Shipper")
#: kept small: a list of 100,000 products is no test of a shipping connector
MAX_PRODUCTS, PAST_ORDERS, SHIPPED = 500, 60, 45
HOME = Address(
    "Throttle & Torque", "1200 NE Marine Dr", "Portland", "97211", "US", region="OR",
    phone="+1 503-555-0100",
)  # fmt: skip


def furnish(office: Office, account: Account) -> None:
    """Carriers, stores, a warehouse, tags and users: what no seller is without."""
    account.carriers = [
        Carrier(
            kind,
            account.next_id("carrier", FIRST_CARRIER),
            f"SS{account.id}{number}",
            f"{kind.name} of {account.name}",
            FUNDS if kind.needs_funds else Decimal(0),
        )
        for number, kind in enumerate(CARRIERS, 1)
    ]
    for name, marketplace in STORES:
        add_store(office, account, name, marketplace)
    for number, (name, color) in enumerate(TAGS, 8001):
        account.tags[number] = {"tagId": number, "name": name, "color": color}
    account.users = [
        {"userId": office.rng.uuid(), "userName": name.split()[0].lower(), "name": name}
        for name in USERS
    ]
    add_warehouse(office, account, "Main warehouse", HOME, is_default=True)


def add_store(office: Office, account: Account, name: str, marketplace: int) -> Json:
    number = account.next_id("store", FIRST_STORE)
    title = next(m["name"] for m in MARKETPLACES if m["marketplaceId"] == marketplace)
    now = pacific(office.now())
    account.stores[number] = {
        "storeId": number,
        "storeName": name,
        "marketplaceId": marketplace,
        "marketplaceName": title,
        **dict.fromkeys(("accountName", "email", "integrationUrl")),
        "active": True,
        **dict.fromkeys(("companyName", "phone", "publicEmail", "website"), ""),
        "refreshDate": now,
        "lastRefreshAttempt": now,
        "createDate": now,
        "modifyDate": now,
        "autoRefresh": marketplace != 0,
        "statusMappings": [{"orderStatus": "awaiting_payment", "statusKey": "Pending"}],
    }
    return account.stores[number]


def add_warehouse(
    office: Office,
    account: Account,
    name: str,
    address: Address,
    is_default: bool = False,
) -> None:
    number = account.next_id("warehouse", FIRST_WAREHOUSE)
    said = v1_address(address)
    account.warehouses[number] = {
        "warehouseId": number,
        "warehouseName": name,
        "originAddress": said,
        "returnAddress": dict(said),
        "createDate": pacific(office.now()),
        "isDefault": is_default,
    }


def fill(office: Office, account: Account, world: World) -> None:
    """Warehouses, products and sixty orders of another shop, most of them shipped."""
    for location in world.locations:
        _add_location(office, account, location)
    for product in world.products[:MAX_PRODUCTS]:
        _add_product(office, account, product)
    for index in range(PAST_ORDERS if len(world.products) else 0):
        _add_past_order(office, account, world, index)


def another_shops_order(world: World, index: int, now: datetime) -> ChannelOrder:
    """An Amazon order for the same goods."""
    order = from_world(world, world.new_order(index, "shopify", now))
    order.number = f"113-{4_000_000 + index:07d}-{7_100_000 + index * 37:07d}"
    order.key = f"amazon-{order.number}"
    return order


# -- inside ------------------------------------------------------------------------
def _add_location(office: Office, account: Account, location: Location) -> None:
    if location.address.line1 != HOME.line1:
        add_warehouse(office, account, location.name, location.address)


def _add_product(office: Office, account: Account, product: Product) -> None:
    created = pacific(product.created_at)
    for variant in product.variants:
        number = account.next_id("product", 30_000_000)
        account.products[number] = {
            "aliases": None,
            "productId": number,
            "sku": variant.sku,
            "name": " ".join((product.title, *variant.options)),
            "price": float(variant.price),
            "defaultCost": float(variant.cost),
            **dict.fromkeys(("length", "width", "height"), 0),
            "weightOz": round(variant.weight_g / 28.349523125, 2),
            "internalNotes": None,
            "fulfillmentSku": None,
            "createDate": created,
            "modifyDate": created,
            "active": product.status != "archived",
            "upc": variant.barcode,
            "thumbnailURL": "",
            **_empty_product(),
        }


def _empty_product() -> Json:
    names = (
        "productCategory productType warehouseLocation defaultCarrierCode "
        "defaultServiceCode defaultPackageCode defaultIntlCarrierCode "
        "defaultIntlServiceCode defaultIntlPackageCode defaultConfirmation "
        "defaultIntlConfirmation customsDescription customsValue customsTariffNo "
        "customsCountryCode noCustoms tags"
    )
    return dict.fromkeys(names.split())


def _add_past_order(office: Office, account: Account, world: World, index: int) -> None:
    age = timedelta(days=2 + 5 * (PAST_ORDERS - index))
    store = next(s for s in account.stores.values() if s["marketplaceId"] == 2)
    order = import_order(
        office,
        account,
        store,
        another_shops_order(world, index, office.now() - age),
    )
    order.created = order.modified = office.now() - age
    if index < SHIPPED:
        _ship_in_the_past(office, account, order, age)


def _ship_in_the_past(
    office: Office, account: Account, order: Order, age: timedelta
) -> None:
    try:
        label = label_for(office, account, order)
    except Refusal:
        return  # no carrier goes there: it waits, as such orders do
    label.carrier.balance = FUNDS if label.carrier.kind.needs_funds else Decimal(0)
    _age(label, office.now() - age + timedelta(hours=20))
    tracking.happen(office, account, label, "accepted")
    tracking.happen(office, account, label, "delivered")
    for days, scan in enumerate(label.scans, 1):
        scan.at = label.created + timedelta(days=days)


def _age(label: Label, moment: datetime) -> None:
    label.created = moment
    label.ship_date = moment.date()
    if label.order is not None:
        label.order.shipped_on = label.ship_date
        label.order.modified = moment
