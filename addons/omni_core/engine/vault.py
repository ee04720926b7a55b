"""The key ring of this server, found in its environment or its odoo.conf."""

from __future__ import annotations

import configparser
import os
from functools import lru_cache

from odoo.tools import config

from ..lib.keyring import KeyRing, find_keyring

OPTION = "omni_vault_keys"


def keyring() -> KeyRing:
    return find_keyring(os.environ, _conf_value(config["config"] or ""))


@lru_cache(maxsize=1)
def _conf_value(path: str) -> str | None:
    """``omni_vault_keys`` of odoo.conf, from ``[options]`` or a section ``[omni]``.

    Odoo warns of an unknown option when it stands under ``[options]``; it reads no
    other section, so ``[omni]`` is the quiet place.
    """
    parser = configparser.RawConfigParser()
    parser.read([path])
    for section in ("omni", "options"):
        if parser.has_option(section, OPTION):
            return parser.get(section, OPTION)
    return None
