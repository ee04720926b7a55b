from .apis import APIS, Hosts
from .client import EbayClient, Reply

__all__ = ["APIS", "EbayClient", "Hosts", "Reply"]
