"""Prove where a webhook comes from. No answer tells an attacker why it was refused."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from datetime import datetime, timezone

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from .errors import SignatureError
from .secret import Secret
from .words import _lt

_HASHES = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha512": hashes.SHA512}


def hmac_base64(secret: Secret, body: bytes, digest: str = "sha256") -> str:
    return base64.b64encode(_hmac(secret, body, digest)).decode()


def hmac_hex(secret: Secret, body: bytes, digest: str = "sha256") -> str:
    return _hmac(secret, body, digest).hex()


def verify_hmac(
    body: bytes,
    given: str,
    secrets: Iterable[Secret | None],
    *,
    encoding: str = "base64",
    digest: str = "sha256",
) -> None:
    """Raise unless ``given`` signs ``body`` with one of ``secrets``.

    There are two while a secret is being exchanged. All are tried, in constant time;
    none at all proves nothing.
    """
    sign = hmac_base64 if encoding == "base64" else hmac_hex
    claimed = given.strip().encode("utf-8", "surrogateescape")
    if encoding == "hex":
        claimed = claimed.lower()
    matches = [
        hmac.compare_digest(sign(secret, body, digest).encode(), claimed)
        for secret in secrets
        if secret
    ]
    if not any(matches):
        raise _unproven()


def verify_public_key(
    body: bytes, given: bytes, public_key_pem: str, *, digest: str = "sha256"
) -> None:
    """Raise unless ``given`` is the signature: ECDSA in DER, or RSA PKCS#1 v1.5."""
    try:
        key = serialization.load_pem_public_key(public_key_pem.encode())
        algorithm = _HASHES[digest]()
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(given, body, ec.ECDSA(algorithm))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(given, body, padding.PKCS1v15(), algorithm)
        else:
            raise _unproven()
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        raise _unproven() from None


def check_fresh(
    sent_at: datetime, tolerance_s: float = 300, now: datetime | None = None
) -> None:
    """Raise for a signed time too far from ours, either way: it may be a replay.

    The tolerance has to bear the clocks of both sides being wrong.
    """
    now = now or datetime.now(timezone.utc)
    if abs((now - sent_at).total_seconds()) > tolerance_s:
        raise _unproven()


def _hmac(secret: Secret, body: bytes, digest: str) -> bytes:
    return hmac.digest(secret.reveal().encode(), body, digest)


def _unproven() -> SignatureError:
    return SignatureError(_lt("The message does not prove where it comes from."))
