{
    "name": "OmniRoute Core",
    "summary": "Connections, encrypted credentials and a job queue for integrations",
    "version": "19.0.1.0.0",
    "category": "Productivity",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["base", "mail", "bus"],
    "external_dependencies": {"python": ["cryptography", "requests"]},
    "data": [
        "security/groups.xml",
        "security/ir.model.access.csv",
        "security/integration_rules.xml",
        "data/mail_activity_type.xml",
        "data/cron.xml",
        "views/menus.xml",
    ],
    "application": True,
}
