"""A Shopify store as a connection: where it is, how the app signs in, what it hears."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.plain import as_user_error
from odoo.addons.omni_core.engine.setup import SetupStep
from odoo.addons.omni_core.lib.errors import AuthError

from ..platform import shop_handle


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    shopify_shop = fields.Char(
        "Store Address",
        copy=False,
        tracking=True,
        help="my-store.myshopify.com, even if buyers see another address.",
    )
    shopify_grant = fields.Selection(
        [
            ("client_credentials", "App of your own (Dev Dashboard)"),
            ("refresh", "On Shopify's page, where you agree"),
            ("static", "Permanent token (app made in the store before 2026)"),
        ],
        "Sign-in",
        default="client_credentials",
        help="How the app gets its access token.",
    )
    shopify_vat_attribute = fields.Char(
        "VAT Number Is In",
        default="VAT number",
        help="The cart attribute that holds the buyer's VAT number: Shopify has no "
        "field of its own for buyers who are not a company account.",
    )
    shopify_webhook_state = fields.Text("Webhooks", readonly=True, copy=False)

    # -- connecting --

    def _setup_steps(self):
        steps = super()._setup_steps()
        if self.platform == "shopify":
            steps.append(
                SetupStep(
                    "shopify_shop",
                    self.env._("Say where the store is"),
                    bool(self.shopify_shop),
                    self.shopify_shop
                    or self.env._(
                        "On the page “Shopify”: its address that ends in myshopify.com."
                    ),
                    sequence=5,
                )
            )
        return steps

    def action_connect(self):
        """A Shopify connection gets its first token here; then it starts as any."""
        shopify = self.filtered(lambda c: c.platform == "shopify")
        for connection in shopify:
            connection._demand("administrator")
            connection._check_secrets_complete()
            if connection.shopify_grant == "client_credentials":
                connection._shopify_sign_in()
        result = super().action_connect()
        shopify._shopify_ask_for_webhooks()
        return result

    def _shopify_sign_in(self):
        """Somebody waits for it: says at once what is wrong with the app or store."""
        with as_user_error(self.env):
            shop_handle(self._settings())
            tokens = self._ask_now(
                lambda platform, settings, transport: platform.renew(
                    platform.client(settings, transport)
                )
            )
        self.env["integration.credential"]._store_many(self, tokens)

    def _signs_in_there(self):
        if self.platform == "shopify":
            return self.shopify_grant == "refresh"
        return super()._signs_in_there()

    def action_shopify_renew_permanent(self):
        """Trade the permanent token for one that ends and is renewed by itself."""
        self.ensure_one()
        self._demand("administrator")
        with as_user_error(self.env):
            tokens = self._ask_now(
                lambda platform, settings, transport: platform.from_permanent(
                    settings, transport
                )
            )
        self.env["integration.credential"]._store_many(self, tokens)
        self.sudo().shopify_grant = "refresh"
        return True

    def _shopify_ask_for_webhooks(self):
        for connection in self:
            self.env["sync.job"].enqueue(
                connection, "webhook_check", identity_key="webhook_check"
            )

    @api.constrains("platform", "shopify_shop")
    def _check_shopify_shop(self):
        for connection in self:
            if connection.platform == "shopify" and connection.shopify_shop:
                try:
                    shop_handle(_Shop(connection.shopify_shop))
                except AuthError as error:
                    raise ValidationError(tell(self.env.lang, error.message)) from None

    # -- webhooks --

    def _shopify_address(self):
        """Where Shopify shall call us, and by what our subscriptions are known."""
        self.ensure_one()
        tokens = [self.webhook_token, self.webhook_token_previous]
        return {"address": self.webhook_url, "tokens": [t for t in tokens if t]}

    def _shopify_webhooks_checked(self, repairs):
        """Say in words what arrives, and what somebody has to do."""
        if repairs["refused"]:
            lines = [self.env._("Shopify refuses some webhooks; the poll does alone:")]
            lines += [f"{topic}: {why}" for topic, why in repairs["refused"].items()]
            text = "\n".join(lines)
        else:
            text = self.env._("All subscriptions are in place.")
        if text != self.shopify_webhook_state:
            self.shopify_webhook_state = text

    # -- what Shopify tells us about ourselves --

    def _shopify_uninstalled(self):
        """No retry storm against a closed door."""
        reason = self.env._("The app was removed from the store. Install it again.")
        for connection in self.filtered(lambda c: c.state != "blocked"):
            connection._set_state("blocked", reason)
            connection._shopify_tell_owner(
                self.env._("App removed: %s", connection.name), reason
            )

    def _shopify_privacy_request(self, topic, customer):
        self.ensure_one()
        if topic == "customers/redact" and customer and self.forget_on_request:
            refs = (customer, f"gid://shopify/Customer/{customer}")
            self._forget_person(refs=refs, reason=f"Shopify {topic}")
            return
        wishes = {
            "customers/data_request": self.env._(
                "A buyer asks which data about them are kept."
            ),
            "customers/redact": self.env._("A buyer asks for their data to be erased."),
            "shop/redact": self.env._("The store's data are to be erased."),
        }
        note = self.env._(
            "%(wish)s Shopify's number of the buyer: %(customer)s. Answer within 30 "
            "days; what tax law makes you keep may stay.",
            wish=wishes.get(topic, topic),
            customer=customer or "-",
        )
        self._shopify_tell_owner(self.env._("Privacy request"), note)

    def _shopify_tell_owner(self, summary, note):
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=(self.user_id or self.env.ref("base.user_admin")).id,
            summary=summary,
            note=note,
        )


class _Shop:
    """Just enough of a connection's settings to look at an address."""

    def __init__(self, shop):
        self.options = {"shop": shop}
