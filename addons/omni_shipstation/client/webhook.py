"""Prove where a webhook comes from, before a byte of it is believed.

V2 signs with RSA over a timestamp and the body. V1 signs nothing: its address carries a
secret. Either way the body is only a pointer; it is never followed, only its numbers
are read, and only where its host is ShipStation's.
"""

from __future__ import annotations

import base64
import hmac
import json
import re
from collections.abc import Mapping

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

from odoo.addons.omni_core.lib.errors import IntegrationError, SignatureError
from odoo.addons.omni_core.lib.moments import moment
from odoo.addons.omni_core.lib.signature import check_fresh, verify_public_key
from odoo.addons.omni_core.lib.urls import host_of, is_loopback
from odoo.addons.omni_core.lib.words import _lt

from ..const import V1_HOST, V2_HOST

KEY_ID = "x-shipengine-rsa-sha256-key-id"
SIGNATURE = "x-shipengine-rsa-sha256-signature"
TIMESTAMP = "x-shipengine-timestamp"


def verify_v2(body: bytes, headers: Mapping[str, str], jwks: str) -> None:
    """Over ``timestamp.body`` or the body alone: the vendor documents both forms."""
    timestamp = headers.get(TIMESTAMP) or "none"
    try:
        check_fresh(moment(timestamp))
        signature = _decode(headers[SIGNATURE])
        key = _public_key(jwks, headers.get(KEY_ID, ""))
    except (IntegrationError, KeyError, ValueError):
        raise _unproven() from None
    try:
        verify_public_key(timestamp.encode() + b"." + body, signature, key)
    except SignatureError:
        verify_public_key(body, signature, key)


def verify_v1(given: str, secrets) -> None:
    claimed = given.encode("utf-8", "surrogateescape")
    matches = [hmac.compare_digest(s.reveal().encode(), claimed) for s in secrets]
    if not any(matches):
        raise _unproven()


def pointer_of(body: bytes, base_url: str | None) -> tuple[str, str]:
    """(topic, address) of a proven webhook; other hosts than ShipStation's: refused."""
    try:
        said = json.loads(body)
        topic, url = str(said["resource_type"]), str(said["resource_url"])
    except (ValueError, KeyError, TypeError):
        raise _unproven() from None
    simulated = is_loopback(base_url) and is_loopback(url)
    if not simulated and not re.fullmatch(f"{V1_HOST}|{V2_HOST}", host_of(url)):
        raise _unproven()
    return topic, url


def _public_key(jwks: str, key_id: str) -> str:
    for key in json.loads(jwks or "{}").get("keys", ()):
        if key.get("kid") == key_id and key.get("kty") == "RSA":
            numbers = RSAPublicNumbers(_number(key["e"]), _number(key["n"]))
            return (
                numbers.public_key()
                .public_bytes(
                    serialization.Encoding.PEM,
                    serialization.PublicFormat.SubjectPublicKeyInfo,
                )
                .decode()
            )
    raise _unproven()


def _number(text: str) -> int:
    return int.from_bytes(_decode(text), "big")


def _decode(text: str) -> bytes:
    """Base64 or its form for URLs, padded or not."""
    plain = text.strip().replace("-", "+").replace("_", "/").rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)


def _unproven() -> SignatureError:
    return SignatureError(_lt("The message does not prove where it comes from."))
