from . import test_connection, test_end_to_end, test_order_life, test_shipments
