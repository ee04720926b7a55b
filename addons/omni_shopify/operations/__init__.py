from . import (
    app_uninstalled,
    order_history,
    privacy_request,
    product_poll,
    webhook_check,
)
