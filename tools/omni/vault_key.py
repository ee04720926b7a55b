"""The key that encrypts credentials in this clone's databases, kept beside them."""

import base64
import os
import secrets

from . import paths

VARIABLE = "OMNI_VAULT_KEYS"


def value() -> str:
    """`<id>:<base64 of 32 bytes>`, made once per clone."""
    path = paths.STATE / "vault.key"
    if not path.exists():
        paths.STATE.mkdir(parents=True, exist_ok=True)
        key = base64.b64encode(secrets.token_bytes(32)).decode()
        work = path.with_suffix(".unfinished")
        with os.fdopen(os.open(work, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(f"local-{secrets.token_hex(3)}:{key}\n")
        work.rename(path)
    return path.read_text().strip()
