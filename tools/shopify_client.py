"""What our Shopify client can ask, read where no Odoo is at hand."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

CLIENT = Path(__file__).parents[1] / "addons" / "omni_shopify" / "client"


@cache
def library() -> ModuleType:
    """By its file: the client's package needs Odoo, its texts do not."""
    spec = importlib.util.spec_from_file_location("texts", CLIENT / "library.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
