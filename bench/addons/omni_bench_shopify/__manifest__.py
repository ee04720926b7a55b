{
    "name": "OmniRoute: bench of Shopify",
    "summary": "A store of the sandbox, read and fed",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["omni_shopify"],
}
