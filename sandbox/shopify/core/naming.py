"""GraphQL speaks camelCase, Python snake_case, webhook topics with a slash."""

from __future__ import annotations

from functools import cache

from sandbox.contracts.shopify import snake

__all__ = ["camel", "enum_of", "snake", "topic_of"]


@cache
def camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


#: Topics whose verb has two words.
_ODD_TOPICS = {
    "CUSTOMERS_MERGE": "customers/merge",
    "FULFILLMENT_ORDERS_PLACED_ON_HOLD": "fulfillment_orders/placed_on_hold",
    "FULFILLMENT_ORDERS_HOLD_RELEASED": "fulfillment_orders/hold_released",
    "FULFILLMENT_ORDERS_ORDER_ROUTING_COMPLETE": (
        "fulfillment_orders/order_routing_complete"
    ),
    "ORDERS_PARTIALLY_FULFILLED": "orders/partially_fulfilled",
    "ORDERS_RISK_ASSESSMENT_CHANGED": "orders/risk_assessment_changed",
    "APP_SCOPES_UPDATE": "app/scopes_update",
}
_ODD_ENUMS = {topic: enum for enum, topic in _ODD_TOPICS.items()}


@cache
def topic_of(enum: str) -> str:
    """`ORDERS_CREATE` -> `orders/create`."""
    if enum in _ODD_TOPICS:
        return _ODD_TOPICS[enum]
    noun, verb = enum.lower().rsplit("_", 1)
    return f"{noun}/{verb}"


@cache
def enum_of(topic: str) -> str:
    return _ODD_ENUMS.get(topic) or topic.upper().replace("/", "_")
