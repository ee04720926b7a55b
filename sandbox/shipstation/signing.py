"""V2 signs its webhooks with RSA; the public key is served as a JWKS."""

from __future__ import annotations

import base64
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa


class Signer:
    """One key for the life of the process: making one takes a tenth of a second."""

    _shared: rsa.RSAPrivateKey | None = None

    def __init__(self) -> None:
        self.rotation = 1

    @property
    def key_id(self) -> str:
        return f"sandbox-key-{self.rotation}"

    @property
    def _key(self) -> rsa.RSAPrivateKey:
        if Signer._shared is None:
            Signer._shared = rsa.generate_private_key(65537, 2048)
        return Signer._shared

    def rotate(self) -> None:
        """A new key under a new id, as ShipStation does now and then."""
        Signer._shared = None
        self.rotation += 1

    def headers(self, body: bytes, timestamp: str) -> dict[str, str]:
        """Over `timestamp.body`, as the vendor's validation guide builds it."""
        signed = timestamp.encode() + b"." + body
        signature = self._key.sign(signed, padding.PKCS1v15(), hashes.SHA256())
        return {
            "x-shipengine-rsa-sha256-key-id": self.key_id,
            "x-shipengine-rsa-sha256-signature": base64.b64encode(signature).decode(),
            "x-shipengine-timestamp": timestamp,
        }

    def jwks(self) -> dict[str, Any]:
        numbers = self._key.public_key().public_numbers()
        return {
            "keys": [
                {
                    "kty": "RSA",
                    "use": "sig",
                    "alg": "RS256",
                    "kid": self.key_id,
                    "n": _base64url(numbers.n),
                    "e": _base64url(numbers.e),
                }
            ]
        }


def _base64url(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
