from . import test_connection
from . import test_end_to_end
from . import test_in_bulk
from . import test_listings
from . import test_order_life
from . import test_prices_in_bulk
from . import test_shipments
from . import test_sign_in
