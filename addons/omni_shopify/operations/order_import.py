"""Orders in as many at once as one question may ask for.

A whole order is dear, and for the dearest answer that there could be Shopify wants to
see the points before it begins. In small portions, several are read side by side.
"""

from odoo.addons.omni_commerce.operations import order_import
from odoo.addons.omni_core.engine.operation import register_operation

from ..client.const import MOST_WHOLE


@register_operation
class OrderImport(order_import.OrderImport):
    platform = "shopify"
    batch_size = MOST_WHOLE
    # The orders, their refunds and returns: three calls at four times the usual cost;
    # and how they are to be shipped, at once.
    calls = 13
