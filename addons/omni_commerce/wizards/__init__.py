from . import integration_order_fetch
from . import integration_listing_create
