"""An order of a channel, as it stands between its document and its sales order."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.omni_core.engine.platform import JobRequest
from odoo.addons.omni_core.lib.errors import ConflictError
from odoo.addons.omni_core.lib.fingerprint import fingerprint
from odoo.addons.omni_core.lib.text import clean_deep
from odoo.addons.omni_core.models.integration_binding_mixin import unique_record

from ..codec import dump, load
from ..documents import Order, Paid
from ..proof import side_of

STATES = [
    ("staged", "Read"),
    ("held", "Held"),
    ("imported", "Imported"),
    ("failed", "Refused by Odoo"),
    ("skipped", "Not for Us"),
    ("ignored", "Ignored"),
]
PAID = [(paid.value, paid.value.replace("_", " ").capitalize()) for paid in Paid]


class IntegrationOrderBinding(models.Model):
    """The staged record: what the channel said last, and what became of it."""

    _name = "integration.order.binding"
    _description = "Order of a Channel"
    _inherit = ("integration.binding.mixin",)
    _order = "ordered_at desc, id desc"
    _rec_name = "name"
    _rec_names_search = ("name", "external_ref", "customer_name")
    _binding_record = "order_id"

    name = fields.Char("Number There", readonly=True, index="trigram")
    order_id = fields.Many2one(
        "sale.order",
        "Sales Order",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    state = fields.Selection(STATES, default="staged", required=True, readonly=True)
    document = fields.Json(
        readonly=True,
        prefetch=False,
        help="The order as the channel told it last.",
    )
    base_document = fields.Json(
        readonly=True,
        prefetch=False,
        copy=False,
        help="What the sales order was made of, while the document is a newer one.",
    )
    step_ids = fields.One2many("integration.order.step", "binding_id", "Life")
    ordered_at = fields.Datetime("Ordered", readonly=True)
    customer_name = fields.Char("Buyer", readonly=True)
    total_text = fields.Char("Total There", readonly=True)
    paid = fields.Selection(PAID, "Payment", readonly=True)
    cancelled_at = fields.Datetime("Cancelled There", readonly=True)
    url = fields.Char("Page There", readonly=True)
    # -- what became of it --
    hold_codes = fields.Char(readonly=True, help="For filters and rules.")
    hold_text = fields.Text("Why It Waits", readonly=True)
    hold_summary = fields.Char("Why", compute="_compute_hold_summary")
    record_only = fields.Boolean(
        readonly=True, help="Recorded: moves no stock and books nothing."
    )
    proof = fields.Json("Rows of the Proof", readonly=True, prefetch=False)
    proof_state = fields.Selection(
        [("proven", "Proven"), ("unproven", "Does Not Add Up")],
        readonly=True,
        help="Whether every cent of the channel's total is accounted for.",
    )
    proof_html = fields.Html("Proof", compute="_compute_proof_html", sanitize=False)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    partner_why = fields.Char(
        "Customer Found By",
        readonly=True,
        help="By what the buyer was recognised.",
    )
    partner_choice_id = fields.Many2one(
        "res.partner",
        "Customer to Use",
        help="Your choice where the customer could not be told; kept for later orders.",
    )
    approved_hash = fields.Char(readonly=True, copy=False)
    approved_by = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        help="Who let the order pass though something spoke against it.",
    )
    approved_at = fields.Datetime("Approved", readonly=True, copy=False)
    change_note = fields.Text(
        "Changed Since",
        readonly=True,
        help="The channel changed the order after it was confirmed here.",
    )
    payout_line_ids = fields.One2many(
        "integration.payout.line", "binding_id", "Paid Out", readonly=True
    )
    job_id = fields.Many2one(
        "sync.job",
        "Read By",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",  # old jobs are deleted by the ten thousand
    )
    repeat_note = fields.Char("Last Repetition", readonly=True)

    _record_uniq = models.UniqueIndex(unique_record("order_id"))
    _state_idx = models.Index("(connection_id, state) WHERE state <> 'imported'")
    _ordered_idx = models.Index("(ordered_at DESC, id DESC)")

    # -- reading in --------------------------------------------------------------------

    @api.model
    def _lock_refs(self, connection, refs):
        """One transaction at a time for an order, also before it has a row.

        Taken in a fixed order; not waited for, since our snapshot would be too old.
        """
        keys = sorted(f"order:{connection.id}:{ref}" for ref in refs)
        rows = self.env.execute_query(
            SQL(
                """SELECT bool_and(pg_try_advisory_xact_lock(hashtextextended(k, 0)))
                     FROM unnest(%s) k""",
                keys,
            )
        )
        if rows[0][0] is False:
            raise ConflictError(
                self.env._("Another worker is busy with one of these orders.")
            )

    @api.model
    def _stage(self, connection, arrivals):
        """Store (document, job id) pairs; the bindings that brought something new."""
        refs = [order.ref for order, _job in arrivals]
        self._lock_refs(connection, refs)
        known = self._find(connection, refs)
        new, fresh = [], self.browse()
        for order, job_id in arrivals:
            vals = self._staged_vals(order, job_id)
            binding = known.get(order.ref)
            if not binding:
                new.append({"connection_id": connection.id, **vals})
            elif binding._takes(order, vals, job_id):
                fresh += binding
        return fresh + self.create(new)

    @api.model
    def _staged_vals(self, order, job_id):
        document = clean_deep(dump(order))
        address = order.billing or order.shipping
        customer = order.customer
        names = [
            address and (address.name or address.company),
            customer and f"{customer.first_name} {customer.last_name}".strip(),
            customer and (customer.email or customer.user_name),
        ]
        return clean_deep(
            {
                "external_ref": order.ref,
                "name": order.name,
                "document": document,
                "content_hash": fingerprint(document),
                "remote_version": order.version or False,
                "remote_updated_at": _naive(order.updated_at),
                "last_seen_at": fields.Datetime.now(),
                "ordered_at": _naive(order.created_at),
                "customer_name": next(filter(None, names), ""),
                "total_text": str(side_of(order.total, "buyer")),
                "paid": order.paid.value,
                "cancelled_at": order.cancelled_at and _naive(order.cancelled_at),
                "url": order.url or False,
                "state": "staged",
                "job_id": job_id,
            }
        )

    def _takes(self, order, vals, job_id):
        """Store what is newer; False, with the reason, if there is nothing to do."""
        if self.content_hash == vals["content_hash"]:
            self.repeat_note = self.env._(
                "Job %(job)s read it again: nothing changed since job %(first)s.",
                job=job_id,
                first=self.job_id.id,
            )
            return False
        if self._is_older(order):
            self.repeat_note = self.env._(
                "Job %(job)s brought an older state (%(time)s): left alone.",
                job=job_id,
                time=vals["remote_updated_at"],
            )
            return False
        if self.state == "ignored":
            vals.pop("state")
        if self.order_id and not self.base_document:
            vals["base_document"] = self.document
        self.write(vals)
        return self.state != "ignored"

    def _is_older(self, order):
        """State only moves forward: by the channel's own count, else by its clock."""
        mine, theirs = self.remote_version or "", order.version
        if mine.isdecimal() and theirs.isdecimal():
            return int(theirs) < int(mine)
        return not self._is_news(_naive(order.updated_at))

    def _document(self):
        return load(Order, self.document)

    def write(self, vals):
        """People decide by buttons; of the record itself they choose the customer."""
        if not self.env.su and set(vals) - {"partner_choice_id"}:
            raise AccessError(
                self.env._("What a channel said cannot be changed: use the buttons.")
            )
        return super().write(vals)

    # -- what people do ----------------------------------------------------------------

    def action_process(self):
        """Try again with what was read last, under today's mappings and settings."""
        self.connection_id._demand("operator")
        self.sudo().filtered(lambda b: b.state == "ignored").state = "staged"
        self._request_processing()
        return True

    def action_approve(self):
        """A person has looked: go on in spite of what it was held for."""
        self.connection_id._demand("operator")
        for binding in self.sudo():
            binding.write(
                {
                    "approved_hash": binding.content_hash,
                    "approved_by": self.env.uid,
                    "approved_at": fields.Datetime.now(),
                }
            )
        self._request_processing()
        return True

    def action_ignore(self):
        self.connection_id._demand("operator")
        if self.order_id.filtered(lambda order: order.state == "sale"):
            raise UserError(
                self.env._("It is a confirmed sales order already: cancel that one.")
            )
        self.sudo().write({"state": "ignored"})
        return True

    def action_read_again(self):
        """Ask the channel for the order as it is now."""
        self.connection_id._demand("operator")
        for connection, bindings in self.grouped("connection_id").items():
            bindings.sudo()._request_reading(
                connection, bindings.mapped("external_ref")
            )
        return True

    def action_open_order(self):
        self.ensure_one()
        return self.order_id.get_formview_action()

    def action_open_jobs(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_core.sync_job_action"
        )
        action["domain"] = list(self._of_their_jobs())
        action["context"] = {}
        return action

    def _of_their_jobs(self):
        """The jobs about these orders: those in line, and those that wait beside it."""
        line, beside = [], []
        for binding in self:
            connection, ref = binding.connection_id.id, binding.external_ref
            line.append(f"{connection}:order:{ref}")
            beside.append(f"{connection}:order_wait:order:{ref}")
        waiting = Domain("status", "=", "pending")
        waiting &= Domain("identity_key", "in", beside)
        return Domain("order_key", "in", line) | waiting

    @api.model
    def _request_reading(self, connection, refs, lane=None):
        self.env["sync.job"].sudo().enqueue_many(
            connection, [order_job("order_import", ref, lane) for ref in refs]
        )

    def _request_processing(self):
        """Look again at what was read last: something else has changed since."""
        for connection, bindings in self.sudo().grouped("connection_id").items():
            self.env["sync.job"].sudo().enqueue_many(
                connection,
                [order_job("order_process", b.external_ref) for b in bindings],
            )

    # -- shown -------------------------------------------------------------------------

    @api.depends("hold_text")
    def _compute_hold_summary(self):
        """What is wrong, in one line for lists; what to do about it the record says."""
        for binding in self:
            whole, *more = (binding.hold_text or "").split("\n")
            first = whole.partition(". ")[0].rstrip(".")
            binding.hold_summary = (
                self.env._(
                    "%(first)s (and %(count)s more)", first=first, count=len(more)
                )
                if more
                else first
            )

    @api.depends("proof")
    def _compute_proof_html(self):
        for binding in self:
            binding.proof_html = binding.proof and binding._proof_table()

    def _proof_table(self):
        heads = (
            ("", self.env._("Part")),
            ("text-end", self.env._("Amount")),
            ("", self.env._("Rule")),
            ("", self.env._("In Odoo")),
        )
        cell = Markup("<th class='{}'>{}</th>")
        return Markup(
            "<table class='table table-sm o_omni_proof'><thead><tr>{}</tr></thead>"
            "<tbody>{}</tbody></table>"
        ).format(
            Markup().join(cell.format(css, text) for css, text in heads),
            Markup().join(_proof_row(row) for row in self.proof["rows"]),
        )

    @api.model
    def _in_need(self):
        """What somebody has to look at."""
        return Domain("state", "in", ("held", "failed"))


def order_job(operation, ref, lane=None, **payload):
    """A job about one order: pending once, never two of them at a time."""
    return JobRequest(
        operation,
        {"ref": ref, **payload},
        identity_key=f"order:{ref}",
        order_key=f"order:{ref}",
        lane=lane,
    )


def _naive(moment):
    """Odoo keeps UTC without saying so, to the second."""
    return fields.Datetime.to_datetime(moment.strftime("%Y-%m-%d %H:%M:%S"))


def _proof_row(row):
    css = "fw-bold" if row.get("total") else "" if row["counted"] else "text-muted"
    return Markup(
        "<tr class='{}'><td>{}</td><td class='text-end'>{}</td><td>{}</td>"
        "<td>{}</td></tr>"
    ).format(css, row["label"], row["amount"], row["rule"], row.get("match", ""))
