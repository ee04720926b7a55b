"""Digital signatures (RFC 9421, as eBay profiles it) for sellers of the EU and the UK.

The private key stays here. eBay knows the public one by the envelope (JWE) that it made
of it, which travels with every signed call.
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from odoo.addons.omni_core.lib.auth import Auth
from odoo.addons.omni_core.lib.errors import AuthError
from odoo.addons.omni_core.lib.secret import Secret
from odoo.addons.omni_core.lib.words import _lt

_KEY_HEADER = "x-ebay-signature-key"


@dataclass(frozen=True, slots=True)
class Signer:
    private_key: Secret  # DER (PKCS 8) in base64, as eBay hands it out
    jwe: Secret
    clock: Callable[[], float] = time.time

    def headers(self, method: str, url: str, body: bytes = b"") -> dict[str, str]:
        parts = urlsplit(url)
        covered = {
            _KEY_HEADER: self.jwe.reveal(),
            "@method": method.upper(),
            "@path": parts.path,
            "@authority": parts.netloc,
        }
        found = {_KEY_HEADER: self.jwe.reveal()}
        if body:
            digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
            found["Content-Digest"] = f"sha-256=:{digest}:"
            covered = {"content-digest": found["Content-Digest"], **covered}
        names = " ".join(f'"{name}"' for name in covered)
        parameters = f"({names});created={int(self.clock())}"
        lines = [f'"{name}": {value}' for name, value in covered.items()]
        base = "\n".join([*lines, f'"@signature-params": {parameters}'])
        signature = base64.b64encode(self._key().sign(base.encode())).decode()
        return {
            **found,
            "Signature-Input": f"sig1={parameters}",
            "Signature": f"sig1=:{signature}:",
        }

    def _key(self) -> Ed25519PrivateKey:
        try:
            der = base64.b64decode(self.private_key.reveal())
            key = serialization.load_der_private_key(der, None)
        except ValueError:
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise AuthError(
                _lt(
                    "The signing key of this connection cannot be read. Press “Make "
                    "Signing Key”."
                ),
                code="signing_key",
            )
        return key


@dataclass(frozen=True, slots=True)
class Signed:
    """Signs while sending, so that the signature is on no record."""

    auth: Auth
    signer: Signer
    method: str
    url: str
    body: bytes = b""

    def __call__(self, headers: MutableMapping[str, str]) -> None:
        self.auth(headers)
        headers.update(self.signer.headers(self.method, self.url, self.body))
