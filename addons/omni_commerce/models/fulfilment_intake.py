"""What the channel says of shipments: our own echo, or goods that left elsewhere."""

from odoo import models

from ..shipments import (
    OVER,
    is_like,
    pack_lines,
    pack_parcels,
    sum_lines,
    unpack_lines,
    unpack_parcels,
)
from .integration_order_binding import _naive


class IntegrationFulfilmentIntake(models.AbstractModel):
    _name = "integration.fulfilment.intake"
    _description = "Shipments that Channels Tell of"

    def _take(self, arrivals):
        """Of orders that are handled here; one read for all of them."""
        shipped = [a for a in arrivals if a.order.fulfilments and _is_at_work(a)]
        bindings = self.env["integration.order.binding"].union(
            *(arrival.binding for arrival in shipped)
        )
        records = self.env["integration.fulfilment"].search(
            [("binding_id", "in", bindings.ids)]
        )
        by_binding = records.grouped("binding_id")
        for arrival in shipped:
            known = by_binding.get(arrival.binding, records.browse())
            self._take_one(arrival, known)

    def _take_one(self, arrival, known):
        news = known.browse()
        for document in arrival.order.fulfilments:
            record = known.filtered(
                lambda one, ref=document.ref: ref in (one.refs or ())
            )
            if record:
                self._follow(record, document)
            elif document.status == "success":
                mine = self._untold_like(known, document)
                if mine:
                    self._adopt(mine, document)
                else:
                    news += self._write_down(arrival.binding, document)
        news.filtered(lambda one: one.state == "pending")._book_or_ask()

    # -- known ones --------------------------------------------------------------------

    def _follow(self, record, document):
        if document.status in OVER and record.state == "done":
            record.state = "cancelled"
            self._tell_of_cancel(record)
        elif record.origin == "channel" and document.status not in OVER:
            self._follow_tracking(record, document)

    def _tell_of_cancel(self, record):
        if record.picking_id.state == "done":
            record._warn(
                self.env._(
                    "%(shop)s took the shipment %(number)s of order %(order)s back, "
                    "here the goods have left. Look where they are.",
                    shop=record.connection_id.name,
                    number=record.tracking,
                    order=record.binding_id.name,
                )
            )

    def _follow_tracking(self, record, document):
        parcels = pack_parcels(document.parcels)
        if parcels != (record.parcels or []):
            record.parcels = parcels
            if record.picking_id:
                record.picking_id.carrier_tracking_ref = _numbers(document)

    def _untold_like(self, known, document):
        """Ours, whose answer we never saw, or which a person told over there."""
        for record in known:
            if record.origin != "odoo" or record.refs or record.state == "cancelled":
                continue
            if sum_lines([document.lines]) != sum_lines([unpack_lines(record.lines)]):
                continue
            numbers = {p.tracking_number for p in unpack_parcels(record.parcels)}
            if record.state == "pending" or is_like(document, (), numbers):
                return record
        return None

    def _adopt(self, record, document):
        record.write(
            {
                "state": "done",
                "refs": [document.ref],
                "external_ref": document.ref,
                "told_parcels": record.parcels,
                "told_at": document.at and _naive(document.at),
                "error": False,
                "note": self.env._("The channel knew of it already."),
            }
        )

    # -- new ones ----------------------------------------------------------------------

    def _write_down(self, binding, document):
        lines = sum_lines([document.lines])
        ignored = binding.connection_id.fulfilment_elsewhere == "ignore"
        return self.env["integration.fulfilment"].create(
            {
                "binding_id": binding.id,
                "origin": "channel",
                "state": "done" if ignored else "pending",
                "external_ref": document.ref,
                "refs": [document.ref],
                "lines": pack_lines(lines),
                "parcels": pack_parcels(document.parcels),
                "location_ref": document.location_ref or False,
                "shipped_at": document.at and _naive(document.at),
                "note": document.by and self.env._("Shipped by %s", document.by),
            }
        )


def _is_at_work(arrival):
    """A sales order that is neither a mere record nor waiting for somebody."""
    sale = arrival.binding.order_id
    return sale.state == "sale" and not sale.channel_guard


def _numbers(document):
    return ",".join(parcel.tracking_number for parcel in document.parcels) or False
