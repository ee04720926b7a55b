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
echo "Ready."
