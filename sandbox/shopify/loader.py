"""The neutral world moves into a store: places, catalogue, customers, history."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sandbox.data import model
from sandbox.data.world import World

from . import catalogue
from .addresses import address_of
from .history import Historian
from .payouts import pay_out_history
from .state.customer import Company, CompanyContact, CompanyLocation, Customer
from .state.inventory import InventoryItem
from .state.location import AppCatalog, Channel, Location, Publication
from .state.product import (
    Collection,
    Metafield,
    MetafieldDefinition,
    Product,
    ProductVariant,
)
from .state.store import Store

DEFINITIONS = (
    ("PRODUCT", "custom", "mpn", "Manufacturer part number", "single_line_text_field"),
    ("PRODUCT", "custom", "fitment", "Fits these bikes", "json"),
)
#: Built at the start, of a hundred thousand products and a million orders. A product
#: or customer beyond them is made when an order needs it.
MOST, MOST_ORDERS = 1_000, 5_000
CHANNELS = (("Online Store", "online_store"), ("Point of Sale", "pos"))


def load_world(store: Store, world: World) -> None:
    store.currency = world.shop_currency
    places = {place.code: _place(store, place) for place in world.locations}
    _publications(store)
    for owner, namespace, key, name, type_ in DEFINITIONS:
        store.create(
            MetafieldDefinition,
            owner_type=owner,
            namespace=namespace,
            key=key,
            name=name,
            type_name=type_,
        )
    shelves = CatalogueLoader(store, places, world.products)
    for product in world.products[:MOST]:
        if product.on_shopify:
            shelves.add(product)
    customers = Customers(store, world.customers)
    for index in range(len(world.customers[:MOST])):
        customers[index]
    historian = Historian(store, places, shelves, customers)
    store.historian = historian
    for order in _opening(world.orders):
        if order.platform == "shopify":
            historian.add(order)
    pay_out_history(store)


def _opening(orders: Sequence[model.Order]) -> Iterable[model.Order]:
    """All, or of very many the newest and a sample of the whole year."""
    half = MOST_ORDERS // 2
    if len(orders) <= MOST_ORDERS:
        return orders
    # One more, so that the step falls on another platform and story each time.
    step = len(orders) // half + 1
    return itertools.chain(orders[:-half:step], orders[-half:])


def _place(store: Store, row: model.Location) -> Location:
    return store.create(
        Location,
        name=row.name,
        address=address_of(row.address),
        fulfills_online_orders=row.fulfils_online_orders,
        created_at=store.created_at,
    )


def _publications(store: Store) -> None:
    for name, handle in CHANNELS:
        old = {"created_at": store.created_at}
        channel = store.create(Channel, name=name, handle=handle, **old)
        catalog = store.create(AppCatalog, title=f"{name} catalog", **old)
        store.create(Publication, name=name, catalog=catalog, channels=[channel], **old)


class CatalogueLoader:
    def __init__(
        self,
        store: Store,
        places: dict[str, Location],
        rows: Sequence[model.Product],
    ) -> None:
        self.store, self.places, self._rows = store, places, rows
        self._made: set[int] = set()
        self._known: dict[tuple[int, int], ProductVariant] = {}
        self._collections: dict[str, Collection] = {}

    def variant(self, product_index: int | None, number: int) -> ProductVariant | None:
        """The variant of a product of the world, which is made if nobody needed it."""
        if product_index is None:
            return None
        if product_index not in self._made:
            self.add(self._rows[product_index])
        return self._known[product_index, number]

    def add(self, row: model.Product) -> Product:
        store, at = self.store, row.created_at
        product = store.create(
            Product,
            title=row.title,
            handle=row.handle,
            status=row.status.upper(),
            vendor=row.brand,
            product_type=row.kind,
            description_html=row.description_html,
            tags=sorted(row.tags),
            category_id="gid://shopify/TaxonomyCategory/vp-1-1",
            created_at=at,
            updated_at=at + timedelta(days=1),
        )
        if row.status == "active":
            product.publications = dict.fromkeys(store["Publication"], at)
        self._made.add(row.index)
        self._metafields(product, row)
        for number in range(row.image_count):
            source = f"https://cdn.example/parts/{row.handle}-{number + 1}.jpg"
            product.media.append(
                catalogue.new_media(store, source, row.title, ready=True)
            )
        self._variants(product, row)
        self._collect(product, row.collection)
        return product

    def _metafields(self, product: Product, row: model.Product) -> None:
        rows = [("mpn", "single_line_text_field", row.mpn)]
        if row.fitment:
            bikes = [
                {"year": b.year, "make": b.make, "model": b.model, "trim": b.trim}
                for b in row.fitment
            ]
            rows.append(("fitment", "json", json.dumps(bikes)))
        for key, type_, value in rows:
            product.metafields.append(
                self.store.create(
                    Metafield,
                    owner=product,
                    namespace="custom",
                    key=key,
                    type=type_,
                    value=value,
                    created_at=product.created_at,
                )
            )

    def _variants(self, product: Product, row: model.Product) -> None:
        if row.option_names:
            for name in row.option_names:
                catalogue.add_option(self.store, product, name, [])
        for index, given in enumerate(row.variants):
            variant = self._known[row.index, index] = self._variant(product, row, given)
            if product.media:
                variant.media = [product.media[index % len(product.media)]]

    def _variant(
        self, product: Product, row: model.Product, given: model.Variant
    ) -> ProductVariant:
        fields = {
            "sku": given.sku,
            "barcode": given.barcode,
            "price": given.price,
            "compare_at_price": given.compare_at_price,
            "created_at": product.created_at,
        }
        if row.option_names:
            values = [
                catalogue.option_value(self.store, option, value)
                for option, value in zip(product.options, given.options, strict=True)
            ]
            variant = catalogue.new_variant(self.store, product, values, **fields)
        else:
            variant = catalogue.default_variant(self.store, product, **fields)
        item = variant.inventory_item
        item.cost, item.harmonized_system_code = given.cost, row.hs_code
        item.country_code_of_origin = row.origin_country
        item.weight_value, item.weight_unit = given.weight_g / 1000, "KILOGRAMS"
        self._stock(item, given.stock.items())
        return variant

    def _stock(self, item: InventoryItem, rows: Iterable[tuple[str, int]]) -> None:
        for code, available in rows:
            if code in self.places:
                catalogue.stock(self.store, item, self.places[code], available)

    def _collect(self, product: Product, title: str) -> None:
        collection = self._collections.get(title)
        if collection is None:
            collection = self._collections[title] = self.store.create(
                Collection,
                title=title,
                handle=catalogue.slug(title),
                created_at=self.store.created_at,
                publications=dict.fromkeys(
                    self.store["Publication"], self.store.created_at
                ),
            )
        product.collections.append(collection)
        collection.products.append(product)


class Customers:
    """By their index in the world, each made when somebody needs it."""

    def __init__(self, store: Store, rows: Sequence[model.Customer]) -> None:
        self._store, self._rows = store, rows
        self._made: dict[int, Customer] = {}

    def __getitem__(self, index: int) -> Customer:
        if index not in self._made:
            self._made[index] = _customer(self._store, self._rows[index])
        return self._made[index]


def _customer(store: Store, row: model.Customer) -> Customer:
    customer = store.create(
        Customer,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        phone=row.phone or None,
        tax_exempt=row.tax_exempt,
        accepts_marketing=row.accepts_marketing,
        addresses=[address_of(each) for each in row.addresses],
        created_at=row.created_at,
        tags=["b2b"] if row.company else [],
    )
    for address in customer.addresses:
        address.id = store.next_id("MailingAddress")
    if row.company:
        _company(store, row, customer)
    return customer


def _company(store: Store, row: model.Customer, customer: Customer) -> None:
    company = store.create(Company, name=row.company, created_at=row.created_at)
    address = customer.default_address
    company.locations.append(
        store.create(
            CompanyLocation,
            company=company,
            name=address.city or row.company,
            tax_registration_id=row.vat or None,
            shipping_address=address,
            billing_address=address,
            created_at=row.created_at,
        )
    )
    company.contacts.append(
        store.create(
            CompanyContact,
            company=company,
            customer=customer,
            created_at=row.created_at,
        )
    )
