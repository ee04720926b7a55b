"""Writing listings: created once, then brought up to date by narrow mutations."""

from .ending import end_product
from .writer import ListingWriter

__all__ = ["ListingWriter", "end_product"]
