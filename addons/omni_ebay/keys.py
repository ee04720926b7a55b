"""The server's own keys of eBay, for connections that have none of theirs.

``EBAY_SANDBOX`` says which environment they are for (yes, unless it is "0", "false" or
"no"): a sandbox key on a production connection would only be refused.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from odoo.addons.omni_core.lib.secret import Secret

_VARIABLES = {
    "app_id": "EBAY_APP_ID",
    "cert_id": "EBAY_CERT_ID",
    "dev_id": "EBAY_DEV_ID",
}


def environment_of_keys() -> str:
    said = os.environ.get("EBAY_SANDBOX", "1").strip().lower()
    return "production" if said in ("0", "false", "no") else "sandbox"


def server_keys(environment: str) -> Mapping[str, Secret]:
    if environment != environment_of_keys():
        return {}
    found = {key: os.environ.get(name, "") for key, name in _VARIABLES.items()}
    return {key: Secret(value) for key, value in found.items() if value}
