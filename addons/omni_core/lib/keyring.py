"""The key ring of the vault: AES-256-GCM under keys that live outside the database.

A sealed value is one line of text, ``v1:<key id>:<base64 of nonce and ciphertext>``. It
is bound to its row by ``identity`` (the associated data of GCM): moved to another row,
another connection or another database it does not open.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .errors import AuthError, TransientError
from .secret import Secret
from .words import _lt

_VERSION = "v1"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


class VaultLocked(TransientError):
    """This server has no key. Jobs wait: another host, or a restart, may have it."""

    def __init__(self) -> None:
        super().__init__(
            _lt(
                "The vault is locked: this server has no vault key, so secrets "
                "can neither be stored nor used. Ask the system administrator "
                "to set OMNI_VAULT_KEYS (or omni_vault_keys in odoo.conf) and "
                "restart Odoo."
            ),
            code="vault_locked",
            retry_after=60,
        )


class VaultKeyMissing(TransientError):
    """The value was sealed with a key that is not in this server's ring."""

    def __init__(self, key_id: str) -> None:
        super().__init__(
            _lt(
                "The vault key “%(key_id)s” is missing on this server: secrets "
                "stored with it cannot be used. Ask the system administrator to "
                "add it to the key ring again, or enter the secrets anew.",
                key_id=key_id,
            ),
            code="vault_key_missing",
            retry_after=60,
        )


class VaultTampered(AuthError):
    """The sealed value does not belong here: changed, moved, or of another database."""

    def __init__(self) -> None:
        super().__init__(
            _lt(
                "A stored secret cannot be opened: it was altered, or copied "
                "from another database. Enter it again."
            ),
            code="vault_tampered",
        )


class BadKeyRing(TransientError):
    """The configured key ring cannot be read. Never quotes the keys themselves."""

    def __init__(self, what: str) -> None:
        super().__init__(
            _lt(
                "The vault's key ring cannot be read. %(what)s Ask the system "
                "administrator to correct OMNI_VAULT_KEYS.",
                what=what,
            ),
            code="vault_bad_keys",
            retry_after=60,
        )


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """Keys by id, the newest first. The newest seals, all of them open."""

    keys: Mapping[str, bytes]

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(self.keys)})"

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Read ``id:base64,id:base64`` (newest first)."""
        keys: dict[str, bytes] = {}
        for position, entry in enumerate(filter(None, re.split(r"[,\s]+", text)), 1):
            key_id, _, encoded = entry.partition(":")
            if not _KEY_ID.fullmatch(key_id):
                raise BadKeyRing(f"Vault key {position} has no id: write id:base64.")
            if key_id in keys:
                raise BadKeyRing(f"Vault key id “{key_id}” is there twice.")
            keys[key_id] = _decode_key(key_id, encoded)
        return cls(keys)

    @classmethod
    def new_entry(cls, key_id: str) -> str:
        """A fresh random key, in the form that ``parse`` reads."""
        return f"{key_id}:{base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()}"

    @property
    def newest(self) -> str:
        """The id of the key that seals; a ring without keys is a locked vault."""
        for key_id in self.keys:
            return key_id
        raise VaultLocked

    def seal(self, clear: str, identity: Iterable[object]) -> str:
        key_id = self.newest
        nonce = os.urandom(_NONCE_BYTES)
        body = AESGCM(self.keys[key_id]).encrypt(
            nonce, clear.encode(), _associated_data(key_id, identity)
        )
        return f"{_VERSION}:{key_id}:{base64.b64encode(nonce + body).decode()}"

    def marks(self, clear: str, purpose: str) -> list[str]:
        """What equal secrets have in common, the newest key's first.

        A keyed hash: it tells that two are equal, and nothing of what they are, not
        even to who tries out likely ones, unless he has the key as well.
        """
        if not self.keys:
            raise VaultLocked
        found = []
        for key_id, key in self.keys.items():
            own = hmac.digest(key, b"omni vault mark", "sha256")
            digest = hmac.digest(own, f"{purpose}\0{clear}".encode(), "sha256")
            found.append(f"{key_id}:{digest.hex()}")
        return found

    def open(self, sealed: str, identity: Iterable[object]) -> Secret:
        if not self.keys:
            raise VaultLocked
        try:
            version, key_id, encoded = sealed.split(":")
            raw = base64.b64decode(encoded, validate=True)
        except ValueError:
            raise VaultTampered from None
        if version != _VERSION:
            raise VaultTampered
        if key_id not in self.keys:
            raise VaultKeyMissing(key_id)
        try:
            clear = AESGCM(self.keys[key_id]).decrypt(
                raw[:_NONCE_BYTES],
                raw[_NONCE_BYTES:],
                _associated_data(key_id, identity),
            )
        except (InvalidTag, ValueError):
            raise VaultTampered from None
        return Secret(clear.decode())


def key_id_of(sealed: str) -> str:
    """The key that sealed a value, without opening it."""
    return sealed.split(":")[1]


def find_keyring(environ: Mapping[str, str], conf_value: str | None) -> KeyRing:
    """The ring from the environment, else from odoo.conf, else from a key file."""
    text = environ.get("OMNI_VAULT_KEYS") or conf_value or ""
    path = environ.get("OMNI_VAULT_KEY_FILE")
    if not text and path:
        try:
            with open(path, encoding="ascii") as file:
                text = file.read()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "not a text file"
            raise BadKeyRing(f"Vault key file {path}: {reason}.") from None
    return _parse_once(text)


# Parsing is cheap but sits on the way of every exchange; the ring changes by restart.
_parse_once = lru_cache(maxsize=4)(KeyRing.parse)


def _decode_key(key_id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise BadKeyRing(f"Vault key “{key_id}” is not valid base64.") from None
    if len(key) != _KEY_BYTES:
        raise BadKeyRing(
            f"Vault key “{key_id}” has {len(key)} bytes; AES-256 needs {_KEY_BYTES}."
        )
    return key


def _associated_data(key_id: str, identity: Iterable[object]) -> bytes:
    """Length-prefixed, so that ("a", "bc") and ("ab", "c") never look the same."""
    parts = (_VERSION, key_id, *map(str, identity))
    return b"".join(
        len(data).to_bytes(4, "big") + data for data in (p.encode() for p in parts)
    )
