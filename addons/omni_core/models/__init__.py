from . import integration_binding_mixin
from . import integration_connection
from . import integration_connection_life
from . import integration_credential
from . import integration_health
from . import integration_mapping
