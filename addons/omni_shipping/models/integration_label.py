"""The label intent: a row before the money is spent, and the proof afterwards."""

import uuid

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.language import tell

STATES = [
    ("intent", "Being Bought"),
    ("bought", "Bought"),
    ("voided", "Voided"),
    ("failed", "Refused"),
    ("orphan", "Orphan"),
]
MEANT = ("intent", "bought")  # a parcel with such a label needs no other


class IntegrationLabel(models.Model):
    _name = "integration.label"
    _description = "Shipping Label"
    _inherit = ("mail.thread",)
    _order = "id desc"
    _rec_name = "tracking_number"

    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    picking_id = fields.Many2one(
        "stock.picking", "Transfer", readonly=True, ondelete="restrict", index=True
    )
    carrier_id = fields.Many2one("delivery.carrier", readonly=True, ondelete="restrict")
    service_id = fields.Many2one(
        "integration.carrier.service",
        "Chosen Service",
        readonly=True,
        ondelete="set null",
        help="By a person, for this parcel; else the delivery method decides.",
    )
    parcel = fields.Integer(readonly=True, aggregator=None, help="1 of the transfer's.")
    ref = fields.Char(
        "Our Reference",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self._new_ref(),
        help="Sent along with the purchase. By it the label is found again.",
    )
    state = fields.Selection(
        STATES, required=True, readonly=True, default="intent", tracking=True
    )
    is_return = fields.Boolean(
        "Return", readonly=True, help="For the way back, from the customer to us."
    )
    pay_on_use = fields.Boolean(
        "Paid When Used", readonly=True, help="Costs nothing until the carrier gets it."
    )
    test = fields.Boolean(readonly=True, help="Costs nothing and cannot be shipped.")
    problem = fields.Text(
        readonly=True,
        help="Why there is no label, or why it could not be taken back.",
    )
    rides_along = fields.Boolean(
        readonly=True,
        required=True,
        default=False,
        help="In the parcel of another transfer, whose label bears the cost.",
    )
    job_id = fields.Many2one("sync.job", readonly=True, ondelete="set null")
    job_status = fields.Selection(related="job_id.status", string="Job")
    remote_ref = fields.Char("Platform's Reference", readonly=True, index=True)
    carrier_code = fields.Char(readonly=True)
    service_code = fields.Char("Service", readonly=True)
    service_name = fields.Char("Sent By", compute="_compute_service_name")
    tracking_number = fields.Char(readonly=True, index="btree_not_null")
    tracking_url = fields.Char(readonly=True)
    cost = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    bought_at = fields.Datetime("Bought", readonly=True)
    voided_at = fields.Datetime("Voided On", readonly=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Files", readonly=True)
    progress = fields.Selection(
        [
            ("unknown", "Label Made"),
            ("accepted", "Accepted"),
            ("in_transit", "On Its Way"),
            ("attempted", "Delivery Attempted"),
            ("exception", "Problem"),
            ("delivered", "Delivered"),
        ],
        readonly=True,
    )
    progress_text = fields.Char("Carrier Says", readonly=True)
    delivered_at = fields.Datetime("Delivered", readonly=True)

    _ref_uniq = models.UniqueIndex("(ref)", "This reference is taken.")
    _remote_uniq = models.UniqueIndex(
        "(connection_id, remote_ref) WHERE remote_ref IS NOT NULL AND NOT rides_along",
        "This label is known already.",
    )
    # Two people who press "Buy" at once buy one label.
    _parcel_uniq = models.UniqueIndex(
        "(picking_id, parcel, is_return) WHERE state IN ('intent', 'bought')",
        "This parcel has a label already.",
    )

    @api.depends("tracking_number", "ref")
    def _compute_display_name(self):
        for label in self:
            label.display_name = label.tracking_number or label.ref

    @api.depends("connection_id", "carrier_code", "service_code", "is_return")
    def _compute_service_name(self):
        """As people know it, “USPS Priority Mail”; its code where it was lost."""
        services = self.env["integration.carrier.service"].sudo()
        known = services.with_context(active_test=False).search(
            [("connection_id", "in", self.connection_id.ids)]
        )
        names = {(one.connection_id.id, one.key): one.name for one in known}
        for label in self:
            key = f"{label.carrier_code}/{label.service_code}"
            name = names.get((label.connection_id.id, key), label.service_code)
            back = self.env._("%s, the way back", name) if label.is_return else name
            label.service_name = back

    # -- our references --

    @api.model
    def _ref_prefix(self):
        """Tells our labels from those of another database on the same account."""
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"omni-{database[:8]}-"

    @api.model
    def _new_ref(self):
        return f"{self._ref_prefix()}{uuid.uuid4().hex[:24]}"

    # -- buying --

    def _enqueue_purchase(self):
        for label in self:
            label.job_id = self.env["sync.job"].enqueue(
                label.connection_id,
                "label_buy",
                model=self._name,
                record_id=label.id,
                identity_key=label.ref,
                order_key=label.ref,
            )

    def _ship_request(self):
        """What to buy, or None for a label that is no longer wanted."""
        self.ensure_one()
        if self.state != "intent":
            return None
        if self.picking_id.state == "cancel":
            raise UserError(
                self.env._("%s was cancelled meanwhile.", self.picking_id.name)
            )
        packages = self.carrier_id._omni_packages(self.picking_id)
        if self.parcel > len(packages):
            raise UserError(
                self.env._("The transfer was packed anew; this parcel is gone.")
            )
        return self.carrier_id._omni_ship_request(self, packages[self.parcel - 1])

    def _note_bought(self, bought):
        """A purchase that came back, whichever try made it."""
        self.ensure_one()
        currency = self.env["res.currency"].with_context(active_test=False)
        self.write(
            {
                "state": "bought",
                "problem": False,
                "remote_ref": bought.remote_ref,
                "carrier_code": bought.carrier_code,
                "service_code": bought.service_code,
                "tracking_number": bought.tracking_number,
                "tracking_url": bought.tracking_url,
                "cost": bought.cost.amount,
                "currency_id": currency.search(
                    [("name", "=", bought.cost.currency)], limit=1
                ).id,
                "bought_at": bought.created_at.replace(tzinfo=None),
            }
        )
        self._attach(bought.documents)
        self.picking_id._omni_label_bought(self)

    def _attach(self, documents):
        if not documents:
            return
        carrier = self.carrier_id
        prefix = (
            carrier.get_return_label_prefix()
            if self.is_return
            else carrier._get_delivery_label_prefix()
        )
        self.attachment_ids = self.env["ir.attachment"].create(
            [
                {
                    "name": f"{prefix}-{self.display_name}.{document.extension}",
                    "raw": document.content,
                    "res_model": "stock.picking",
                    "res_id": self.picking_id.id,
                }
                for document in documents
            ]
        )
        if self.is_return and carrier.get_return_label_from_portal:
            self.attachment_ids.generate_access_token()

    def _note_purchase(self, purchase):
        """The label, or why there is none; and what was learned of the address."""
        self.ensure_one()
        if purchase.label:
            self._note_bought(purchase.label)
        else:
            self._note_refused(tell(self.env.lang, purchase.refusal.message))
        if purchase.verdict:
            warn = bool(purchase.label)  # a refusal says it by itself
            self.picking_id._omni_note_address(purchase.verdict, warn)

    def _note_refused(self, message):
        self.write({"state": "failed", "problem": message})
        self.picking_id._omni_label_refused(message)

    # -- giving back --

    def action_void(self):
        """Ask for the money back, as a job for each label."""
        self._demand_stock_user()
        wrong = self.filtered(lambda label: label.state not in ("bought", "orphan"))
        if wrong:
            raise UserError(
                self.env._("Only a bought label can be voided: %s.", wrong[0].ref)
            )
        for label in self.sudo():
            label.job_id = self.env["sync.job"].enqueue(
                label.connection_id,
                "label_void",
                model=self._name,
                record_id=label.id,
                identity_key=label.ref,
                order_key=label.ref,
            )
        return True

    def action_open_file(self):
        """The label itself, to be printed."""
        self.ensure_one()
        self._demand_stock_user()
        [*files] = self.sudo().attachment_ids
        if not files:
            raise UserError(
                self.env._(
                    "There is no file of this label here. Print it on the platform "
                    "where it was bought."
                )
            )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{files[0].id}",
            "target": "new",
        }

    def action_try_again(self):
        """A purchase whose outcome is unknown: look for the label, else buy it."""
        self._demand_stock_user()
        for label in self.sudo().filtered(lambda one: one.state == "intent"):
            if label.job_status == "failed":
                label.job_id.sudo().action_requeue()
            elif label.job_status not in ("pending", "processing"):
                label._enqueue_purchase()
        return True

    def _note_voided(self):
        for label in self:
            label.write({"state": "voided", "voided_at": fields.Datetime.now()})
            label.picking_id._omni_label_voided(label)

    def _demand_stock_user(self):
        """Buttons are reachable by RPC: a label is money."""
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group("stock.group_stock_user")):
            raise UserError(self.env._("Only stock users buy and void labels."))

    # -- on its way --

    def _note_progress(self, tracking):
        for label in self:
            before = label.progress
            label.write(
                {
                    "progress": tracking.progress.value,
                    "progress_text": tracking.text,
                    "delivered_at": tracking.delivered_at
                    and tracking.delivered_at.replace(tzinfo=None),
                }
            )
            if label.progress == "exception" and before != "exception":
                label.picking_id._omni_parcel_in_trouble(label)
