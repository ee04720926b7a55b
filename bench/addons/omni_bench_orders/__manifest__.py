{
    "name": "OmniRoute: bench of orders",
    "summary": "A channel that makes orders up, and the same orders by the bare ORM",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["omni_commerce"],
}
