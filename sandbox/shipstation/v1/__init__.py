"""ShipStation's V1 API: ssapi.shipstation.com."""

from . import (
    carriers,
    customers,
    fulfillments,
    labels,
    orders,
    products,
    shipments,
    stores,
    warehouses,
    webhooks,
)

HANDLERS = {
    name: handler
    for module in (
        carriers,
        customers,
        fulfillments,
        labels,
        orders,
        products,
        shipments,
        stores,
        warehouses,
        webhooks,
    )
    for name, handler in module.HANDLERS.items()
}
