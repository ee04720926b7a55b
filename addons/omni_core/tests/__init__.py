from . import test_binding
from . import test_connection_check
from . import test_connection_health
from . import test_connection_life
from . import test_groups
from . import test_groups, test_web_client
from . import test_lib_budget
from . import test_lib_fingerprint
from . import test_lib_keyring
from . import test_lib_paging
from . import test_lib_redact
from . import test_lib_signature
from . import test_lib_transport
from . import test_mapping
from . import test_neutralize
from . import test_queue
from . import test_vault
from . import test_vault_leaks
