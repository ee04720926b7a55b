"""One message to the buyer for each parcel: from the shop, or from Odoo, never both."""

from odoo import models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    def _send_confirmation_email(self):
        """Odoo's own mail stays away where the shop writes; all else goes on."""
        of_shops = self.filtered(lambda picking: picking._channel_mails_buyer())
        result = super(StockPicking, self - of_shops)._send_confirmation_email()
        if of_shops:
            # ``skip_sms`` is the word of Odoo's own SMS add-on, which would ask its
            # service at once, amid the validation.
            silent = of_shops.with_context(channel_mails_buyer=True, skip_sms=True)
            super(StockPicking, silent)._send_confirmation_email()
        return result

    def _channel_mails_buyer(self):
        """Whether the shop is the one who writes, whoever tells it of the parcel."""
        binding = self.sudo().sale_id.channel_binding_id
        return bool(binding and binding.connection_id.fulfilment_notify)

    def message_post_with_source(self, source_ref, **kwargs):
        # The mail is sent amid other things of the validation: a label, for example
        template = self.company_id.stock_mail_confirmation_template_id
        if self.env.context.get("channel_mails_buyer") and source_ref == template:
            return self.env["mail.message"]
        return super().message_post_with_source(source_ref, **kwargs)
