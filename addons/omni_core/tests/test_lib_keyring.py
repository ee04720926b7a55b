"""The key ring: what seals, what opens, and what is refused in plain words."""

import base64
import tempfile
from unittest import TestCase

from ..lib.keyring import (
    BadKeyRing,
    KeyRing,
    VaultKeyMissing,
    VaultLocked,
    VaultTampered,
    find_keyring,
    key_id_of,
)

OLD = KeyRing.new_entry("2025")
NEW = KeyRing.new_entry("2026")
ROW = ("database-uuid", "integration.credential", 7, 3, "api_key")


class TestKeyRing(TestCase):
    def test_what_was_sealed_opens_again(self):
        ring = KeyRing.parse(NEW)
        for clear in ("s3cret", "", "clé €", "x" * 10_000):
            self.assertEqual(ring.open(ring.seal(clear, ROW), ROW).reveal(), clear)

    def test_the_same_secret_never_looks_the_same_twice(self):
        ring = KeyRing.parse(NEW)
        self.assertEqual(len({ring.seal("s3cret", ROW) for _ in range(50)}), 50)

    def test_the_newest_key_seals_and_all_keys_open(self):
        sealed = KeyRing.parse(OLD).seal("s3cret", ROW)
        both = KeyRing.parse(f"{NEW},{OLD}")
        self.assertEqual(both.open(sealed, ROW).reveal(), "s3cret")
        self.assertEqual(key_id_of(both.seal("s3cret", ROW)), "2026")

    def test_a_sealed_value_is_bound_to_its_row(self):
        ring = KeyRing.parse(NEW)
        sealed = ring.seal("s3cret", ROW)
        for position in range(len(ROW)):
            other = list(ROW)
            other[position] = f"{other[position]}x"
            with self.subTest(moved=ROW[position]), self.assertRaises(VaultTampered):
                ring.open(sealed, other)
        shifted = ("database-uuidintegration.credential", "", 7, 3, "api_key")
        with self.assertRaises(VaultTampered):
            ring.open(sealed, shifted)

    def test_any_changed_character_is_noticed(self):
        ring = KeyRing.parse(NEW)
        sealed = ring.seal("s3cret", ROW)
        body = bytearray(base64.b64decode(sealed.split(":")[2]))
        for position in range(len(body)):
            changed = bytearray(body)
            changed[position] ^= 1
            forged = f"v1:2026:{base64.b64encode(changed).decode()}"
            with self.assertRaises(VaultTampered):
                ring.open(forged, ROW)

    def test_rubbish_is_refused_and_never_quoted(self):
        ring = KeyRing.parse(NEW)
        for rubbish in (
            "",
            "s3cret",
            "v1:2026:%%",
            "v1:2026:",
            "v9:2026:AAAA",
            "a:b:c:d",
        ):
            with self.subTest(rubbish), self.assertRaises(VaultTampered) as caught:
                ring.open(rubbish, ROW)
            self.assertNotIn("s3cret", str(caught.exception))

    def test_a_key_that_left_the_ring_is_named(self):
        sealed = KeyRing.parse(OLD).seal("s3cret", ROW)
        with self.assertRaises(VaultKeyMissing) as caught:
            KeyRing.parse(NEW).open(sealed, ROW)
        self.assertIn("2025", str(caught.exception))

    def test_no_key_means_locked_never_clear_text(self):
        sealed = KeyRing.parse(OLD).seal("s3cret", ROW)
        locked = KeyRing.parse("")
        with self.assertRaises(VaultLocked):
            locked.seal("s3cret", ROW)
        with self.assertRaises(VaultLocked):
            locked.open(sealed, ROW)

    def test_a_bad_ring_says_what_is_wrong_without_showing_keys(self):
        short = base64.b64encode(b"k" * 16).decode()
        for text, words in (
            (f"k1:{short}", "16 bytes"),
            ("k1:***", "not valid base64"),
            (short, "has no id"),
            (f"{OLD},{OLD}", "twice"),
        ):
            with self.subTest(words), self.assertRaises(BadKeyRing) as caught:
                KeyRing.parse(text)
            self.assertIn(words, str(caught.exception))
            self.assertNotIn(short, str(caught.exception))
        self.assertNotIn(OLD.split(":")[1], repr(KeyRing.parse(OLD)))

    def test_environment_wins_over_configuration_over_key_file(self):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(KeyRing.new_entry("file") + "\n")
            file.flush()
            environ = {"OMNI_VAULT_KEY_FILE": file.name}
            self.assertEqual(find_keyring(environ, None).newest, "file")
            self.assertEqual(find_keyring(environ, OLD).newest, "2025")
            environ["OMNI_VAULT_KEYS"] = NEW
            self.assertEqual(find_keyring(environ, OLD).newest, "2026")

    def test_a_missing_key_file_is_an_error_not_an_open_vault(self):
        with self.assertRaises(BadKeyRing):
            find_keyring({"OMNI_VAULT_KEY_FILE": "/nowhere/at/all"}, None)
