{
    "name": "OmniRoute Commerce",
    "summary": "Orders, stock and catalogue between Odoo and any shop or marketplace",
    "version": "19.0.1.0.0",
    "category": "Sales",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["omni_core", "sale_stock", "account"],
    "data": [
        "security/ir.model.access.csv",
        "security/order_rules.xml",
        "data/products.xml",
        "views/order_binding_views.xml",
        "views/order_workflow_views.xml",
        "views/connection_orders_views.xml",
        "views/sale_order_views.xml",
        "views/res_partner_views.xml",
    ],
}
