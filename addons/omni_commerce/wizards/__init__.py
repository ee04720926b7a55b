from . import integration_order_fetch
from . import integration_listing_create
from . import integration_order_cancel
from . import integration_order_capture
from . import integration_order_refund
from . import integration_match
