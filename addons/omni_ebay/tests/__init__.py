from . import test_connection, test_contract
from . import test_fitment
from . import test_lib_fitment_files
from . import test_lib_vehicles
from . import test_reference
