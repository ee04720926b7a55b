"""The neutral world moves into a store: places, catalogue, customers, history."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import accumulate

from sandbox.data import model
from sandbox.data.catalogue import variant_count
from sandbox.data.parts import PARTS
from sandbox.data.stories import FIRST_NUMBER
from sandbox.data.world import World

from . import catalogue
from .addresses import address_of
from .history import Historian
from .payouts import pay_out_history
from .state.customer import Company, CompanyContact, CompanyLocation, Customer
from .state.inventory import InventoryItem
from .state.location import AppCatalog, Channel, Location, Publication
from .state.order import Order
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
#: Longer histories are made record by record, when somebody asks for one.
MOST_ORDERS = 5_000
#: ... but for the newest orders, which everybody looks at.
NEWEST = 300
#: Every tenth product of the world is sold elsewhere only, and three orders of five
#: are Shopify's.
NOT_HERE, OF_FIVE = 3, 3
_NUMBER = re.compile(r"(?:^#?|-)(\d{4,})(?:-|$)")
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
    customers = Customers(store, world.customers)
    store.historian = historian = Historian(store, places, shelves, customers)
    if len(world.orders) > MOST_ORDERS:
        _lazily(store, world, shelves, historian)
    else:
        for product in world.products:
            if product.on_shopify:
                shelves.add(product)
        for index in range(len(world.customers)):
            customers[index]
        for order in world.orders:
            if order.platform == "shopify":
                historian.add(order)
    pay_out_history(store)


def _lazily(
    store: Store, world: World, shelves: CatalogueLoader, historian: Historian
) -> None:
    """A hundred thousand products and a million orders: only their places are known."""
    indexes = [i for i in range(len(world.products)) if i % 10 != NOT_HERE]
    orders = sum(1 for index in range(len(world.orders)) if index % 5 < OF_FIVE)

    def product(position: int) -> Product:
        number = store["Product"].first_id + position
        return shelves.add(world.products[indexes[position]], number)

    _variants_lazily(store, shelves, indexes)
    for part in PARTS:
        shelves.collection(part.collection)

    def order(position: int) -> Order:
        index = position // OF_FIVE * 5 + position % OF_FIVE
        number = store["Order"].first_id + position
        return historian.add(world.orders[index], number=number)

    def place_of(index: int) -> int | None:
        at = bisect_left(indexes, index)
        return at if at < len(indexes) and indexes[at] == index else None

    store.history("Product", len(indexes), product, lambda h: place_of(_index_in(h)))

    def customer(position: int) -> Customer:
        number = store["Customer"].first_id + position
        return _customer(store, world.customers[position], number)

    store.history("Customer", len(world.customers), customer, lambda name: None)
    historian.customers = _ByPlace(store)
    store.history("Order", orders, order, lambda n: _index_in(n) - FIRST_NUMBER)
    shelves.place_of = place_of
    store.last_order_number = FIRST_NUMBER + orders - 1
    store["Order"].newest(NEWEST)


def _variants_lazily(
    store: Store, shelves: CatalogueLoader, indexes: list[int]
) -> None:
    """Each product's variants follow those of the product before it."""
    starts = [0, *accumulate(variant_count(index) for index in indexes)]

    def variant(position: int) -> ProductVariant:
        place = bisect_right(starts, position) - 1
        return store["Product"].at(place).variants[position - starts[place]]

    def place_of(sku: str) -> int | None:
        product = store["Product"].hinted(sku)
        found = (row for row in product.variants if row.sku == sku) if product else ()
        return next((row.id - variants.first_id for row in found), None)

    def item(position: int) -> InventoryItem:
        return variants.at(position).inventory_item

    variants = store.history("ProductVariant", starts[-1], variant, place_of)
    store.history("InventoryItem", starts[-1], item, place_of)
    shelves.number_of = lambda place: variants.first_id + starts[place]


def _index_in(name: str) -> int:
    """The world's number in a handle or SKU (`TT-BP-00042-L`), or of an order."""
    found = _NUMBER.search(name)
    return int(found[1]) if found else -1


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
        #: where the store's own table makes the products: the place of each
        self.place_of: Callable[[int], int | None] = lambda index: None
        #: ... and the number of the first variant of the product at that place
        self.number_of: Callable[[int], int] | None = None

    def variant(self, product_index: int | None, number: int) -> ProductVariant | None:
        """The variant of a product of the world, which is made if nobody needed it."""
        if product_index is None:
            return None
        if product_index not in self._made:
            place = self.place_of(product_index)
            if place is not None:
                self.store["Product"].at(place)
            else:
                self.add(self._rows[product_index])
        return self._known[product_index, number]

    def add(self, row: model.Product, number: int | None = None) -> Product:
        """A `number` is one of a long row: its dates run as the numbers do."""
        store, at = self.store, row.created_at
        at = store.created_at if number else at
        product = store.create(
            Product,
            id=number,
            title=row.title,
            handle=row.handle,
            status=row.status.upper(),
            vendor=row.brand,
            product_type=row.kind,
            description_html=row.description_html,
            tags=sorted(row.tags),
            category_id="gid://shopify/TaxonomyCategory/vp-1-1",
            created_at=at,
            updated_at=at if number else at + timedelta(days=1),
        )
        if row.status == "active":
            product.publications = dict.fromkeys(store["Publication"], at)
        self._made.add(row.index)
        self._metafields(product, row)
        for picture in range(row.image_count):
            source = f"https://cdn.example/parts/{row.handle}-{picture + 1}.jpg"
            product.media.append(
                catalogue.new_media(store, source, row.title, ready=True)
            )
        place = number and number - store["Product"].first_id
        first = None if place is None else self.number_of(place)
        self._variants(product, row, first)
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

    def _variants(
        self, product: Product, row: model.Product, first: int | None
    ) -> None:
        if row.option_names:
            for name in row.option_names:
                catalogue.add_option(self.store, product, name, [])
        for index, given in enumerate(row.variants):
            number = None if first is None else first + index
            variant = self._variant(product, row, given, number)
            self._known[row.index, index] = variant
            if product.media:
                variant.media = [product.media[index % len(product.media)]]

    def _variant(
        self,
        product: Product,
        row: model.Product,
        given: model.Variant,
        number: int | None,
    ) -> ProductVariant:
        fields = {
            "number": number,
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
        for level in item.levels.values():
            level.updated_at = item.variant.created_at

    def _collect(self, product: Product, title: str) -> None:
        collection = self.collection(title)
        product.collections.append(collection)
        collection.products.append(product)

    def collection(self, title: str) -> Collection:
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
        return collection


class _ByPlace:
    """Customers of a lazy table, by their index in the world."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getitem__(self, index: int) -> Customer:
        return self._store["Customer"].at(index)


class Customers:
    """By their index in the world, each made when somebody needs it."""

    def __init__(self, store: Store, rows: Sequence[model.Customer]) -> None:
        self._store, self._rows = store, rows
        self._made: dict[int, Customer] = {}

    def __getitem__(self, index: int) -> Customer:
        if index not in self._made:
            self._made[index] = _customer(self._store, self._rows[index])
        return self._made[index]


def _customer(store: Store, row: model.Customer, number: int | None = None) -> Customer:
    customer = store.create(
        Customer,
        id=number,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
        phone=row.phone or None,
        tax_exempt=row.tax_exempt,
        accepts_marketing=row.accepts_marketing,
        addresses=[address_of(each) for each in row.addresses],
        created_at=store.created_at if number else row.created_at,
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
    customer.company_contact = store.create(
        CompanyContact, company=company, customer=customer, created_at=row.created_at
    )
    company.contacts.append(customer.company_contact)
