{
    "name": "OmniRoute ShipStation",
    "summary": "Rates, labels and tracking through ShipStation, V1 and V2",
    "version": "19.0.1.0.0",
    "category": "Inventory/Delivery",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "images": ["static/description/banner.png"],
    "depends": ["omni_shipping"],
    "data": ["views/integration_connection_views.xml"],
}
