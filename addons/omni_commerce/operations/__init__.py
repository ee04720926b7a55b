from . import order_history
from . import order_import
from . import order_poll
from . import order_process
