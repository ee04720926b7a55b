{
    "name": "OmniRoute Shipping",
    "summary": "Rates, labels and tracking of every carrier; no paid label is lost",
    "version": "19.0.1.0.0",
    "category": "Inventory/Delivery",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["omni_core", "stock_delivery"],
    "data": [
        "security/ir.model.access.csv",
        "security/rules.xml",
        "views/integration_label_views.xml",
        "views/integration_carrier_service_views.xml",
        "views/delivery_carrier_views.xml",
        "views/stock_picking_views.xml",
        "views/hub_views.xml",
        "views/hub_connection_views.xml",
        "views/sale_order_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["omni_shipping/static/tests/tours/**/*.js"],
    },
}
