"""Products, their options, variants, media, metafields and collections."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..core.record import Record
from .location import Publication

if TYPE_CHECKING:
    from .inventory import InventoryItem

MAX_OPTIONS = 3
MAX_VARIANTS = 2048


@dataclass(kw_only=True, eq=False)
class Metafield(Record):
    owner: Any
    namespace: str
    key: str
    type: str
    value: str


@dataclass(kw_only=True, eq=False)
class MetafieldDefinition(Record):
    owner_type: str
    namespace: str
    key: str
    name: str
    type_name: str
    description: str | None = None
    validations: list[dict[str, Any]] = field(default_factory=list)
    pinned_position: int | None = None
    is_unique: bool = False


@dataclass(kw_only=True, eq=False)
class ProductOption(Record):
    product: Product
    name: str
    option_values: list[ProductOptionValue] = field(default_factory=list)

    @property
    def position(self) -> int:
        return self.product.options.index(self) + 1

    @property
    def values(self) -> list[str]:
        return [value.name for value in self.option_values if value.has_variants]


@dataclass(kw_only=True, eq=False)
class ProductOptionValue(Record):
    option: ProductOption
    name: str

    @property
    def has_variants(self) -> bool:
        return any(self in v.option_values for v in self.option.product.variants)


@dataclass(kw_only=True, eq=False)
class Media(Record):
    media_content_type: str = "IMAGE"
    original_source: str = ""
    alt: str | None = None
    status: str = "PROCESSING"
    filename: str = ""
    url: str = ""
    error: str | None = None

    @property
    def file_status(self) -> str:
        return self.status


@dataclass(kw_only=True, eq=False)
class MediaImage(Media):
    width: int = 1200
    height: int = 1200


@dataclass(kw_only=True, eq=False)
class Video(Media):
    pass


@dataclass(kw_only=True, eq=False)
class ExternalVideo(Media):
    pass


@dataclass(kw_only=True, eq=False)
class Model3d(Media):
    pass


@dataclass(kw_only=True, eq=False)
class GenericFile(Media):
    pass


@dataclass(kw_only=True, eq=False)
class ProductVariant(Record):
    product: Product
    inventory_item: InventoryItem = None  # type: ignore[assignment]
    option_values: list[ProductOptionValue] = field(default_factory=list)
    sku: str | None = None
    barcode: str | None = None
    price: Decimal = Decimal("0.00")
    compare_at_price: Decimal | None = None
    taxable: bool = True
    inventory_policy: str = "DENY"
    position: int = 1
    tax_code: str | None = None
    show_unit_price: bool = False
    requires_components: bool = False
    metafields: list[Metafield] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)

    @property
    def title(self) -> str:
        return " / ".join(value.name for value in self.option_values)

    @property
    def display_name(self) -> str:
        return f"{self.product.title} - {self.title}"

    @property
    def option_key(self) -> tuple[str, ...]:
        return tuple(value.name for value in self.option_values)

    @property
    def inventory_quantity(self) -> int:
        return self.inventory_item.total("available")


@dataclass(kw_only=True, eq=False)
class Product(Record):
    title: str
    handle: str
    status: str = "ACTIVE"
    vendor: str = ""
    product_type: str = ""
    description_html: str = ""
    tags: list[str] = field(default_factory=list)
    seo_title: str | None = None
    seo_description: str | None = None
    template_suffix: str | None = None
    category_id: str | None = None
    is_gift_card: bool = False
    gift_card_template_suffix: str | None = None
    requires_selling_plan: bool = False
    options: list[ProductOption] = field(default_factory=list)
    variants: list[ProductVariant] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    metafields: list[Metafield] = field(default_factory=list)
    collections: list[Collection] = field(default_factory=list)
    publications: dict[Publication, datetime] = field(default_factory=dict)

    @property
    def published_at(self) -> datetime | None:
        return min(self.publications.values(), default=None)

    @property
    def total_inventory(self) -> int:
        tracked = (v for v in self.variants if v.inventory_item.tracked)
        return sum(variant.inventory_quantity for variant in tracked)


@dataclass(kw_only=True, eq=False)
class Collection(Record):
    title: str
    handle: str
    description_html: str = ""
    sort_order: str = "MANUAL"
    template_suffix: str | None = None
    seo_title: str | None = None
    seo_description: str | None = None
    products: list[Product] = field(default_factory=list)
    sources: list[dict[str, Any]] = field(default_factory=list)
    metafields: list[Metafield] = field(default_factory=list)
    publications: dict[Publication, datetime] = field(default_factory=dict)


@dataclass(kw_only=True, eq=False)
class ProductSetOperation(Record):
    """`productSet(synchronous: false)`: done when the clock says so."""

    status: str = "CREATED"
    product: Product | None = None
    user_errors: list[Any] = field(default_factory=list)
