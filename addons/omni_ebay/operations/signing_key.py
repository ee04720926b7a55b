"""A key pair for digital signatures: made by eBay, whose private half we keep."""

from datetime import datetime, timezone

from odoo.addons.omni_core.engine.operation import (
    Operation,
    Outcome,
    register_operation,
)
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class SigningKey(Operation):
    platform = "ebay"
    name = "signing_key"
    title = _lt("Make signing key")
    budgets = ("keys",)

    def exchange(self, client, jobs, plan):
        outcome = Outcome()
        for job in jobs:
            wish = {"signingKeyCipher": "ED25519"}
            key = client.client.call("keys", "POST", "/signing_key", json=wish).body
            ends = key.get("expirationTime")
            until = datetime.fromtimestamp(ends, timezone.utc) if ends else None
            outcome.results[job.id] = {
                "signing_key": (key["privateKey"], until),
                "signing_jwe": (key["jwe"], until),
            }
        return outcome

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            env["integration.credential"]._store_many(
                connection, outcome.results[job.id]
            )
            connection._ebay_no_longer_lacks("signing_key")
