from . import hub_builder
from . import integration_connection_hub
from . import stock_picking
