from . import integration_order_fetch
