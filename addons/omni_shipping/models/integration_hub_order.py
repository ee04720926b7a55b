"""A transfer that is packed in a hub: what was sent there, and how it stands."""

from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.platform import JobRequest
from odoo.addons.omni_core.lib.fingerprint import fingerprint

from ..hub import HubState

STATES = [
    ("sending", "Being Sent"),
    ("open", "To Be Packed There"),
    ("held", "On Hold There"),
    ("shipped", "Shipped"),
    ("cancelled", "Cancelled"),
    ("failed", "Refused"),
]
ALIVE = ("sending", "open", "held", "failed")
WARNING = "mail.mail_activity_data_warning"


class IntegrationHubOrder(models.Model):
    _name = "integration.hub.order"
    _description = "Transfer Packed in a Hub"
    _order = "id desc"
    _rec_name = "number"

    connection_id = fields.Many2one(
        "integration.connection",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    picking_id = fields.Many2one(
        "stock.picking",
        "Transfer",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    ref = fields.Char("Our Reference", required=True, readonly=True)
    number = fields.Char(readonly=True)
    remote_ref = fields.Char("Reference There", readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True, default="sending")
    wanted = fields.Selection(
        [(one.value, one.name.title()) for one in HubState],
        required=True,
        readonly=True,
        default=HubState.OPEN.value,
        help="What Odoo wants it to be over there.",
    )
    sent_hash = fields.Char(readonly=True, help="Of what was sent last.")
    sent_at = fields.Datetime("Sent", readonly=True)
    problem = fields.Text(readonly=True)
    unbooked_at = fields.Datetime(
        readonly=True, help="When something was packed that could not be booked here."
    )
    ship_by = fields.Datetime(related="picking_id.date_deadline", string="Ship By")
    job_id = fields.Many2one("sync.job", readonly=True, ondelete="set null")

    _ref_uniq = models.UniqueIndex("(ref)", "This reference is taken.")
    # Two people who press the button at once hand it over once.
    _picking_uniq = models.UniqueIndex(
        "(picking_id) WHERE state IN ('sending', 'open', 'held', 'failed')",
        "This transfer is in a hub already.",
    )

    @api.model
    def _hand_over(self, connection, pickings):
        """A row and a job for each; sent after the commit."""
        prefix = self._ref_prefix()
        before = dict(
            self._read_group(
                [("picking_id", "in", pickings.ids)], ["picking_id"], ["__count"]
            )
        )
        orders = self.create(
            [
                {
                    "connection_id": connection.id,
                    "picking_id": picking.id,
                    # What was cancelled there is never opened again: a new name
                    "ref": f"{prefix}{picking.id}-{before.get(picking, 0) + 1}",
                    "number": self._number_of(picking),
                }
                for picking in pickings
            ]
        )
        orders._request_put()
        return orders

    @api.model
    def _ref_prefix(self):
        """Tells our orders from those of another database on the same account."""
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"hub-{database[:8]}-"

    @api.model
    def _number_of(self, picking):
        """The number that people in the shop know; a backorder's is told apart."""
        number = picking.sale_id.client_order_ref or picking.origin or picking.name
        return f"{number} {picking.name}"[:50] if picking.backorder_id else number[:50]

    def _request_put(self):
        for connection, orders in self.grouped("connection_id").items():
            requests = [
                JobRequest(
                    "hub_put",
                    model=self._name,
                    record_id=order.id,
                    identity_key=f"hub:{order.ref}",
                    order_key=f"hub:{order.ref}",
                )
                for order in orders
            ]
            jobs = self.env["sync.job"].sudo().enqueue_many(connection, requests)
            for order, job in zip(orders, jobs, strict=False):
                order.job_id = job

    def _document(self):
        """What has to stand there; None if that is nothing new."""
        if self.state not in ALIVE:
            return None
        builder = self.env["integration.hub.builder"]
        document = builder._order_document(self)
        is_sent = self.remote_ref and _content(document) == self.sent_hash
        return None if is_sent else document

    # -- how it fared ------------------------------------------------------------------

    def _note_placed(self, document, placed):
        if placed.twin_in:
            return self._note_twin(placed.twin_in)
        if placed.error:
            return self._note_refused(placed.error)
        self.write(
            {
                "state": document.state.value,
                "remote_ref": placed.remote_ref,
                "sent_hash": _content(document),
                "sent_at": fields.Datetime.now(),
                "problem": False,
            }
        )

    def _note_twin(self, store):
        text = self.env._(
            "%(hub)s has order %(number)s already, brought by its store “%(store)s” "
            "itself. It was not sent, so that it is not shipped twice. Choose who "
            "feeds %(hub)s: disconnect the store there, or send its orders no more.",
            hub=self.connection_id.name,
            number=self.number,
            store=store,
        )
        self.write({"state": "failed", "problem": text})
        self.connection_id.hub_double_feed = text
        self.picking_id._omni_warn(text)

    def _note_refused(self, error):
        problem = tell(self.env.lang, error.message)
        self.write({"state": "failed", "problem": problem})
        told = {"hub": self.connection_id.name, "number": self.number}
        if self.wanted == "cancelled":
            text = self.env._("%(hub)s did not cancel order %(number)s.", **told)
        else:
            text = self.env._("%(hub)s did not take order %(number)s.", **told)
        self.picking_id._omni_warn(f"{text} {problem}")

    # -- buttons -----------------------------------------------------------------------

    def action_hold(self):
        self._want(HubState.HELD, ("open", "sending"))
        return True

    def action_release(self):
        self._want(HubState.OPEN, ("held",))
        return True

    def action_cancel(self):
        self._want(HubState.CANCELLED, ALIVE)
        return True

    def action_send_again(self):
        self._want(HubState.OPEN, ("failed", "open"))
        return True

    def _want(self, state, among):
        self._demand_stock_user()
        fitting = self.sudo().filtered(lambda one: one.state in among)
        if not fitting:
            raise UserError(self.env._("That cannot be done with it any more."))
        fitting.write({"wanted": state.value, "sent_hash": False})
        never = fitting.filtered(
            lambda one: (
                one.wanted == "cancelled"
                and one.state == "failed"
                and not one.remote_ref
            )
        )
        never.state = "cancelled"  # nothing of it is over there
        (fitting - never)._request_put()

    def _demand_stock_user(self):
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group("stock.group_stock_user")):
            raise UserError(self.env._("Only stock users hand transfers to a hub."))

    def action_open_picking(self):
        self.ensure_one()
        return self.picking_id.get_formview_action()


def _content(document):
    """Of what was said, not of what it is called over there."""
    return fingerprint(repr(replace(document, remote_ref="")))
