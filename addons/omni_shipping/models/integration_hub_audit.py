"""Whether a hub has what it should have: nothing missing, nothing twice."""

from datetime import timedelta, timezone

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.lib.errors import IntegrationError

from ..hub import HubState, find_twins

AT_WORK = ("open", "held")


class IntegrationHubOrder(models.Model):
    _inherit = "integration.hub.order"

    @api.model
    def _request_changed(self, connection):
        """Orders whose transfer, lines or address are not what was sent."""
        orders = self.search(
            [("connection_id", "=", connection.id), ("state", "in", AT_WORK)]
        )
        orders.filtered(lambda one: one._has_changed())._request_put()

    def _has_changed(self):
        """By content: times of writing do not tell when a change was committed."""
        try:
            return self.picking_id.state != "done" and self._document() is not None
        except (UserError, IntegrationError):
            return True  # its job will say what is wrong with it

    @api.model
    def _audit_plan(self, connection_id):
        """(since when to ask, {id: what was sent last}); None if nothing is there."""
        orders = self.search(
            [("connection_id", "=", connection_id), ("state", "in", AT_WORK)],
            order="create_date",
        )
        if not orders:
            return None
        oldest = orders[0].create_date.replace(tzinfo=timezone.utc)
        since = (oldest - timedelta(days=1)).isoformat()
        return since, {order.id: order.sent_hash for order in orders}

    @api.model
    def _compare(self, connection_id, known, stores, sent):
        """What was sent anew while the hub was asked is not in its answer."""
        orders = self.search(
            [("connection_id", "=", connection_id), ("state", "in", AT_WORK)]
        ).filtered(lambda order: sent.get(order.id) == order.sent_hash)
        by_ref = {one.ref: one for one in known}
        for order in orders:
            order._compare_one(by_ref.get(order.ref))
        feeding = [store for store in stores if store.feeds_itself]
        orders._hold_twins(known, feeding)

    def _compare_one(self, there):
        if there is None:
            self._note_finding(
                self.env._(
                    "%(number)s is not in %(hub)s any more: somebody deleted it there. "
                    "Send it again, or cancel it here.",
                    number=self.number,
                    hub=self.connection_id.name,
                ),
                "failed",
            )
        elif there.state is HubState.CANCELLED:
            self._note_finding(
                self.env._(
                    "%(number)s was cancelled in %(hub)s, the transfer is still to be "
                    "sent. Ship it from here, or cancel it.",
                    number=self.number,
                    hub=self.connection_id.name,
                ),
                "cancelled",
            )
        elif there.state is HubState.SHIPPED:
            if self._is_on_its_way(there):
                return
            self._note_finding(
                self.env._(
                    "%(number)s is marked as shipped in %(hub)s, and no label tells "
                    "what has left. Look there, and validate the transfer.",
                    number=self.number,
                    hub=self.connection_id.name,
                ),
            )
        elif there.state.value != self.state:
            self.state = there.state.value  # people over there hold and release

    def _is_on_its_way(self, there):
        """Its label was made after we looked last: the next look brings it."""
        looked = self.connection_id.hub_polled_until
        return not looked or there.modified_at.replace(tzinfo=None) >= looked

    def _note_finding(self, text, state=None):
        if self.problem != text:
            self.write({"problem": text, **({"state": state} if state else {})})
            self.picking_id._omni_warn(text)

    def _hold_twins(self, known, feeding):
        """The shop has begun to feed the hub as well: nobody packs ours meanwhile."""
        builder = self.env["integration.hub.builder"]
        numbers = {
            order.ref: (order.number, *builder._other_numbers(order.picking_id))
            for order in self
        }
        twins = find_twins(numbers, known, feeding)
        for order in self.filtered(
            lambda one: one.ref in twins and one.state == "open"
        ):
            text = self.env._(
                "%(hub)s has %(number)s twice: from Odoo, and from its own store "
                "“%(store)s”. Ours is put on hold there. Choose who feeds the hub, then"
                " cancel one of them.",
                hub=order.connection_id.name,
                number=order.number,
                store=twins[order.ref].name,
            )
            order.connection_id.hub_double_feed = text
            order._note_finding(text)
            order.action_hold()
