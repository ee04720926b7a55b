from .client import ShopifyClient
from .const import API_VERSION

__all__ = ["API_VERSION", "ShopifyClient"]
