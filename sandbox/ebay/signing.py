"""Digital signatures: those demanded of EU/UK sellers, and eBay's own."""

from __future__ import annotations

import base64
import hashlib
import json
import re

from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from sandbox.kernel.rng import Rng

from .errors import EbayError

_CURVE_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_COMPONENTS = re.compile(r"sig1=\(([^)]*)\)(;.*)?")


class NotificationKey:
    """eBay's key for X-EBAY-SIGNATURE (ECDSA, P-256, SHA-1), the same for a seed."""

    def __init__(self, rng: Rng) -> None:
        self.key_id = rng.uuid()
        secret = rng.randrange(1, _CURVE_ORDER)
        self._key = ec.derive_private_key(secret, ec.SECP256R1())

    def header(self, body: bytes) -> str:
        signature = self._key.sign(body, ec.ECDSA(hashes.SHA1()))
        fields = {
            "alg": "ecdsa",
            "kid": self.key_id,
            "signature": base64.b64encode(signature).decode(),
            "digest": "SHA1",
        }
        text = json.dumps(fields, separators=(",", ":"))
        return base64.b64encode(text.encode()).decode()

    def public(self) -> dict[str, str]:
        """getPublicKey's body; eBay sends the PEM without its line breaks."""
        pem = self._key.public_key().public_bytes(
            serialization.Encoding.PEM,
            serialization.PublicFormat.SubjectPublicKeyInfo,
        )
        text = "".join(pem.decode().splitlines())
        return {"key": text, "algorithm": "ECDSA", "digest": "SHA1"}


#: operations that need a signature when the seller lives in the EU or the UK
SIGNED_SERVICES = ("sell_finances.",)
SIGNED_OPERATIONS = frozenset(("sell_fulfillment.issueRefund",))


def check_signature(operation: str, request: web.Request, body: bytes) -> None:
    """RFC 9421 as eBay profiles it; the key travels along in x-ebay-signature-key."""
    if not (operation.startswith(SIGNED_SERVICES) or operation in SIGNED_OPERATIONS):
        return
    key = request.headers.get("x-ebay-signature-key")
    if not key:
        raise EbayError(215001)
    try:
        _verify(key, request, body)
    except (ValueError, KeyError) as error:
        reason = f"Signature validation failed: {error}"
        raise EbayError(2004, 403, reason=reason) from None


def _verify(key: str, request: web.Request, body: bytes) -> None:
    headers = request.headers
    match = _COMPONENTS.fullmatch(headers.get("Signature-Input", ""))
    if not match:
        raise ValueError("Signature-Input is missing or malformed")
    if body:
        digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
        if headers.get("Content-Digest") != f"sha-256=:{digest}:":
            raise ValueError("Content-Digest does not match the body")
    names = [name.strip('"') for name in match[1].split()]
    wanted = {"x-ebay-signature-key", "@method", "@path", "@authority"}
    if body:
        wanted.add("content-digest")
    if not wanted <= set(names):
        raise ValueError(f"covers {names}, must cover {sorted(wanted)}")
    signature = re.fullmatch(r"sig1=:([^:]+):", headers.get("Signature", ""))
    if not signature:
        raise ValueError("Signature is missing or malformed")
    last = f'"@signature-params": {headers["Signature-Input"][5:]}'
    path = request.rel_url.raw_path
    host = request.match_info["host"]
    # Signed over the sandbox's address as it is, or over eBay's that it stands for.
    real = {
        "@path": path.removeprefix(f"/ebay/{host}"),
        "@authority": f"{host}.ebay.com",
    }
    here = {"@path": path, "@authority": request.host}
    if not any(
        _is_signed(key, signature[1], _base(names, request, place, last))
        for place in (here, real)
    ):
        raise ValueError("the signature does not fit the request")


def _base(
    names: list[str], request: web.Request, place: dict[str, str], last: str
) -> bytes:
    known = {"@method": request.method, **place}
    lines = [f'"{n}": {known.get(n) or request.headers[n]}' for n in names]
    return "\n".join([*lines, last]).encode()


def _is_signed(key: str, signature: str, base: bytes) -> bool:
    try:
        _verify_bytes(key, base64.b64decode(signature), base)
    except InvalidSignature:
        return False
    return True


def _verify_bytes(key: str, signature: bytes, base: bytes) -> None:
    public = public_key_of(key)
    if isinstance(public, ed25519.Ed25519PublicKey):
        public.verify(signature, base)
    else:
        public.verify(signature, base, padding.PKCS1v15(), hashes.SHA256())


def make_jwe(public_key: str, cipher: str) -> str:
    """The opaque envelope that travels in x-ebay-signature-key.

    eBay's is encrypted for eBay alone; ours only has to be opaque to the client.
    """
    return base64.urlsafe_b64encode(f"{cipher}:{public_key}".encode()).decode()


def public_key_of(jwe: str):
    _, _, text = base64.urlsafe_b64decode(jwe).decode().partition(":")
    public = serialization.load_der_public_key(base64.b64decode(text))
    if not isinstance(public, (ed25519.Ed25519PublicKey, rsa.RSAPublicKey)):
        raise ValueError("the key must be ED25519 or RSA")  # noqa: TRY004
    return public


def make_signing_key(cipher: str) -> tuple[str, str]:
    """(private, public) as base64 DER, the way Key Management hands them out."""
    if cipher == "ED25519":
        key = ed25519.Ed25519PrivateKey.generate()
    else:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(private).decode(), base64.b64encode(public).decode()
