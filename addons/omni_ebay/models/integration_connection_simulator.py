"""The simulated eBay has a seller who agrees without being asked."""

import requests

from odoo import models
from odoo.exceptions import UserError

PATIENCE_S = 20


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def _ask_simulator(self, url, platform):
        keys = super()._ask_simulator(url, platform)
        if platform != "ebay":
            return keys
        tokens = self._ebay_tell_simulator(url, "issue-token")
        back = {"url": self.callback_url}
        self._ebay_tell_simulator(url, "register-redirect", back)
        return keys | {"refresh_token": tokens["refresh_token"]}

    def _ebay_tell_simulator(self, url, action, wish=None):
        try:
            answer = requests.post(
                f"{url}/control/ebay/{action}", json=wish or {}, timeout=PATIENCE_S
            )
            answer.raise_for_status()
            return answer.json()
        except (requests.RequestException, ValueError) as error:
            raise UserError(
                self.env._("The simulated eBay does not answer at %s.", url)
            ) from error
