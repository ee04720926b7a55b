"""The architecture, held on the syntax tree of every file: see docs/architecture.md.

1. Pure rooms know no Odoo: not by their own imports, nor by what those import.
2. Arrows point one way: platform -> commerce or shipping -> core; a platform never
   knows another. Imports and the `depends` of manifests alike.
3. Below the platforms nobody asks which platform it is: that is the adapter's job.

The rules hold for rooms that do not exist yet. The second half of this file builds
small wrong houses, to see that each rule would notice.
"""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE_ROOMS = (
    "addons/*/lib/**/*.py",
    "addons/*/client/**/*.py",
    "addons/*/adapter.py",
    "addons/*/documents.py",
    "addons/*/documents/**/*.py",
    "addons/omni_commerce/carriers.py",
    "addons/omni_commerce/codec.py",
    "addons/omni_commerce/edit_wishes.py",
    "addons/omni_commerce/proof.py",
    "addons/omni_commerce/lint.py",
    "addons/omni_commerce/listing_commands.py",
    "addons/omni_commerce/listing_fields.py",
    "addons/omni_commerce/price_rules.py",
    "addons/omni_commerce/pricing.py",
    "addons/omni_commerce/shipments.py",
    "addons/omni_commerce/stock_rules.py",
    "sandbox/**/*.py",
    "tools/**/*.py",
)
BELOW = {
    "omni_core": set(),
    "omni_commerce": {"omni_core"},
    "omni_shipping": {"omni_core"},
    "omni_commerce_shipping": {"omni_core", "omni_commerce", "omni_shipping"},
}
DOMAIN_OPERATORS = {"=", "!=", "in", "not in", "like", "ilike", "=like", "=ilike"}
BELOW_A_PLATFORM = {"omni_core", "omni_commerce", "omni_shipping"}


# --- reading a house ---


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports_of(path, root):
    """Every name imported, as (line, tuple of its parts), relative ones made absolute.

    `odoo.addons.omni_x` and `addons.omni_x` are two names of one place: the latter.
    """
    package = path.relative_to(root).parts[:-1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names = [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            base = start + tuple(node.module.split(".") if node.module else ())
            names = [(*base, alias.name) for alias in node.names]
        elif module := imported_by_call(node):
            names = [tuple(module.split("."))]
        else:
            continue
        for parts in names:
            ours = parts[:2] == ("odoo", "addons") and parts[2:3] != ()
            ours = ours and parts[2].startswith("omni_")
            yield node.lineno, parts[1:] if ours else parts


def imported_by_call(node):
    """`importlib.import_module("x")` and `__import__("x")`: the x."""
    if not (isinstance(node, ast.Call) and node.args):
        return None
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    name = getattr(node.args[0], "value", None)
    known = called in ("import_module", "__import__") and isinstance(name, str)
    return name if known else None


def files_of(parts, root):
    """Our files that run when a name is imported: its packages and its module.

    Not the front door of an add-on: what that imports is Odoo's way to load it.
    """
    for length in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:length])
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if path.is_file() and not is_front_door(path, root):
                yield path


def is_front_door(path, root):
    parts = path.relative_to(root).parts
    return parts[0] == "addons" and len(parts) == 3 and parts[2] == "__init__.py"


# --- the three rules ---


def odoo_behind(path, root, seen):
    """'line 3', or 'line 3, through models/x.py, line 1', where Odoo comes in."""
    seen.add(path)
    for line, parts in imports_of(path, root):
        if parts[0] == "odoo":
            return f"line {line}"
        for target in files_of(parts, root):
            deeper = target not in seen and odoo_behind(target, root, seen)
            if deeper:
                return f"line {line}, through {target.relative_to(root)}, {deeper}"
    return None


def impure_rooms(root):
    clean = set()  # all that can be reached from a clean room is clean
    for pattern in PURE_ROOMS:
        for path in sorted(root.glob(pattern)):
            seen = set(clean)
            if where := odoo_behind(path, root, seen):
                yield f"{path.relative_to(root)}: pure room imports odoo ({where})"
            else:
                clean = seen


