"""eBay, played on loopback: REST, Trading XML, OAuth, notifications.

Every module of operations registers its handlers when it is imported.
"""

from . import (
    account,
    analytics,
    compatibility,
    disputes,
    finances,
    identity,
    inventory_groups,
    inventory_items,
    locations,
    media,
    messages,
    metadata,
    migrate,
    notifications,
    offers,
    orders,
    postorder,
    price_quantity,
    refunds,
    shipping_data,
    stores,
    taxonomy,
)
from .platform import EbayPlatform, build
