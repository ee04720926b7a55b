from . import test_groups
from . import test_connection_life
from . import test_lib_budget
from . import test_lib_keyring
from . import test_lib_redact
from . import test_lib_transport
from . import test_vault
