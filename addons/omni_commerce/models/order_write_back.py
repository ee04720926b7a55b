"""What the channel is told of an order's documents here, and when it is done with.

No news of the order comes of it; whoever wants none of it leaves it switched off.
"""

from odoo import fields, models

from odoo.addons.omni_core.engine.platform import JobRequest, get_platform

from ..adapter import Can


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    order_numbers_push = fields.Boolean(
        "Write Odoo's Numbers There",
        help="The numbers of the sales order, its deliveries and invoices are written "
        "onto the channel's order.",
    )
    order_close = fields.Boolean(
        "Close What Is Done",
        help="An order that is delivered and invoiced here is closed over there.",
    )
    can_write_numbers = fields.Boolean(compute="_compute_can_write_back")
    can_close_orders = fields.Boolean(compute="_compute_can_write_back")

    def _compute_can_write_back(self):
        for connection in self:
            can = get_platform(connection.platform).can if connection.is_shop else ()
            connection.can_write_numbers = Can.WRITE_NUMBERS in can
            connection.can_close_orders = Can.CLOSE_ORDER in can


class IntegrationOrderBinding(models.Model):
    _inherit = "integration.order.binding"

    told = fields.Json(readonly=True, copy=False, help="What was written back last.")


class IntegrationOrderWriteBack(models.AbstractModel):
    _name = "integration.order.write.back"
    _description = "Tells Channels of Odoo's Documents"

    def _request(self, sales):
        """A job for each order that something may have changed of."""
        ours = sales.sudo().filtered(lambda sale: not sale.channel_guard)
        bindings = ours.channel_binding_id
        for connection, mine in bindings.grouped("connection_id").items():
            if connection.order_numbers_push or connection.order_close:
                requests = [_job(binding.external_ref) for binding in mine]
                self.env["sync.job"].sudo().enqueue_many(connection, requests)

    def _wishes(self, bindings):
        """{reference: what is still to be told}, of orders that are real ones here."""
        wishes = {}
        for binding in bindings:
            connection, sale = binding.connection_id, binding.order_id
            if sale.state != "sale" or sale.channel_guard:
                continue
            told, wish = binding.told or {}, {}
            if connection.order_numbers_push and connection.can_write_numbers:
                wish["numbers"] = _numbers(sale)
            if connection.order_close and connection.can_close_orders:
                wish["close"] = _is_done(sale)
            if wish and wish != told:
                wishes[binding.external_ref] = wish
        return wishes


def _numbers(sale):
    """As they are stored: lists, so that what was told compares with what is."""
    deliveries = sale.picking_ids.filtered(lambda one: one.state != "cancel")
    invoices = sale.invoice_ids.filtered(lambda move: move.state == "posted")
    rows = [("order", sale), *(("delivery", one) for one in deliveries.sorted("id"))]
    rows += [("invoice", one) for one in invoices.sorted("id")]
    return [[kind, record.name] for kind, record in rows]


def _is_done(sale):
    """Everything has left and is invoiced."""
    return sale.invoice_status == "invoiced" and all(
        line.qty_delivered >= line.product_uom_qty
        for line in sale.order_line
        if line.product_id.type == "consu"
    )


def _job(ref):
    """After whatever else waits to be done for this order."""
    return JobRequest(
        "order_write_back",
        {"ref": ref},
        identity_key=f"write-back:{ref}",
        order_key=f"order:{ref}",
    )
