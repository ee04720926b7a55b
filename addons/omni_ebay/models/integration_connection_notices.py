"""What eBay tells us by itself: its keys, our address, the state of both."""

from odoo import fields, models

MOST_KEYS = 5


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    ebay_public_keys = fields.Json(
        "eBay's Keys", copy=False, readonly=True, help="By which it signs. Public."
    )
    ebay_alert_email = fields.Char(
        "Alert E-mail",
        tracking=True,
        default=lambda self: self.env.user.email,
        help="eBay writes there if it cannot reach us. It notifies nobody without.",
    )
    ebay_notification_state = fields.Text("Notifications", readonly=True, copy=False)

    def _ebay_keep_key(self, key_id, key):
        """The latest ones: eBay changes them now and then."""
        self.ensure_one()
        known = dict(self.ebay_public_keys or {})
        known.pop(key_id, None)
        kept = list(known.items())[-(MOST_KEYS - 1) :]
        self.ebay_public_keys = dict([*kept, (key_id, key)])

    def _ebay_address(self):
        self.ensure_one()
        tokens = [self.webhook_token, self.webhook_token_previous]
        return {
            "address": self.webhook_url,
            "ours": [token for token in tokens if token],
            "alert_email": self.ebay_alert_email or "",
        }

    def _ebay_notifications_checked(self, repairs):
        """Say in words what arrives, and what somebody has to do."""
        self.ensure_one()
        if repairs["refused"]:
            lines = [
                self.env._("eBay refuses some notifications; the poll does alone:")
            ]
            lines += [f"{topic}: {why}" for topic, why in repairs["refused"].items()]
            text = "\n".join(lines)
        else:
            text = self.env._("All subscriptions are in place.")
        if text != self.ebay_notification_state:
            self.ebay_notification_state = text
        if not self.events_expected_since and not repairs["refused"]:
            self._expect_events()
