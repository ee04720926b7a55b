#!/bin/sh
# Makes the database, installs the add-ons that are not yet installed, upgrades those
# whose version has changed. Runs once before the Odoo hosts start, because two hosts
# that create one database at the same time get in each other's way.
set -eu

addons=/mnt/extra-addons
modules=""
for manifest in "$addons"/*/__manifest__.py; do
    [ -f "$manifest" ] || { echo "No add-on found in $addons." >&2; exit 1; }
    modules="$modules $(basename "$(dirname "$manifest")")"
done

echo "Preparing the database ..."
odoo server --no-http --max-cron-threads=0 --workers=0 --stop-after-init
echo "Installing$modules ..."
# shellcheck disable=SC2086  # one word per add-on is what we want
odoo module install $modules
# shellcheck disable=SC2086
odoo module upgrade --outdated $modules

# A new database has the login admin / admin, which must not last until somebody thinks
# of it. Whoever has chosen a password keeps it.
odoo shell --no-http --log-level=warn <<'PYTHON'
import os
from odoo.exceptions import AccessDenied

admin = env.ref("base.user_admin", raise_if_not_found=False)
try:
    weak = admin and admin.with_user(admin)._check_credentials(
        {"type": "password", "login": admin.login, "password": "admin"},
        {"interactive": False},
    )
except AccessDenied:
    weak = False
if weak:
    admin.password = os.environ["OMNI_ADMIN_PASSWORD"]
    env.cr.commit()
    print("The password of admin is now OMNI_ADMIN_PASSWORD.")
PYTHON
echo "Ready."
