"""A webhook is believed only with proof."""

from datetime import datetime, timedelta, timezone
from unittest import TestCase

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from ..lib.errors import SignatureError
from ..lib.secret import Secret
from ..lib.signature import (
    check_fresh,
    hmac_base64,
    hmac_hex,
    verify_hmac,
    verify_public_key,
)

NEW, OLD, BODY = Secret("new-secret"), Secret("old-secret"), b'{"id": 1}'


def pem(key):
    return (
        key.public_key()
        .public_bytes(
            serialization.Encoding.PEM,
            serialization.PublicFormat.SubjectPublicKeyInfo,
        )
        .decode()
    )


class TestHmac(TestCase):
    def refuse(self, body, given, secrets, **options):
        with self.assertRaises(SignatureError):
            verify_hmac(body, given, secrets, **options)

    def test_a_right_signature_passes(self):
        # printf '{"id": 1}' | openssl dgst -sha256 -hmac new-secret -binary | base64
        verify_hmac(BODY, "a9m+zCnTER92BAB5t5whIizBqxKJRlyz7D6B4045+2o=", [NEW])
        verify_hmac(BODY, hmac_base64(NEW, BODY), [NEW])
        verify_hmac(BODY, hmac_hex(NEW, BODY).upper(), [NEW], encoding="hex")
        verify_hmac(
            BODY, hmac_hex(NEW, BODY, "sha1"), [NEW], encoding="hex", digest="sha1"
        )

    def test_both_secrets_are_good_while_one_replaces_the_other(self):
        for secret in (NEW, OLD):
            verify_hmac(BODY, hmac_base64(secret, BODY), [NEW, OLD])

    def test_everything_else_is_refused(self):
        good = hmac_base64(NEW, BODY)
        self.refuse(BODY + b" ", good, [NEW])
        self.refuse(BODY, good, [OLD])
        for given in ("", good[:-1], good + "=", "\udcff", "é"):
            self.refuse(BODY, given, [NEW])

    def test_no_secret_proves_nothing(self):
        self.refuse(BODY, hmac_base64(Secret(""), BODY), [])
        self.refuse(BODY, hmac_base64(Secret(""), BODY), [Secret(""), None])


class TestPublicKey(TestCase):
    def refuse(self, *args, **options):
        with self.assertRaises(SignatureError):
            verify_public_key(*args, **options)

    def test_ecdsa(self):
        key = ec.generate_private_key(ec.SECP256R1())
        for digest, algorithm in (("sha1", hashes.SHA1()), ("sha256", hashes.SHA256())):
            signed = key.sign(BODY, ec.ECDSA(algorithm))
            verify_public_key(BODY, signed, pem(key), digest=digest)
            self.refuse(BODY + b" ", signed, pem(key), digest=digest)

    def test_rsa(self):
        key = rsa.generate_private_key(65537, 2048)
        signed = key.sign(BODY, padding.PKCS1v15(), hashes.SHA256())
        verify_public_key(BODY, signed, pem(key))
        self.refuse(b"other", signed, pem(key))

    def test_nonsense_is_refused_without_a_crash(self):
        key = pem(ec.generate_private_key(ec.SECP256R1()))
        for signed in (b"", b"\x30\x00", b"x" * 5000):
            self.refuse(BODY, signed, key)
        self.refuse(BODY, b"x", "not a key")


class TestFreshness(TestCase):
    def test_clocks_may_differ_a_little_and_replays_are_refused(self):
        now = datetime(2026, 1, 1, tzinfo=timezone.utc)
        for seconds in (-299, 0, 299):
            check_fresh(now + timedelta(seconds=seconds), now=now)
        for seconds in (-301, 301):
            with self.assertRaises(SignatureError):
                check_fresh(now + timedelta(seconds=seconds), now=now)
