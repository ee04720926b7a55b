from . import (
    test_connection,
    test_end_to_end,
    test_sign_in,
    test_order_life,
    test_shipments,
)
from . import test_connection, test_end_to_end, test_in_bulk, test_order_life
from . import test_shipments
from . import test_connection, test_end_to_end, test_order_life, test_shipments
