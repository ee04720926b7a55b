"""What a connection to eBay needs before it can run, once a seller has let us in."""

import secrets

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.plain import as_user_error

from ..client.sites import site_of


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    # -- connecting --

    def action_connect(self):
        ebay = self.filtered(lambda c: c.platform == "ebay")
        for connection in ebay:
            connection._demand("administrator")
            connection._ebay_prepare()
        result = super().action_connect()
        for connection in ebay:
            connection._ebay_begin()
        return result

    def _ebay_prepare(self):
        """Two hours' tokens, and what our address proves itself by."""
        with as_user_error(self.env):
            known = self._settings().secrets
        if not known.get("refresh_token"):
            raise UserError(
                self.env._("Press “Sign In” first: no seller has let us in.")
            )
        if not known.get("verification_token"):
            token = secrets.token_urlsafe(48)  # 64 characters, of those that eBay takes
            self.env["integration.credential"]._store_many(
                self, {"verification_token": (token, None)}
            )
        if not (known.get("access_token") and known.get("app_token")):
            with as_user_error(self.env):
                tokens = self._ask_now(
                    lambda platform, settings, transport: platform.renew(
                        platform.client(settings, transport)
                    )
                )
            self.env["integration.credential"]._store_many(self, tokens)

    def _ebay_begin(self):
        jobs = ["notification_check", "call_limits"]
        if site_of(self.ebay_marketplace).must_sign and not self._ebay_can_sign():
            jobs.append("signing_key")
        for name in jobs:
            self.env["sync.job"].enqueue(self, name, identity_key=name)

    def _ebay_can_sign(self):
        return any(
            credential.key == "signing_key" and credential.has_value
            for credential in self.sudo().credential_ids
        )

    def action_ebay_signing_key(self):
        self.ensure_one()
        self._demand("administrator")
        self.env["sync.job"].enqueue(self, "signing_key", identity_key="signing_key")
        return True
