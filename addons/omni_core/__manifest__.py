{
    "name": "OmniRoute Core",
    "summary": "Vault, job queue, transport, webhooks: the engine of all connections",
    "version": "19.0.1.0.0",
    "category": "Sales/Integrations",
    "author": "OmniRoute",
    "website": "https://github.com/omniroute/omniroute-odoo",
    "license": "LGPL-3",
    "depends": ["base", "mail", "bus"],
    "external_dependencies": {"python": ["cryptography", "requests"]},
    "data": [
        "security/omni_core_groups.xml",
        "security/ir.model.access.csv",
        "security/integration_rules.xml",
        "data/mail_activity_type.xml",
        "views/omni_core_menus.xml",
    ],
    "application": True,
}
