"""`./omni words`: the terms of each add-on as Odoo exports them, and who lacks German.

Writes `i18n/<add-on>.pot` from a database with all add-ons in it, brings them into
`i18n/de.po` and says what a translator has to do there. Exit code 1: something.
"""

from __future__ import annotations

import os

import polib

from tools import po_files
from tools.omni import addons, clusters, databases, odoo_cli, paths
from tools.omni.console import console

LANGUAGES = ("de",)


def main() -> int:
    with (
        databases.ready(clusters.test()) as cluster,
        databases.copied(cluster, f"words_{os.getpid()}") as database,
    ):
        odoo_cli.export_terms(cluster, database, addons.names())
    results = [_bring_in(name, lang) for name in addons.names() for lang in LANGUAGES]
    return 0 if all(results) else 1


def _bring_in(addon: str, language: str) -> bool:
    folder = paths.ADDONS / addon / "i18n"
    template = po_files.tidied(polib.pofile(str(folder / f"{addon}.pot")))
    template.save()
    file = folder / f"{language}.po"
    old = polib.pofile(str(file)) if file.exists() else polib.POFile()
    new, orphans = po_files.merged(template, old, language)
    new.save(str(file))
    faults = [*po_files.faults(new), *(f"orphaned: {text!r}" for text in orphans)]
    console.say(f"{addon} {language}: {len(new)} terms, {len(faults)} faults")
    for fault in faults:
        console.say(f"  {fault}")
    return not faults


if __name__ == "__main__":
    raise SystemExit(main())
