{
    "name": "OmniRoute Core",
    "summary": "Connections, encrypted credentials and a job queue for integrations",
    "version": "19.0.1.0.0",
    "category": "Productivity",
    "author": "OmniRoute",
    "license": "LGPL-3",
    "depends": ["base", "mail", "bus"],
    "data": [
        "security/groups.xml",
        "views/menus.xml",
    ],
    "application": True,
}
