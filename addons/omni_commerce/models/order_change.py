"""What the channel changes on an order that is in people's hands here.

It is not rewritten. A cancellation is carried out while nothing has been touched; else
a person is called, since somebody has to stop a parcel.
"""

from decimal import Decimal

from odoo import models

from .order_verdict import exact


class IntegrationOrderChange(models.AbstractModel):
    _name = "integration.order.change"
    _description = "Changes of Confirmed Orders"

    def _take(self, arrival):
        binding, sale = arrival.binding, arrival.binding.order_id
        cancelled = bool(arrival.order.cancelled_at)
        if cancelled and sale.state != "cancel" and not self._touched(sale):
            sale._action_cancel()
            sale.message_post(
                body=self.env._(
                    "Cancelled on the channel: %s",
                    arrival.order.cancel_reason or self.env._("no reason given"),
                )
            )
        notes = list(self._urgent(arrival, sale))
        if notes:
            self._call_somebody(arrival, sale, notes)
        if not (cancelled and sale.state == "cancel"):
            notes += self._differences(arrival, sale)
        approved = binding.approved_hash == binding.content_hash
        text = "\n".join(notes) or False
        binding.write(
            {
                "state": "held" if text and not approved else "imported",
                "hold_codes": "changed" if text else False,
                "hold_text": text,
                "change_note": text,
            }
        )

    def _touched(self, sale):
        """Why it cannot simply be cancelled any more; empty if it can."""
        moves = sale.picking_ids.move_ids
        if any(move.state == "done" for move in moves):
            return self.env._("goods have left")
        if any(move.picked for move in moves):
            return self.env._("goods are being picked")
        if any(move.state == "posted" for move in sale.invoice_ids):
            return self.env._("it is invoiced")
        return ""

    def _urgent(self, arrival, sale):
        order = arrival.order
        if sale.state == "cancel":
            return
        if order.cancelled_at:
            yield self.env._(
                "The channel has cancelled it (%(reason)s), but %(why)s: stop the "
                "parcel, or take the goods back.",
                reason=order.cancel_reason or self.env._("no reason given"),
                why=self._touched(sale),
            )
        elif order.cancel_requested:
            yield self.env._(
                "The buyer asks to cancel. Answer on the channel before it is shipped."
            )

    def _differences(self, arrival, sale):
        if arrival.order.refunds:
            yield self.env._("The channel has given money back.")
        here = exact(
            sale.amount_total, Decimal(1).scaleb(-sale.currency_id.decimal_places)
        )
        if here != arrival.proof.total:
            yield self.env._(
                "The total is %(theirs)s now, here it is %(ours)s.",
                theirs=f"{arrival.proof.total} {arrival.proof.currency}",
                ours=f"{here} {sale.currency_id.name}",
            )

    def _call_somebody(self, arrival, sale, notes):
        """One activity for each thing to do, however often the channel tells it."""
        connection = arrival.binding.connection_id
        known = sale.activity_ids.mapped("summary")
        for summary in notes:
            if summary not in known:
                sale.activity_schedule(
                    "mail.mail_activity_data_warning",
                    summary=summary,
                    user_id=(sale.user_id or connection.user_id or self.env.user).id,
                )
