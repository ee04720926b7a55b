"""Is the account ready to sell? What is missing, in plain words, a button for each."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.plain import as_user_error

from ..check import LACKS
from ..client.sites import site_of
from ..readiness import create_location, join_policies, set_alert_email


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    ebay_lacking = fields.Json("Missing on eBay", copy=False, readonly=True)
    ebay_lacks_programme = fields.Boolean(compute="_compute_ebay_lacks")
    ebay_lacks_policies = fields.Boolean(compute="_compute_ebay_lacks")
    ebay_lacks_location = fields.Boolean(compute="_compute_ebay_lacks")
    ebay_lacks_alert_email = fields.Boolean(compute="_compute_ebay_lacks")
    ebay_lacks_signing_key = fields.Boolean(compute="_compute_ebay_lacks")

    ebay_forbidden = fields.Json("Not Allowed", copy=False, readonly=True)
    ebay_forbidden_text = fields.Text(compute="_compute_ebay_forbidden_text")

    @api.depends("ebay_forbidden")
    def _compute_ebay_forbidden_text(self):
        for connection in self:
            rows = connection.ebay_forbidden or []
            connection.ebay_forbidden_text = "\n".join(
                f"{words[:1].upper()}{words[1:]} ({scope})" for scope, words in rows
            )

    @api.depends("ebay_lacking")
    def _compute_ebay_lacks(self):
        for connection in self:
            for name in LACKS:
                connection[f"ebay_lacks_{name}"] = name in (
                    connection.ebay_lacking or []
                )

    def _check_passed(self, result):
        if self.platform == "ebay":
            self.sudo().write(
                {
                    "ebay_lacking": result.info["lacking"],
                    "ebay_forbidden": [
                        [scope, tell(self.env.lang, words)]
                        for scope, words in result.info["forbidden"]
                    ]
                    or False,
                }
            )
        return super()._check_passed(result)

    def _ebay_no_longer_lacks(self, name):
        self.ebay_lacking = [lack for lack in self.ebay_lacking or [] if lack != name]

    # -- a button for each --

    def action_ebay_join_policies(self):
        return self._ebay_mend(join_policies)

    def action_ebay_create_location(self):
        """From the address of the company: where parcels leave, unless told better."""
        self.ensure_one()
        address = self._ebay_home_address()
        return self._ebay_mend(lambda client: create_location(client, address))

    def action_ebay_set_alert_email(self):
        if not self.ebay_alert_email:
            raise UserError(self.env._("Enter the e-mail address first."))
        email = self.ebay_alert_email
        return self._ebay_mend(lambda client: set_alert_email(client, email))

    def action_ebay_open_policies(self):
        """Policies are promises to buyers: made by people, on eBay's own page."""
        self.ensure_one()
        domain = site_of(self.ebay_marketplace).domain
        url = f"https://www.{domain}/bp/manage"
        return {"type": "ir.actions.act_url", "url": url, "target": "new"}

    def _ebay_mend(self, mend):
        self.ensure_one()
        self._demand("administrator")
        with as_user_error(self.env):
            self._ask_now(
                lambda platform, settings, transport: mend(
                    platform.client(settings, transport).client
                )
            )
        return self.action_check()

    def _ebay_home_address(self):
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        partner = warehouse.partner_id or self.company_id.partner_id
        country = partner.country_id.code
        if not country or not (partner.zip or (partner.city and partner.state_id)):
            raise UserError(
                self.env._(
                    "Enter country and ZIP code in the address of %(name)s first.",
                    name=partner.display_name,
                )
            )
        return {
            "key": warehouse.code or "ODOO",
            "name": warehouse.name or self.company_id.name,
            "phone": partner.phone or "",
            "street": partner.street or "",
            "city": partner.city or "",
            "zip": partner.zip or "",
            "state": partner.state_id.code or "",
            "country": country,
        }
