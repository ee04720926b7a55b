from . import test_connection, test_end_to_end, test_order_life
from . import test_listings
from . import test_shipments
