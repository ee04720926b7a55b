from . import test_connection
from . import test_lib_fitment_files
from . import test_lib_vehicles
from . import test_reference
from . import test_connection, test_contract
