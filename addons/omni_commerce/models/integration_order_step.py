"""What was done for an order, one row for each thing that the channel told or that we
asked of it: so that nothing is done twice, and the order can tell its life."""

from odoo import api, fields, models

KINDS = [
    ("edit", "Change"),
    ("payment", "Payment"),
    ("capture", "Capture"),
    ("paid", "Paid Another Way"),
    ("ready", "Ready for Pickup"),
    ("release", "Released"),
    ("refund", "Refund"),
    ("return", "Return"),
    ("cancel", "Cancellation"),
]
STATES = [
    ("asked", "On Its Way"),
    ("waiting", "Waiting"),
    ("done", "Done"),
    ("recorded", "Recorded Only"),
    ("refused", "Refused"),
]


class IntegrationOrderStep(models.Model):
    _name = "integration.order.step"
    _description = "Step in the Life of an Order"
    _order = "at desc, id desc"
    _rec_name = "text"

    binding_id = fields.Many2one(
        "integration.order.binding", required=True, index=True, ondelete="cascade"
    )
    connection_id = fields.Many2one(
        related="binding_id.connection_id", store=True, index=True
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    kind = fields.Selection(KINDS, required=True)
    ref = fields.Char("Reference There", help="Empty until the channel has named it.")
    direction = fields.Selection(
        [("in", "From the Channel"), ("out", "To the Channel")],
        default="in",
        required=True,
    )
    state = fields.Selection(STATES, default="done", required=True)
    at = fields.Datetime("When", default=fields.Datetime.now, required=True)
    text = fields.Text("What")
    amount = fields.Monetary()
    currency_id = fields.Many2one("res.currency")
    move_id = fields.Many2one(
        "account.move", "Invoice or Credit Note", index="btree_not_null"
    )
    payment_id = fields.Many2one("account.payment", index="btree_not_null")
    picking_id = fields.Many2one("stock.picking", "Transfer", index="btree_not_null")
    # -- what we ask of the channel --
    key = fields.Char(copy=False, help="The same for each try, so that it counts once.")
    wish = fields.Json(help="What exactly was asked for.")
    job_id = fields.Many2one("sync.job", ondelete="set null", index="btree_not_null")
    user_id = fields.Many2one("res.users", "Asked By")

    # The last wall: whatever comes twice, in whatever order, is one step.
    _ref_uniq = models.UniqueIndex(
        "(binding_id, kind, ref) WHERE ref IS NOT NULL",
        "This step of the order is known already.",
    )
    _key_uniq = models.UniqueIndex("(key) WHERE key IS NOT NULL")

    @api.model
    def _of(self, binding, kind):
        """{reference: step} of that kind."""
        steps = self.search([("binding_id", "=", binding.id), ("kind", "=", kind)])
        return {step.ref: step for step in steps if step.ref}

    @api.model
    def _note(self, binding, kind, ref, **vals):
        """The step of that reference: made, or brought up to date."""
        step = self._of(binding, kind).get(ref)
        if step:
            step.write(vals)
            return step
        return self.create({"binding_id": binding.id, "kind": kind, "ref": ref, **vals})

    def action_open(self):
        """What came of it in Odoo."""
        self.ensure_one()
        record = self.move_id or self.picking_id or self.payment_id
        return (record or self.binding_id).get_formview_action()
