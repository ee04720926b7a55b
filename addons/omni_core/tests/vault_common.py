"""A vault that is open in tests, and a platform that asks for secrets."""

import os
from unittest.mock import patch

from ..engine.platform import CheckResult, Platform, SecretSpec, register_platform
from ..lib.auth import ApiKeyHeader
from ..lib.keyring import KeyRing

OLD_KEY = KeyRing.new_entry("2025")
NEW_KEY = KeyRing.new_entry("2026")
SECRET = "sk-Clear.Text/9f27+NOBODY=reads"


@register_platform
class VaultToy(Platform):
    code = "vaulttoy"
    name = "Vault Toy"
    secrets = (
        SecretSpec("api_key", "API Key"),
        SecretSpec("webhook_secret", "Webhook Secret", required=False, grace_hours=24),
    )

    def client(self, settings, transport):
        key = ApiKeyHeader("X-Toy-Key", settings.secrets["api_key"])
        return lambda path: transport.request("GET", path, auth=key).json()

    def check(self, client):
        me = client("/whoami")
        return CheckResult(me["name"], me["ref"], warnings=me.get("warnings", ()))


class LoopbackMixin:
    """Lets a transport talk to a server on loopback while a test runs.

    Odoo's guard of the network compares the timeout with a number; ours is a pair, one
    for connecting and one for reading. The guard stays for all other hosts.
    """

    @classmethod
    def _request_handler(cls, session, request, /, **options):
        timeout = options.pop("timeout", None)
        seconds = max(timeout) if isinstance(timeout, tuple) else timeout
        return super()._request_handler(session, request, timeout=seconds, **options)


class VaultMixin(LoopbackMixin):
    """For test classes with ``env``: opens the vault with one key."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(os.environ, {"OMNI_VAULT_KEYS": OLD_KEY}))
        cls.connection = cls.make_connection()

    @classmethod
    def make_connection(cls, **vals):
        return cls.env["integration.connection"].create(
            {"name": "Toy Shop", "platform": "vaulttoy", **vals}
        )

    def store(self, value=SECRET, key="api_key", **vals):
        return self.env["integration.credential"].create(
            {"connection_id": self.connection.id, "key": key, "value": value, **vals}
        )

    def share_transaction(self):
        """What the code commits in transactions of its own sees this test's data."""
        mode = self.enter_registry_test_mode()
        mode.__enter__()
        self.addCleanup(mode.__exit__, None, None, None)

    def with_keys(self, *keys):
        """The server restarted with another key ring, newest first."""
        return patch.dict(os.environ, {"OMNI_VAULT_KEYS": ",".join(keys)})
