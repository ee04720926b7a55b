"""Signing in on the platform's own page, and coming back with its permission."""

from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import UserError

from ..controllers.consent import CALLBACK
from ..engine.plain import as_user_error
from ..lib.secret import Secret


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    can_sign_in = fields.Boolean(compute="_compute_can_sign_in")
    callback_url = fields.Char(
        "Address to Come Back To",
        compute="_compute_can_sign_in",
        help="The platform wants to know it before: enter it there where it asks for "
        "the redirect or callback address of your app.",
    )

    def _compute_can_sign_in(self):
        for connection in self:
            connection.can_sign_in = connection._signs_in_there()
            connection.callback_url = f"{connection.get_base_url()}{CALLBACK}"

    def _signs_in_there(self):
        """Override where it depends on how the connection gets its tokens."""
        return bool(self.platform) and self._platform().can_sign_in

    def action_sign_in(self):
        """Off to the platform's page, which asks whether we may."""
        self.ensure_one()
        self._demand("administrator")
        with as_user_error(self.env):
            settings = self._settings()
            state = self.env["integration.consent"]._begin(self)
            address = self._platform().consent_url(settings, state, self.callback_url)
        return {"type": "ir.actions.act_url", "url": address, "target": "self"}

    def _signed_in(self, answer):
        """Trade what the platform sent along for secrets; is it whom we know?"""
        self._demand("administrator")
        callback = self.callback_url

        def trade(platform, settings, transport):
            tokens = platform.consented(settings, transport, answer, callback)
            fresh = {key: Secret(value) for key, (value, _ends) in tokens.items()}
            signed_in = replace(settings, secrets={**settings.secrets, **fresh})
            return tokens, platform.check(platform.client(signed_in, transport))

        with as_user_error(self.env):
            tokens, found = self._ask_now(trade)
        if self.account_ref and self.account_ref != found.account_ref:
            raise UserError(
                self.env._(
                    "You signed in as %(theirs)s, but this connection belongs to "
                    "%(ours)s. Sign in as that one, or make another connection.",
                    theirs=found.account,
                    ours=self.account,
                )
            )
        self.env["integration.credential"]._store_many(self, tokens)
        self._check_passed(found)
        self.action_connect()

    def _sign_in_failed(self, why):
        self.sudo().message_post(body=why)
        self.sudo().write(
            {
                "last_check_at": fields.Datetime.now(),
                "last_check_ok": False,
                "last_check": why,
            }
        )