def upward_arrows(root):
    for path in sorted(root.glob("addons/omni_*/**/*.py")):
        addon = path.relative_to(root).parts[1]
        allowed = BELOW.get(addon, BELOW_A_PLATFORM) | {addon}
        for line, used in uses_of_addons(path, root):
            if used.startswith("omni_") and used not in allowed:
                yield f"{path.relative_to(root)}: line {line} reaches up to {used}"


def uses_of_addons(path, root):
    if path.name == "__manifest__.py":
        manifest = ast.literal_eval(tree_of(path).body[-1].value)
        for name in manifest.get("depends", []):
            yield "depends", name
    for line, parts in imports_of(path, root):
        if parts[0] == "addons" and len(parts) > 1:
            yield line, parts[1]
        elif parts[0].startswith("omni_"):
            yield line, parts[0]


def questions_of_platform(root):
    """Tests may say which platform they expect; the code they test may not ask."""
    for addon in BELOW:
        folder = root / "addons" / addon
        for path in sorted(folder.glob("**/*.py")):
            if "tests" in path.relative_to(folder).parts:
                continue
            for node in ast.walk(tree_of(path)):
                if asks_for_a_platform(node):
                    where = f"{path.relative_to(root)}: line {node.lineno}"
                    yield f"{where} asks for a platform by its name"


def asks_for_a_platform(node):
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        return any(map(is_platform, sides)) and any(map(holds_a_name, sides))
    if isinstance(node, ast.Match):
        patterns = [n for case in node.cases for n in ast.walk(case.pattern)]
        values = [p.value for p in patterns if isinstance(p, ast.MatchValue)]
        return is_platform(node.subject) and any(map(holds_a_name, values))
    if isinstance(node, ast.Tuple) and len(node.elts) == 3:  # a leaf of a domain
        field, operator = (getattr(part, "value", None) for part in node.elts[:2])
        named = isinstance(field, str) and field.split(".")[-1] == "platform"
        asked = named and operator in DOMAIN_OPERATORS
        return asked and holds_a_name(node.elts[2])
    return False


def is_platform(node):
    """`platform`, `x.platform`, `x["platform"]`."""
    if isinstance(node, ast.Subscript):
        return getattr(node.slice, "value", None) == "platform"
    return getattr(node, "attr", getattr(node, "id", None)) == "platform"


def holds_a_name(node):
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return any(map(holds_a_name, node.elts))
    text = getattr(node, "value", None)
    return isinstance(node, ast.Constant) and isinstance(text, str) and bool(text)


def violations(root):
    return [
        *impure_rooms(root),
        *upward_arrows(root),
        *questions_of_platform(root),
    ]


# --- our house ---


def test_our_house_is_in_order():
    assert (ROOT / "ruff.toml").exists(), "this is not the root of the project"
    assert violations(ROOT) == []


# --- houses built wrong on purpose ---


@pytest.fixture
def build(tmp_path):
    def write(files):
        for name, source in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        return tmp_path

    return write


@pytest.mark.parametrize(
    "room",
    [
        "addons/omni_core/lib/retry.py",
        "addons/omni_core/lib/auth/oauth.py",
        "addons/omni_woo/client/client.py",
        "addons/omni_woo/adapter.py",
        "addons/omni_commerce/documents.py",
        "sandbox/shopify/app.py",
        "tools/omni/setup.py",
    ],
)
@pytest.mark.parametrize(
    "source",
    [
        "import odoo",
        "import json, odoo.tools as t",
        "from odoo import models",
        "from odoo.addons.sale import x",
        "def f():\n    from odoo.tools import config",
        "import importlib\nimportlib.import_module('odoo.http')",
        "__import__('odoo')",
    ],
)
def test_odoo_in_a_pure_room_is_noticed(build, room, source):
    (found,) = violations(build({room: source}))
    assert found.startswith(f"{room}: pure room imports odoo")


