"""What the channel changes on an order that is in people's hands here.

What can be done alone is done; what is left is told in one activity. A cancellation is
carried out while nothing has been touched; else somebody has to stop a parcel.
"""

from markupsafe import Markup

from odoo import models

from odoo.addons.omni_core.engine.plain import as_note


class IntegrationOrderChange(models.AbstractModel):
    _name = "integration.order.change"
    _description = "Changes of Confirmed Orders"

    def _take(self, connection, arrival):
        binding, sale = arrival.binding, arrival.binding.order_id
        self.env["integration.order.step"]._recognise(binding, arrival.order)
        approved = binding.approved_hash == binding.content_hash
        if approved:
            binding.base_document = False  # a person has seen to the difference
            self.env["integration.order.echo"]._let_pass(arrival)
        self._cancel(arrival, sale)
        confirmation = self.env["integration.order.confirmation"]
        confirmation._find_workflows(connection, arrival)
        urgent = list(self._urgent(arrival, sale))
        for summary in urgent:
            self._call_somebody(binding, summary)
        left = self.env["integration.order.edit"]._take(connection, arrival)
        left += self.env["integration.order.returns"]._take(connection, arrival)
        left += self.env["integration.order.refunds"]._take(connection, arrival)
        confirmation._go_on(connection, arrival)
        if left:
            self._tell(binding, self.env._("Changed on the channel"), left)
        text = "\n".join(urgent + left) or False
        binding.write(
            {
                "state": "held" if text and not approved else "imported",
                "hold_codes": "changed" if text else False,
                "hold_text": text,
                "change_note": text,
            }
        )

    def _cancel(self, arrival, sale):
        if not arrival.order.cancelled_at or sale.state == "cancel":
            return
        if self._touched(sale):
            return
        sale.locked = False
        sale.with_context(channel_knows=True)._action_cancel()
        sale.message_post(
            body=self.env._("Cancelled on the channel: %s", self._reason(arrival))
        )

    def _reason(self, arrival):
        return arrival.order.cancel_reason or self.env._("no reason given")

    def _touched(self, sale):
        """Why it cannot simply be changed any more; empty if it can."""
        if any(move.state == "posted" for move in sale.invoice_ids):
            return self._handled(sale) or self.env._("it is invoiced")
        return self._handled(sale)

    def _handled(self, sale):
        """What has happened to the goods; empty if nobody had them in hand."""
        moves = sale.picking_ids.move_ids
        if any(move.state == "done" for move in moves):
            return self.env._("goods have left")
        if any(move.picked for move in moves):
            return self.env._("goods are being picked")
        return ""

    def _urgent(self, arrival, sale):
        order = arrival.order
        if sale.state == "cancel":
            return
        if order.cancelled_at:
            yield self.env._(
                "The channel has cancelled it (%(reason)s), but %(why)s: stop the "
                "parcel, or take the goods back.",
                reason=self._reason(arrival),
                why=self._touched(sale),
            )
        elif order.cancel_requested:
            yield self.env._(
                "The buyer asks to cancel. Answer on the channel before it is shipped."
            )

    # -- people ------------------------------------------------------------------------

    def _tell(self, binding, summary, texts):
        """One activity with all there is to do: what was told before is replaced."""
        rows = Markup().join(Markup("<li>{}</li>").format(text) for text in texts)
        note = Markup("<ul>{}</ul>").format(rows)
        known = binding.order_id.activity_ids.filtered(lambda a: a.summary == summary)
        if known:
            known[:1].note = note
        else:
            self._call_somebody(binding, summary, note)

    def _call_somebody(self, binding, summary, note="", **vals):
        """One activity for each thing to do, however often the channel tells it."""
        sale = binding.order_id
        if summary not in sale.activity_ids.mapped("summary"):
            owner = sale.user_id or binding.connection_id.user_id or self.env.user
            sale.activity_schedule(
                "mail.mail_activity_data_warning",
                summary=summary,
                note=note and as_note(note),
                user_id=owner.id,
                **vals,
            )
