from . import inventory_update
from . import location_import
from . import order_history
from . import order_import
from . import order_poll
from . import order_process
from . import product_poll
from . import stock_audit
