"""Forgetting a member of eBay: messages, and addresses that die with the account."""

from odoo import fields, models
from odoo.fields import Domain

_THEIR_MAIL = "@members.ebay.com"


class IntegrationErasure(models.Model):
    _inherit = "integration.erasure"

    ebay_message_count = fields.Integer("Messages on eBay Deleted", readonly=True)


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    def _forget(self, person):
        """With what was told of their messages on orders."""
        messages = self.env["ebay.message"].search(
            Domain("connection_id", "in", self.ids) & Domain("buyer", "in", person.refs)
        )
        count = len(messages)
        messages.mail_id.unlink()
        messages.unlink()
        return {**super()._forget(person), "ebay_message_count": count}


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _channel_forget_account(self):
        """The address that eBay lent the buyer is dead now."""
        self.filtered(lambda p: (p.email or "").endswith(_THEIR_MAIL)).email = False
        return super()._channel_forget_account()
