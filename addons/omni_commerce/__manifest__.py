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
    ],
}
