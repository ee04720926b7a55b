"""Notifications of eBay: is it eBay, and what does it say."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from odoo.addons.omni_core.lib.errors import PayloadError, SignatureError
from odoo.addons.omni_core.lib.signature import verify_public_key
from odoo.addons.omni_core.lib.words import _lt

SIGNATURE = "x-ebay-signature"
_KEY_ID = re.compile(r"[\w-]{8,80}")
_BEGIN, _END = "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"


@dataclass(frozen=True, slots=True)
class Seal:
    """The header that proves a notification."""

    key_id: str
    signature: bytes

    @classmethod
    def of_header(cls, header: str) -> Seal:
        try:
            fields = json.loads(base64.b64decode(header, validate=True))
            key_id, signature = fields["kid"], base64.b64decode(fields["signature"])
        except (ValueError, KeyError, TypeError):
            raise SignatureError(_lt("The signature cannot be read.")) from None
        if not isinstance(key_id, str) or not _KEY_ID.fullmatch(key_id):
            raise SignatureError(_lt("The signature names no key."))
        return cls(key_id, signature)

    def verify(self, body: bytes, key: Mapping[str, str]) -> None:
        """``key`` as getPublicKey tells it."""
        pem = _pem(key["key"])
        digest = str(key.get("digest") or "SHA1").lower()
        try:
            verify_public_key(body, self.signature, pem, digest=digest)
        except SignatureError:
            # eBay signs its message without blanks; a proxy may have sent it with some.
            compact = _compact(body)
            if compact is None or compact == body:
                raise
            verify_public_key(compact, self.signature, pem, digest=digest)


def answer_to(code: str, token: str, address: str) -> str:
    """Proves to eBay that an address is ours; the order of the three matters."""
    return hashlib.sha256(f"{code}{token}{address}".encode()).hexdigest()


def said(body: bytes) -> tuple[str, Mapping[str, Any]]:
    """Topic and notification of a message that was proven."""
    try:
        message = json.loads(body)
        return message["metadata"]["topic"], message["notification"]
    except (ValueError, KeyError, TypeError):
        raise PayloadError(
            _lt("eBay sent a notification that cannot be read.")
        ) from None


def _compact(body: bytes) -> bytes | None:
    try:
        message = json.loads(body)
    except ValueError:
        return None
    text = json.dumps(message, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _pem(key: str) -> str:
    """eBay sends it in one line."""
    inner = key.strip().removeprefix(_BEGIN).removesuffix(_END)
    return f"{_BEGIN}\n{inner.strip()}\n{_END}\n"
