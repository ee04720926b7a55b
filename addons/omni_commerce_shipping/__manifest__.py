{
    "name": "OmniRoute Commerce and Shipping",
    "summary": "What was labelled in Odoo is told to the shop that sold it",
    "version": "19.0.1.0.0",
    "category": "Inventory/Delivery",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "images": ["static/description/banner.png"],
    "depends": ["omni_commerce", "omni_shipping"],
    "auto_install": True,
}
