"""The webhooks that we ask for, and what each of them is about."""

from odoo.addons.omni_commerce.documents import Kind

UNINSTALLED = "app/uninstalled"
# Shopify sends these by the app's own configuration; nobody can subscribe to them.
PRIVACY = ("customers/data_request", "customers/redact", "shop/redact")

# Topics whose body is the thing itself.
REF_IN = {
    "orders/create": Kind.ORDER,
    "orders/updated": Kind.ORDER,
    "orders/cancelled": Kind.ORDER,
    "products/create": Kind.PRODUCT,
    "products/update": Kind.PRODUCT,
    "products/delete": Kind.PRODUCT,
}
# Topics that name the order that they are part of.
ORDER_ID_IN = ("refunds/create", "fulfillments/create", "fulfillments/update")

STOCK_CHANGED = "inventory_levels/update"

SUBSCRIBED = (*REF_IN, *ORDER_ID_IN, STOCK_CHANGED, UNINSTALLED)
# An event says only what to read again. What is not sent cannot leak.
FIELDS = ("id", "admin_graphql_api_id", "order_id", "inventory_item_id", "updated_at")


def enum_of(topic: str) -> str:
    """``orders/create`` as GraphQL writes it."""
    return topic.upper().replace("/", "_")
