from . import (
    test_cases,
    test_connection,
    test_contract,
    test_notifications,
    test_orders,
)
from . import test_fitment
from . import test_lib_fitment_files
from . import test_lib_vehicles
from . import test_listing
from . import test_listing_lint
from . import test_listing_old
from . import test_listing_variations
from . import test_product_fields
from . import test_reference
from . import test_seller_rules
from . import test_sites
