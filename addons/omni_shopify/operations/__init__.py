from . import (
    app_uninstalled,
    order_history,
    order_import,
    price_update,
    privacy_request,
    product_poll,
    webhook_check,
)
