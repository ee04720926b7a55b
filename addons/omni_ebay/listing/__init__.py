"""How a product becomes a listing on eBay, and an existing listing a product."""

from .ending import end_product
from .entry import MOST_PER_CALL
from .reading import products_by_refs, products_page
from .store import store_categories
from .upserting import upsert_products

__all__ = [
    "MOST_PER_CALL",
    "end_product",
    "products_by_refs",
    "products_page",
    "store_categories",
    "upsert_products",
]
