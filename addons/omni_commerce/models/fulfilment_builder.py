"""From a validated transfer to what its channel has to hear of it."""

from decimal import Decimal

from odoo import models

from odoo.addons.omni_core.engine.platform import get_platform
from odoo.addons.omni_core.lib.errors import MappingError, Unmapped

from ..carriers import known_carrier
from ..documents import Parcel
from ..shipments import exact, pack_lines, pack_parcels


class IntegrationFulfilmentBuilder(models.AbstractModel):
    _name = "integration.fulfilment.builder"
    _description = "Shipments out of Transfers"

    def _build(self, pickings):
        """A record for each order in them; they say themselves whether to be told."""
        made = self.env["integration.fulfilment"].sudo()
        parts = [
            (picking, binding, lines)
            for picking in pickings.sudo()
            for binding, lines in self._sold_lines(picking).items()
            if not binding.record_only
        ]
        bindings = [binding.id for _picking, binding, _lines in parts]
        known = made.search([("binding_id", "in", bindings)])
        for picking, binding, lines in parts:
            mine = (known + made).filtered(lambda one, b=binding: one.binding_id == b)
            if picking in mine._alive().picking_id:
                continue
            if shipped := self._shipped(picking, lines, mine._sum_lines()):
                made += made.create(self._vals(picking, binding, shipped))
        made.filtered(lambda one: one._tells_now())._request()
        return made

    def _sold_lines(self, picking):
        """{order there: its sold lines} of what went to the customer."""
        moves = picking.move_ids.filtered(_has_left)
        lines = moves.sale_line_id.filtered("channel_line_ref")
        return lines.grouped(lambda line: line.order_id.channel_binding_id)

    def _vals(self, picking, binding, shipped):
        connection = binding.connection_id
        return {
            "binding_id": binding.id,
            "picking_id": picking.id,
            "lines": pack_lines(shipped),
            "parcels": pack_parcels(picking._channel_parcels()),
            "location_ref": self._place(connection, picking),
            "shipped_at": picking.date_done,
        }

    # -- how much ----------------------------------------------------------------------

    def _shipped(self, picking, lines, told):
        """{line there: quantity}; never more than was sold and is untold."""
        shipped = {}
        for line in lines:
            ref = line.channel_line_ref
            sold = exact(line.product_uom_qty) - told.get(ref, Decimal(0))
            if line.move_ids.filtered(_is_of_kit):
                # A kit has left when its last component has, whichever parcel that is
                left = exact(line.qty_delivered) - told.get(ref, Decimal(0))
            else:
                left = self._moved(line, picking)
            if (quantity := min(left, sold)) > 0:
                shipped[ref] = quantity
        return shipped

    def _moved(self, line, picking):
        moves = line.move_ids.filtered(
            lambda move: move.picking_id == picking and _has_left(move)
        )
        return exact(
            sum(
                move.product_uom._compute_quantity(
                    move.quantity, line.product_uom_id, rounding_method="HALF-UP"
                )
                for move in moves
            )
        )

    # -- from where --------------------------------------------------------------------

    def _place(self, connection, picking):
        """The channel's place that is filled from where the goods have left."""
        # From the shelf; or out of the output zone of a warehouse with that shelf
        shelf = picking.picking_type_id.warehouse_id.lot_stock_id
        places = connection._stock_locations()
        for path in (picking.location_id.parent_path, shelf.parent_path):
            for place in places if path else ():
                if any(path.startswith(own.parent_path) for own in place.location_ids):
                    return place.external_ref
        return False

    # -- by whom -----------------------------------------------------------------------

    def _carriers_there(self, connection, parcels):
        """The parcels with their carriers in the channel's own words.

        A word that nobody knows waits in the inbox of unmapped values.
        """
        words = {parcel.carrier for parcel in parcels if parcel.carrier}
        speaks = get_platform(connection.platform).carriers
        mapped = self.env["integration.mapping"]._known(
            connection, "carrier_name", words
        )
        names, missing = {"": ""}, []
        for word in sorted(words):
            if word in mapped:
                names[word] = mapped[word] or ""
            elif name := _spoken(word, speaks):
                names[word] = name
            else:
                missing.append(Unmapped("carrier_name", word, word))
        if missing:
            raise MappingError(*missing)
        return tuple(
            Parcel(p.tracking_number, names[p.carrier], p.tracking_url) for p in parcels
        )


def _spoken(word, speaks):
    known = known_carrier(word)
    if speaks is None:  # any name will do
        return known or word
    return speaks.get(known) or ""


def _has_left(move):
    return move.state == "done" and move.location_dest_usage == "customer"


def _is_of_kit(move):
    """Only where Manufacturing is installed are there kits."""
    return "bom_line_id" in move._fields and move.bom_line_id
