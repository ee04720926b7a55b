from . import test_connection, test_contract
