"""A corrected tracking number stands beside the old one: eBay takes none back."""

from odoo import models


class IntegrationFulfilment(models.Model):
    _inherit = "integration.fulfilment"

    def _note_told(self, wish, refs):
        if wish["do"] == "correct" and self.connection_id.platform == "ebay":
            self._ebay_note_old_numbers(wish)
        return super()._note_told(wish, refs)

    def _ebay_note_old_numbers(self, wish):
        """Whoever corrected it has to know that the buyer sees both."""
        now = {number for number, *_more in wish["parcels"]}
        told = [number for number, *_more in self.told_parcels or () if number]
        old = [number for number in told if number not in now]
        if not old:
            return
        self.note = self.env._(
            "The buyer also still sees the old number on eBay: %s. eBay lets nobody "
            "take one away. Say which one is right by “Write to Buyer” on the order.",
            ", ".join(old),
        )
        if self.picking_id:
            self.picking_id.message_post(body=self.note)
