from . import integration_connection
from . import integration_listing
from . import integration_journey
