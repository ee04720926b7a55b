"""A shipment of a channel's order: ours, to be told; or the channel's, to be booked."""

import uuid

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.omni_core.engine.plain import as_note
from odoo.addons.omni_core.engine.platform import JobRequest

from ..shipments import pack_parcels, sum_lines, unpack_lines

WARNING = "mail.mail_activity_data_warning"
STATES = [
    ("pending", "Not Told"),
    ("telling", "Being Told"),
    ("done", "Done"),
    ("failed", "Refused"),
    ("cancelled", "Cancelled"),
]


class IntegrationFulfilment(models.Model):
    _name = "integration.fulfilment"
    _description = "Shipment of a Channel's Order"
    _order = "id desc"
    _rec_name = "tracking"

    binding_id = fields.Many2one(
        "integration.order.binding",
        "Order There",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    connection_id = fields.Many2one(
        related="binding_id.connection_id", store=True, index=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    picking_id = fields.Many2one(
        "stock.picking",
        "Transfer",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    origin = fields.Selection(
        [("odoo", "Shipped from Odoo"), ("channel", "Shipped Elsewhere")],
        required=True,
        readonly=True,
        default="odoo",
        help="Who shipped: Odoo, which told the channel, or somebody elsewhere, of "
        "whom the channel told Odoo.",
    )
    state = fields.Selection(STATES, required=True, readonly=True, default="pending")
    key = fields.Char(
        "Our Reference",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: f"omni-{uuid.uuid4().hex}",
        help="By this the shipment is told once, however often it is tried.",
    )
    external_ref = fields.Char("Reference There", readonly=True, copy=False)
    refs = fields.Json(
        readonly=True,
        copy=False,
        help="All references: a channel may split a shipment by place or parcel.",
    )
    lines = fields.Json(readonly=True, help="[[line there, quantity]]")
    parcels = fields.Json(readonly=True, help="[[number, carrier, link]]")
    told_parcels = fields.Json(readonly=True, copy=False)
    tracking = fields.Char(compute="_compute_tracking", store=True)
    content = fields.Text(compute="_compute_content")
    location_ref = fields.Char("Place There", readonly=True)
    to_cancel = fields.Boolean(readonly=True, copy=False)
    error = fields.Text("What Is Wrong", readonly=True, copy=False)
    note = fields.Text(readonly=True)
    shipped_at = fields.Datetime("Shipped", readonly=True)
    told_at = fields.Datetime(
        "Told",
        readonly=True,
        copy=False,
        help="When the channel confirmed that it knows.",
    )
    job_id = fields.Many2one(
        "sync.job",
        readonly=True,
        ondelete="set null",
        copy=False,
        index="btree_not_null",
    )
    job_status = fields.Selection(related="job_id.status", string="Job")

    _key_uniq = models.UniqueIndex("(key)", "This reference is taken.")
    # The last wall: one shipment of the channel is booked or told by one record.
    _ref_uniq = models.UniqueIndex(
        "(binding_id, external_ref) WHERE external_ref IS NOT NULL",
        "This shipment of the channel is known already.",
    )
    _open_idx = models.Index("(connection_id, state) WHERE state <> 'done'")

    @api.depends("parcels")
    def _compute_tracking(self):
        for one in self:
            numbers = [row[0] for row in one.parcels or ()]
            one.tracking = ", ".join(numbers) or one.picking_id.name or one.key

    @api.depends("lines")
    def _compute_content(self):
        """In the words of whoever packed it."""
        for one in self:
            sold = one.sudo().binding_id.order_id.order_line
            names = {
                line.channel_line_ref: line.product_id.display_name for line in sold
            }
            rows = unpack_lines(one.lines)
            one.content = "\n".join(
                f"{count.normalize():f} × {names.get(ref) or ref}"
                for ref, count in rows
            )

    def write(self, vals):
        """What was told and what was booked is no matter of opinion."""
        if not self.env.su:
            raise AccessError(self.env._("Use the buttons of the shipment."))
        return super().write(vals)

    # -- what is there -----------------------------------------------------------------

    def _alive(self):
        return self.filtered(lambda one: one.state != "cancelled")

    def _sum_lines(self):
        """{line there: quantity} of all of them, without what was cancelled."""
        return sum_lines(unpack_lines(one.lines) for one in self._alive())

    def _all_refs(self):
        return {ref for one in self for ref in one.refs or ()}

    # -- telling -----------------------------------------------------------------------

    def _request(self):
        """One job for each; in the order's own queue, so that no reading of the order
        comes between the call and our knowing its answer."""
        for one in self.sudo():
            one.state = "telling" if not one.refs else one.state
            one.error = False
            one.job_id = (
                self.env["sync.job"]
                .sudo()
                .enqueue_many(one.connection_id, [one._job()])
            )

    def _job(self):
        ref = self.binding_id.external_ref
        return JobRequest(
            "fulfilment_push",
            model=self._name,
            record_id=self.id,
            identity_key=f"fulfilment:{self.id}",
            order_key=f"order:{ref}",
        )

    def _wish(self):
        """What the channel has to hear now, as plain data."""
        known = self.search([("binding_id", "=", self.binding_id.id)]) - self
        return {
            "do": self._step(),
            "order": self.binding_id.external_ref,
            "key": self.key,
            "lines": self.lines or [],
            "parcels": self.parcels or [],
            "location": self.location_ref or "",
            "notify": self.connection_id.fulfilment_notify,
            "refs": self.refs or [],
            "known": sorted(known._all_refs()),
        }

    def _step(self):
        if self.to_cancel:
            return "cancel"
        if not self.refs:
            return "ship"
        changed = (self.parcels or []) != (self.told_parcels or [])
        return "correct" if changed else ""

    def _note_told(self, wish, refs):
        """The channel has heard it; True if there is something newer to tell."""
        vals = {"told_at": fields.Datetime.now(), "error": False}
        if wish["do"] == "cancel":
            vals["state"] = "cancelled"
        else:
            vals |= {"state": "done", "told_parcels": wish["parcels"]}
        if wish["do"] == "ship":
            vals |= {"refs": refs, "external_ref": refs[0]}
        self.write(vals)
        self._tell_in_chatter(wish["do"])
        return bool(self._step()) and self.state == "done"

    def _tell_in_chatter(self, did):
        told = {"shop": self.connection_id.name, "number": self.tracking}
        texts = {
            "ship": self.env._("%(shop)s was told of the shipment: %(number)s", **told),
            "correct": self.env._("%(shop)s was told the number: %(number)s", **told),
            "cancel": self.env._(
                "%(shop)s was told that it did not leave: %(number)s", **told
            ),
        }
        if self.picking_id:
            self.picking_id.message_post(body=texts[did])

    def _note_refused(self, message):
        """Its words, for whoever looks; somebody has to."""
        state = "done" if self.refs else "failed"
        self.write({"state": state, "error": message, "to_cancel": False})
        text = self.env._(
            "%(shop)s did not take the shipment of order %(order)s: %(why)s",
            shop=self.connection_id.name,
            order=self.binding_id.name,
            why=message,
        )
        self._warn(text)

    def _warn(self, text):
        """An activity on the transfer, or on the order where there is none; once."""
        record, note = self.picking_id or self.binding_id.order_id, as_note(text)
        if not record or note in record.activity_ids.mapped("note"):
            return
        user = record.user_id or self.connection_id.user_id or self.env.user
        record.activity_schedule(WARNING, note=note, user_id=user.id)

    def _set_parcels(self, parcels):
        """The numbers are others now: whoever was told hears of it."""
        rows = pack_parcels(parcels)
        if (self.parcels or []) == rows:
            return
        self.sudo().parcels = rows
        if self.origin == "odoo" and (self.refs or self._tells_now()):
            self._request()

    def _tells_now(self):
        """Whether an untold one goes out by itself."""
        connection = self.connection_id
        waits = self.picking_id._channel_awaits_tracking(connection)
        return (
            self.state == "pending"
            and connection.fulfilment_tell == "auto"
            and not (waits and not self.parcels)
            and not self.picking_id._channel_is_told()
        )

    # -- buttons -----------------------------------------------------------------------

    def action_tell(self):
        """Tell the shop now, whatever the connection's habit."""
        self._demand_stock_user()
        mine = self.sudo().filtered(lambda one: one.origin == "odoo")
        stuck = mine.filtered(lambda one: one.job_id.status == "failed")
        stuck.job_id.action_requeue()
        fresh = (mine - stuck).filtered(
            lambda one: one.state in ("pending", "failed") or one.error
        )
        if not (fresh or stuck):
            raise UserError(self.env._("There is nothing left to tell."))
        fresh._request()
        return True

    def action_cancel_there(self):
        """The goods did not leave after all."""
        self._demand_stock_user()
        for one in self.sudo():
            if one.origin == "channel" or one.state in ("telling", "cancelled"):
                raise UserError(
                    self.env._("Only a shipment of ours can be taken back, once.")
                )
            if one.refs:
                one.to_cancel = True
                one._request()
            else:
                one.state = "cancelled"
        return True

    def action_book(self):
        """Try again to book what was shipped elsewhere."""
        self._demand_stock_user()
        self.sudo().filtered(
            lambda one: one.origin == "channel" and one.state in ("pending", "failed")
        )._book_each()
        return True

    def action_open_job(self):
        self.ensure_one()
        return self.job_id.get_formview_action()

    def _demand_stock_user(self):
        """Buttons are reachable by RPC: a buyer's mail hangs on it."""
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group("stock.group_stock_user")):
            raise UserError(self.env._("Only stock users tell shops of shipments."))

    @api.model
    def _in_need(self):
        return Domain("state", "in", ("failed", "pending")) | Domain(
            "error", "!=", False
        )


class IntegrationOrderBinding(models.Model):
    _inherit = "integration.order.binding"

    fulfilment_ids = fields.One2many(
        "integration.fulfilment", "binding_id", "Shipments"
    )
