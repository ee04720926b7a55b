from .orders import order_document
from .payouts import payout_document
from .products import level_documents, location_document, product_document

__all__ = [
    "level_documents",
    "location_document",
    "order_document",
    "payout_document",
    "product_document",
]
