"""The buyer, or the shop, chooses another way to ship an order that lives here."""

from odoo import models

from odoo.addons.omni_core.lib.errors import Unmapped

from ..edits import carriers_of


class IntegrationOrderCarrier(models.AbstractModel):
    _name = "integration.order.carrier"
    _description = "Changes of the Shipping Method by the Channel"

    def _obstacle(self, arrival, base):
        """Why it is left to people; empty if nobody is in the way."""
        sale = arrival.binding.order_id
        if busy := self.env["integration.order.change"]._handled(sale):
            return busy
        known = self._known(
            arrival, {**carriers_of(base), **carriers_of(arrival.order)}
        )
        if sale.carrier_id != self._chosen(base, known):
            return self.env._("it was changed here as well")
        unknown = {
            code: title
            for code, title in carriers_of(arrival.order).items()
            if code not in known
        }
        if not unknown:
            return ""
        arrival.unmapped += [Unmapped("carrier", *pair) for pair in unknown.items()]
        return self.env._(
            "“%s” is not mapped to a delivery method yet. Map it; the order goes on by "
            "itself",
            ", ".join(unknown.values()),
        )

    def _apply(self, arrival):
        """On the order, and on what is still to leave."""
        sale = arrival.binding.order_id.with_context(channel_knows=True)
        carrier = self._chosen(
            arrival.order, self._known(arrival, carriers_of(arrival.order))
        )
        sale.carrier_id = carrier
        waiting = sale.picking_ids.filtered(
            lambda picking: picking.state not in ("done", "cancel")
        )
        waiting.carrier_id = carrier

    def _known(self, arrival, codes):
        connection = arrival.binding.connection_id
        return self.env["integration.mapping"]._known(connection, "carrier", codes)

    def _chosen(self, order, known):
        """The first that is mapped, as when the order was made."""
        carriers = self.env["delivery.carrier"]
        return next((known[c] for c in carriers_of(order) if known.get(c)), carriers)
