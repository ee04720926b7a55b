{
    "name": "OmniRoute: bench of eBay",
    "summary": "A seller of the sandbox, whose stock changes and who lists",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["omni_ebay"],
}
