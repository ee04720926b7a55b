"""Shipments of a hub come back: transfers are validated with what was really packed.

A shipment goes by its lines, each of which names a move of ours. So it does not matter
whether the order was split or merged over there.
"""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from ..documents import Money
from .delivery_documents import decimal_of

OPEN = ("confirmed", "waiting", "partially_available", "assigned")


class IntegrationHubIntake(models.AbstractModel):
    _name = "integration.hub.intake"
    _description = "Shipments that Come Back from Hubs"

    def _take(self, connection, shipments):
        """Each for itself: one that Odoo refuses is told, and looked at again."""
        labels = self.env["integration.label"]
        refs = [one.label.remote_ref for one in shipments]
        known = labels.search(
            [("connection_id", "=", connection.id), ("remote_ref", "in", refs)]
        ).grouped("remote_ref")
        for shipment in shipments:
            found = known.get(shipment.label.remote_ref)
            if shipment.label.voided_at:
                self._take_void(found or labels)
            elif not found and not shipment.label.is_return:
                self._take_new(connection, shipment)

    def _take_void(self, labels):
        """Of each transfer that was in the parcel."""
        voided = labels.filtered(lambda one: one.made_there and one.state == "bought")
        voided._note_voided()
        voided.hub_order_id._note_reopened()

    def _take_new(self, connection, shipment):
        moves = self._moves_of(shipment)
        orders = self._orders_of(connection, shipment, moves)
        if not orders:
            return  # of a store that is none of ours
        try:
            with self.env.cr.savepoint():
                shares = self._shares(orders, moves)
                self._book(orders, shipment, shares)
        except UserError as error:
            orders[0]._note_unbooked(shipment, str(error))

    # -- whose it is -------------------------------------------------------------------

    def _moves_of(self, shipment):
        """{move that was sent there: how many of it were packed}."""
        prefix = self.env["integration.hub.builder"]._line_prefix()
        counts = defaultdict(Decimal)
        for line in shipment.lines:
            number = line.ref.removeprefix(prefix)
            if line.ref.startswith(prefix) and number.isdecimal():
                counts[int(number)] += line.quantity
        moves = self.env["stock.move"].browse(counts).exists()
        return {move: counts[move.id] for move in moves}

    def _orders_of(self, connection, shipment, moves):
        """The order of each move; of a shipment without lines that of its reference."""
        orders = self.env["integration.hub.order"]
        mine = [("connection_id", "=", connection.id)]
        if moves:
            pickings = self.env["stock.move"].union(*moves).picking_id
            found = orders.search([*mine, ("picking_id", "in", pickings.ids)])
        else:
            found = orders.search([*mine, ("ref", "=", shipment.order_ref)])
        # What we had cancelled may have been quicker over there
        return found.filtered(lambda one: one.state != "cancelled") or found

    def _shares(self, orders, moves):
        """{open move: how many of it have left}, backorders of it included."""
        shares = defaultdict(Decimal)
        if not moves:  # the whole order, then
            for move in orders.picking_id.move_ids.filtered(_is_open):
                shares[move] = decimal_of(move.product_uom_qty)
        for move, quantity in moves.items():
            left = quantity
            for heir in self._heirs(move):
                share = min(left, decimal_of(heir.product_uom_qty) - shares[heir])
                if share > 0:
                    shares[heir] += share
                    left -= share
        return {move: share for move, share in shares.items() if share > 0}

    def _heirs(self, move):
        """The move itself, or what is left of it in backorders."""
        pickings, more = move.picking_id, move.picking_id
        while more := more.backorder_ids:
            pickings |= more
        return pickings.move_ids.filtered(
            lambda one: (
                _is_open(one)
                and one.product_id == move.product_id
                and one.sale_line_id == move.sale_line_id
                and one.description_picking == move.description_picking
            )
        )

    # -- what becomes of it ------------------------------------------------------------

    def _book(self, orders, shipment, shares):
        moves = self.env["stock.move"].union(*shares)
        pickings = moves.picking_id or self._last_done(orders)
        for picking in pickings:
            order = (
                orders.filtered(
                    lambda one, picking=picking: one.picking_id in _line_of(picking)
                )[:1]
                or orders[:1]
            )
            self._make_label(order, picking, shipment, is_first=picking == pickings[0])
        for picking in moves.picking_id:
            self._validate(picking, shares)
        for order in orders:
            order._note_shipped()

    def _last_done(self, orders):
        """Everything has left here before: a second parcel of the same goods."""
        pickings, more = orders.picking_id, orders.picking_id
        while more := more.backorder_ids:
            pickings |= more
        return pickings.filtered(lambda one: one.state == "done")[-1:]

    def _make_label(self, order, picking, shipment, is_first):
        """As if it were bought here: it carries number, cost, and is followed."""
        label = shipment.label
        labels = self.env["integration.label"]
        taken = picking.omni_label_ids.mapped("parcel")
        suffix = "" if is_first else f":{picking.id}"
        made = labels.create(
            {
                "connection_id": order.connection_id.id,
                "picking_id": picking.id,
                "parcel": max(taken, default=0) + 1,
                "ref": f"{order.connection_id.id}:{label.remote_ref}{suffix}",
                "made_there": True,
                "rides_along": not is_first,
                "told_shop": shipment.told_shop,
                "hub_order_id": order.id,
                "test": label.test,
            }
        )
        if not is_first:  # paid once, however many transfers are in the parcel
            free = Money(Decimal(0), label.cost.currency)
            label = replace(label, cost=free)
        made._note_bought(label)

    def _validate(self, picking, shares):
        """Exactly what has left; the rest stays open, in a backorder."""
        for move in picking.move_ids.filtered(_is_open):
            if share := shares.get(move):
                move.quantity = float(share)
            move.picked = bool(share)
        picking.with_context(omni_packed_there=True)._action_done()


