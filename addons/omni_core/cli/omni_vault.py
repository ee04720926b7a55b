"""``odoo omni_vault``: the vault from the command line.

Odoo loads this file by itself, as ``odoo.cli.omni_vault`` and without the add-on around
it, so it imports nothing of the add-on before the database is open.
"""

import sys

from odoo import api
from odoo.cli.command import Command
from odoo.modules.registry import Registry
from odoo.tools import config

USAGE = "usage: odoo omni_vault rotate|status -d DATABASE [-c odoo.conf]"


class OmniVault(Command):
    """Rotate the vault key, or show which key seals how many secrets"""

    name = "omni_vault"

    def run(self, args):
        action, options = (args[0], args[1:]) if args else ("", [])
        if action not in ("rotate", "status"):
            sys.exit(USAGE)
        config.parse_config(options, setup_logging=True)
        databases = config["db_name"]
        if len(databases) != 1:
            sys.exit(USAGE)
        with Registry(databases[0]).cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            if "integration.credential" not in env:
                sys.exit(f"OmniRoute is not installed in {databases[0]}.")
            getattr(self, action)(env)

    def rotate(self, env):
        """Put the new key first in OMNI_VAULT_KEYS, restart, then run this."""
        from odoo.addons.omni_core.lib.errors import IntegrationError

        try:
            changed, unreadable = env["integration.credential"]._reseal_all()
        except IntegrationError as error:
            sys.exit(error.message)
        print(f"{changed} secrets sealed with the newest key.")
        if unreadable:
            sys.exit(f"{unreadable} could not be opened and must be entered again.")

    def status(self, env):
        rows = env["integration.credential"]._read_group(
            [("has_value", "=", True)], ["key_id"], ["__count"]
        )
        for key_id, count in rows:
            print(f"{key_id}\t{count}")
