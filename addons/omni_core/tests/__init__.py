from . import test_binding
from . import test_connection_life
from . import test_lib_fingerprint
from . import test_lib_keyring
from . import test_mapping
from . import test_vault