class IntegrationHubOrder(models.Model):
    _inherit = "integration.hub.order"

    def _note_shipped(self):
        """What is left of it stays open over there, and so does this."""
        for order in self:
            pickings, more = order.picking_id, order.picking_id
            while more := more.backorder_ids:
                pickings |= more
            if all(one.state in ("done", "cancel") for one in pickings):
                order.write(
                    {"state": "shipped", "problem": False, "unbooked_at": False}
                )

    def _note_reopened(self):
        """A void opens the order over there again: somebody may ship it once more."""
        for order in self.filtered(lambda one: one.state == "shipped"):
            order.picking_id._omni_warn(
                self.env._(
                    "The label of %(number)s was voided in %(hub)s, where the order is "
                    "open again. If the goods stay here, take them back by a return; "
                    "if they leave, they leave with a new label.",
                    number=order.number,
                    hub=order.connection_id.name,
                )
            )

    def _note_unbooked(self, shipment, message):
        text = self.env._(
            "%(hub)s shipped %(number)s (%(tracking)s), but Odoo could not validate "
            "the transfer: %(why)s",
            hub=self.connection_id.name,
            number=self.number,
            tracking=shipment.label.tracking_number,
            why=message,
        )
        if self.problem != text:
            at = shipment.label.created_at.replace(tzinfo=None)
            self.write({"problem": text, "unbooked_at": self.unbooked_at or at})
            self.picking_id._omni_warn(text)


class IntegrationLabel(models.Model):
    _inherit = "integration.label"

    made_there = fields.Boolean(
        "Bought There", readonly=True, help="By people who packed in the hub."
    )
    told_shop = fields.Boolean(
        "Shop Knows", readonly=True, help="The hub has told the shop itself."
    )
    hub_order_id = fields.Many2one(
        "integration.hub.order", readonly=True, index="btree_not_null"
    )


def _is_open(move):
    return move.state in OPEN


def _line_of(picking):
    """The transfer and those that it is left over from."""
    found, more = picking, picking
    while more := more.backorder_id:
        found |= more
    return found
