"""ShipStation's V2 API: api.shipstation.com/v2."""

from . import (
    addresses,
    batches,
    carriers,
    catalogue,
    fulfillments,
    labels,
    manifests,
    packages,
    pickups,
    rates,
    shipments,
    tags,
    warehouses,
    webhooks,
)

HANDLERS = {
    name: handler
    for module in (
        addresses,
        batches,
        carriers,
        catalogue,
        fulfillments,
        labels,
        manifests,
        packages,
        pickups,
        rates,
        shipments,
        tags,
        warehouses,
        webhooks,
    )
    for name, handler in module.HANDLERS.items()
}
