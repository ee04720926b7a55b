{
    "name": "OmniRoute: bench of stock",
    "summary": "A channel that writes down when it was told what",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["omni_commerce"],
}
