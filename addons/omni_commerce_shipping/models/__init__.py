from . import hub_builder
from . import stock_picking
