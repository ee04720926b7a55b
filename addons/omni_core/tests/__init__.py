from . import test_connection_life
from . import test_lib_keyring
from . import test_vault
