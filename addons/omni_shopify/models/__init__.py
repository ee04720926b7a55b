from . import integration_connection
from . import integration_journey
