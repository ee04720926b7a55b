{
    "name": "OmniRoute eBay",
    "summary": "Sell on eBay from Odoo: orders, stock, listings, payouts",
    "version": "19.0.1.0.0",
    "category": "Sales",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["omni_commerce"],
    "external_dependencies": {"python": ["ebaysdk", "cryptography"]},
    "data": [
        "security/ir.model.access.csv",
        "security/listing_rules.xml",
        "views/integration_connection_views.xml",
    ],
}
