"""Our add-ons as their manifests describe them."""

import ast
from functools import cache

from . import paths, stamps

# A change of these does not change what installing the add-on writes.
_NO_EFFECT = ("tests", "readme", "i18n", "static/src", "static/tests", "static/lib")


@cache
def manifests() -> dict[str, dict]:
    """Installable add-ons of the project, by name."""
    found = {}
    for path in sorted(paths.ADDONS.glob("*/__manifest__.py")):
        manifest = ast.literal_eval(path.read_text())
        if manifest.get("installable", True):
            found[path.parent.name] = manifest
    return found


def names() -> list[str]:
    return list(manifests())


def foreign_dependencies() -> list[str]:
    """The modules of Odoo itself that our add-ons stand on."""
    wanted = {name for one in manifests().values() for name in one.get("depends", ())}
    return sorted(wanted - set(names()))


def content_key() -> str:
    """Changes when an installed copy of our add-ons is out of date."""
    parts = [
        f"{name} {stamps.digest_tree(paths.ADDONS / name, _NO_EFFECT)}"
        for name in names()
    ]
    return stamps.digest(*parts)
