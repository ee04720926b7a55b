from .cases import case_document
from .orders import order_document
from .payouts import payout_document
from .people import consent_document
from .products import (
    collection_document,
    level_documents,
    location_document,
    price_list_document,
    product_document,
    publication_document,
)

__all__ = [
    "case_document",
    "collection_document",
    "consent_document",
    "level_documents",
    "location_document",
    "order_document",
    "payout_document",
    "price_list_document",
    "product_document",
    "publication_document",
]
