"""What a channel paid out, line by line, and the entry that books it."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.omni_core.engine.platform import JobRequest
from odoo.addons.omni_core.lib.fingerprint import fingerprint
from odoo.addons.omni_core.lib.text import clean_deep

from ..codec import dump, load
from ..documents import Payout
from ..payout_entry import amiss, total_of

ARRIVED = "paid"  # only then has the money left for the bank


class IntegrationPayout(models.Model):
    _name = "integration.payout"
    _description = "Payout of a Channel"
    _order = "date desc, id desc"

    connection_id = fields.Many2one(
        "integration.connection",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    name = fields.Char("Payout", required=True, readonly=True)
    external_ref = fields.Char("Reference There", required=True, readonly=True)
    date = fields.Date(required=True, readonly=True, index=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary("Paid Out", readonly=True)
    gross = fields.Monetary(
        "Sold and Refunded",
        readonly=True,
        help="Before the channel's fees.",
    )
    fees = fields.Monetary(readonly=True, help="What the channel kept for itself.")
    status = fields.Char("Status There", readonly=True)
    content_hash = fields.Char(readonly=True)
    document = fields.Json(readonly=True)
    problem = fields.Text(
        "What Is Wrong",
        readonly=True,
        help="A payout whose lines do not come to its total is never booked.",
    )
    line_ids = fields.One2many("integration.payout.line", "payout_id", readonly=True)
    move_id = fields.Many2one(
        "account.move",
        "Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    state = fields.Selection(
        [
            ("coming", "On Its Way"),
            ("open", "To Book"),
            ("refused", "Does Not Add Up"),
            ("booked", "Booked"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
    )

    _external_ref_uniq = models.UniqueIndex("(connection_id, external_ref)")

    @api.depends("move_id.state", "problem", "status")
    def _compute_state(self):
        for payout in self:
            if payout.move_id.state == "posted":
                payout.state = "booked"
            elif payout.problem:
                payout.state = "refused"
            else:
                payout.state = "open" if payout.status == ARRIVED else "coming"

    # -- what came in ------------------------------------------------------------------

    @api.model
    def _import(self, connection, documents):
        """Keep them; returns those that are new or changed. What is booked stays."""
        known = {
            payout.external_ref: payout
            for payout in self.search(
                Domain("connection_id", "=", connection.id)
                & Domain("external_ref", "in", [d.ref for d in documents])
            )
        }
        currencies = self._currencies(documents)
        new, fresh = [], self.browse()
        for document in documents:
            vals = self._vals(document, currencies)
            payout = known.get(document.ref)
            if not payout:
                new.append({"connection_id": connection.id, **vals})
            elif payout.content_hash != vals["content_hash"]:
                fresh += payout._take(vals)
        fresh += self.create(new)
        self.env["integration.payout.line"]._replace(fresh)
        return fresh

    def _take(self, vals):
        if self.state != "booked":
            self.write(vals)
            return self
        self.problem = self.env._(
            "The channel changed this payout after it was booked: now it says "
            "%(amount)s, status “%(status)s”. Correct the entry by hand.",
            amount=vals["amount"],
            status=vals["status"],
        )
        return self.browse()

    @api.model
    def _currencies(self, documents):
        codes = {document.total.currency for document in documents}
        currencies = self.env["res.currency"].with_context(active_test=False)
        found = currencies.search([("name", "in", list(codes))])
        return {currency.name: currency for currency in found}

    @api.model
    def _vals(self, document, currencies):
        kept = clean_deep(dump(document))
        total = document.total
        return {
            "external_ref": document.ref,
            "name": document.name or document.ref,
            "date": document.date,
            "currency_id": currencies[total.currency].id,
            "amount": float(total.amount),
            "gross": float(sum(line.gross.amount for line in document.lines)),
            "fees": float(sum(line.fee.amount for line in document.lines)),
            "status": document.status,
            "document": kept,
            "content_hash": fingerprint(kept),
            "problem": self._problem(document),
        }

    @api.model
    def _problem(self, document):
        what = amiss(document)
        if what == "sum":
            return self.env._(
                "Its lines come to %(lines)s, the channel paid %(total)s. Look at the "
                "payout over there; it is read again, and can be booked once it adds "
                "up.",
                lines=total_of(document),
                total=document.total,
            )
        if what == "currency":
            return self.env._(
                "Its lines are in another currency than the payout. Book it by hand."
            )
        return False

    def _document(self):
        return load(Payout, self.document)

    # -- what people do ----------------------------------------------------------------

    def action_book(self):
        """Book what adds up and has arrived; what has no account yet waits for it."""
        self._demand_accountant()
        self.sudo().filtered(lambda payout: payout.state == "open")._request_booking()
        return True

    def action_open_entry(self):
        self.ensure_one()
        return self.move_id.get_formview_action()

    def _request_booking(self):
        for connection, payouts in self.grouped("connection_id").items():
            self.env["sync.job"].sudo().enqueue_many(
                connection, [payout_job(payout.external_ref) for payout in payouts]
            )

    def _demand_accountant(self):
        self.check_access("read")
        if not self.env.user.has_group("account.group_account_invoice"):
            raise AccessError(
                self.env._("Only those who may write invoices may book payouts.")
            )


def payout_job(ref):
    """A job that books one payout: pending once, never two of them at a time."""
    return JobRequest(
        "payout_book",
        {"ref": ref},
        identity_key=f"payout:{ref}",
        order_key=f"payout:{ref}",
        lane="bulk",
    )
