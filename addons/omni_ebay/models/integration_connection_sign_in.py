"""How a seller lets us in: eBay's page, back with a code, and a first look."""

import secrets

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.exchange_guard import no_database
from odoo.addons.omni_core.engine.plain import as_user_error
from odoo.addons.omni_core.engine.way_out import open_way
from odoo.addons.omni_core.lib.errors import IntegrationError
from odoo.addons.omni_core.lib.secret import Secret

from ..client.apis import Hosts
from ..client.oauth import consent_url
from ..client.sites import site_of
from ..controllers.consent import CALLBACK
from ..platform import keyset_of, sign_in

PATIENCE_S = 20


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    ebay_callback_url = fields.Char(
        "Address for eBay's Sign-in Settings", compute="_compute_ebay_callback_url"
    )

    def _compute_ebay_callback_url(self):
        for connection in self:
            connection.ebay_callback_url = f"{connection.get_base_url()}{CALLBACK}"

    # -- the button, and the way back --

    def action_ebay_sign_in(self):
        self.ensure_one()
        self._demand("administrator")
        if not self.ebay_ru_name:
            raise UserError(
                self.env._(
                    "Enter the RuName first: eBay's name for the address that it sends "
                    "you back to."
                )
            )
        with as_user_error():
            settings = self._settings()
            keyset = keyset_of(settings)
        state = self.env["ebay.consent"]._begin(self)
        hosts = Hosts(settings.environment, settings.base_url)
        address = consent_url(hosts, keyset, state)
        return {"type": "ir.actions.act_url", "url": address, "target": "self"}

    def _ebay_signed_in(self, code):
        """Trade the code for tokens; make sure that it is the seller we know."""
        self._demand("administrator")
        platform = self._platform()

        def trade(settings, transport):
            ebay = sign_in(settings, transport)
            tokens = {**ebay.with_code(code), **ebay.as_application()}
            fresh = {key: Secret(value) for key, (value, _ends) in tokens.items()}
            settings.secrets.update(fresh)
            return tokens, platform.check(platform.client(settings, transport))

        tokens, found = self._ebay_ask(trade)
        if self.account_ref and self.account_ref != found.account_ref:
            raise UserError(
                self.env._(
                    "You signed in as %(theirs)s, but this connection belongs to "
                    "%(ours)s. Sign in as that seller, or make another connection.",
                    theirs=found.account,
                    ours=self.account,
                )
            )
        self.env["integration.credential"]._store_many(self, tokens)
        self._check_passed(found)
        self.action_connect()

    def _ebay_sign_in_failed(self, why):
        self.sudo().message_post(body=why)
        self.sudo().write(
            {
                "last_check_at": fields.Datetime.now(),
                "last_check_ok": False,
                "last_check": why,
            }
        )

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
        with as_user_error():
            known = self._settings().secrets
        if not known.get("refresh_token"):
            raise UserError(
                self.env._("Press “Sign In to eBay” first: no seller has let us in.")
            )
        if not known.get("verification_token"):
            token = secrets.token_urlsafe(48)  # 64 characters, of those that eBay takes
            self.env["integration.credential"]._store_many(
                self, {"verification_token": (token, None)}
            )
        if not (known.get("access_token") and known.get("app_token")):
            tokens = self._ebay_ask(
                lambda settings, transport: self._platform().renew(
                    self._platform().client(settings, transport)
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

    # -- asking while somebody waits --

    def _ebay_ask(self, ask):
        """``ask(settings, transport)``: says at once what is wrong."""
        with as_user_error():
            platform, settings = self._platform(), self._settings()
        transport = open_way(
            platform, settings, self._call_policy(), seconds=PATIENCE_S
        )
        # Nobody waits for the network with a transaction open.
        self.env.cr.commit()  # pylint: disable=invalid-commit
        try:
            with no_database():
                return ask(settings, transport)
        except IntegrationError as error:
            raise UserError(error.message) from None
        finally:
            self._keep_calls(transport)