@pytest.mark.parametrize(
    "source",
    [
        "from ..models.job import JOB",
        "from .. import models",
        "from ..models import names",
        "from odoo.addons.omni_core.models import job",
        "from ..engine import run",
    ],
)
def test_odoo_behind_an_import_of_a_pure_room_is_noticed(build, source):
    house = {
        "addons/omni_core/lib/retry.py": source,
        "addons/omni_core/engine/run.py": "from ..models import job",
        "addons/omni_core/models/__init__.py": "from . import job",
        "addons/omni_core/models/names.py": "NAME = 'harmless, but for its package'",
        "addons/omni_core/models/job.py": "from odoo import models\nJOB = 1",
    }
    (found,) = violations(build(house))
    assert "retry.py: pure room imports odoo (line 1, through " in found
    assert "models/job.py, line 1" in found


@pytest.mark.parametrize(
    ("addon", "source"),
    [
        ("omni_core", "from odoo.addons.omni_commerce import x"),
        ("omni_core", "from odoo.addons import omni_shopify"),
        ("omni_core", "import odoo.addons.omni_shipping.models"),
        ("omni_commerce", "from odoo.addons.omni_shopify.models import x"),
        ("omni_commerce", "from odoo.addons.omni_shipping import x"),
        ("omni_shipping", "from ...omni_commerce.documents import x"),
        ("omni_commerce_shipping", "from odoo.addons.omni_shipstation import x"),
        ("omni_shopify", "from odoo.addons.omni_ebay.client import x"),
        ("omni_woo", "from ...omni_shopify import client"),
        ("omni_woo", "from odoo.addons.omni_commerce_shipping import x"),
    ],
)
def test_an_import_upwards_or_sideways_is_noticed(build, addon, source):
    path = f"addons/{addon}/models/any.py"
    (found,) = violations(build({path: source}))
    assert found.startswith(f"{path}: line 1 reaches up to omni_")


def test_a_dependency_upwards_is_noticed_in_the_manifest(build):
    manifest = '{"name": "x", "depends": ["mail", "omni_commerce", "omni_ebay"]}'
    (found,) = violations(build({"addons/omni_shopify/__manifest__.py": manifest}))
    assert found.endswith("line depends reaches up to omni_ebay")


@pytest.mark.parametrize("addon", sorted(BELOW))
@pytest.mark.parametrize(
    "question",
    [
        "job.platform == 'shopify'",
        "'shopify' != platform",
        "self.connection_id.platform in ('shopify', 'ebay')",
        "vals['platform'] not in ['ebay']",
        "domain = [('connection_id.platform', '=', 'ebay')]",
        "domain = [('platform', 'not in', ['ebay'])]",
        "match job.platform:\n    case 'ebay' | 'shopify':\n        pass",
    ],
)
def test_a_question_for_the_platform_is_noticed(build, addon, question):
    path = f"addons/{addon}/models/any.py"
    (found,) = violations(build({path: question}))
    assert found == f"{path}: line 1 asks for a platform by its name"


def test_a_house_built_right_passes(build):
    house = {
        "addons/omni_core/__manifest__.py": '{"depends": ["mail", "bus"]}',
        "addons/omni_core/__init__.py": "from . import models",
        "addons/omni_core/models/__init__.py": "from . import job",
        "addons/omni_core/models/job.py": (
            "from odoo import models\n"
            "from ..lib import errors\n"
            "same = job.platform == connection.platform\n"
            "known = platform in registry\n"
            "domain = [('platform', '=', platform)]\n"
            "names = ('platform', 'operation', 'record_id')"
        ),
        "addons/omni_core/lib/__init__.py": "",
        "addons/omni_core/lib/errors.py": "import json",
        "addons/omni_core/tests/test_job.py": "assert job.platform == 'toy'",
        "addons/omni_commerce/documents.py": "from dataclasses import dataclass",
        "addons/omni_woo/__manifest__.py": '{"depends": ["omni_commerce"]}',
        "addons/omni_woo/adapter.py": (
            "from odoo.addons.omni_commerce.documents import Order\n"
            "from ..omni_core.lib.errors import Oops\n"
            "from .client import client"
        ),
        "addons/omni_woo/client/client.py": "from ...omni_core.lib import errors",
        "addons/omni_woo/models/order.py": "woo = job.platform == 'woo'",
        "sandbox/app.py": "import odoorpc_is_another_thing",
    }
    assert violations(build(house)) == []
