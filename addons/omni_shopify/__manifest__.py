{
    "name": "OmniRoute Shopify",
    "summary": "Run Shopify stores from Odoo: orders, stock, shipments, refunds",
    "version": "19.0.1.0.0",
    "category": "Sales",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "images": ["static/description/banner.png"],
    "depends": ["omni_commerce"],
    "data": ["views/integration_connection_views.xml"],
}
