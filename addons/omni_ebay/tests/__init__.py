from . import test_connection, test_contract, test_notifications, test_orders
