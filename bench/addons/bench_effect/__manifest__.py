{
    "name": "Bench: effects",
    "summary": "What jobs of either queue leave behind, so that it can be counted",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["base", "web", "mail", "bus"],
    "data": ["security/ir.model.access.csv"],
}
