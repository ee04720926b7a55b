"""Returns and payment disputes of buyers, kept beside their orders until they end."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.omni_core.lib.text import clean

from .. import cases

KINDS = [(cases.RETURN, "Return"), (cases.DISPUTE, "Payment Dispute")]


class EbayCase(models.Model):
    _name = "ebay.case"
    _description = "Return or Dispute on eBay"
    _order = "is_open desc, respond_by, opened_at desc, id desc"

    connection_id = fields.Many2one(
        "integration.connection", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    external_ref = fields.Char("Number There", required=True, readonly=True)
    order_ref = fields.Char("Order There", readonly=True)
    order_id = fields.Many2one(
        "sale.order", readonly=True, index="btree_not_null", ondelete="set null"
    )
    buyer = fields.Char("eBay User", readonly=True)
    state = fields.Char("How It Stands", readonly=True)
    reason = fields.Char(readonly=True)
    note = fields.Text("The Buyer Says", readonly=True)
    is_open = fields.Boolean("Open", readonly=True, index=True)
    amount = fields.Char("About", readonly=True)
    opened_at = fields.Datetime("Opened", readonly=True)
    respond_by = fields.Datetime("Answer Until", readonly=True)
    revision = fields.Integer(readonly=True)
    can_accept = fields.Boolean(readonly=True)
    can_contest = fields.Boolean(readonly=True)
    our_note = fields.Text(
        "What We Say",
        help="The bank reads it when you contest: when it was delivered, under which "
        "tracking number, what was agreed with the buyer.",
    )
    problem = fields.Char(readonly=True)

    _once = models.UniqueIndex("(connection_id, kind, external_ref)")

    @api.depends("kind", "external_ref")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for case in self:
            case.display_name = f"{kinds.get(case.kind, '')} {case.external_ref or ''}"

    # -- coming in ---------------------------------------------------------------------

    @api.model
    def _take(self, connection, rows):
        """Keep them, and see to it that somebody answers in time."""
        known = {
            (case.kind, case.external_ref): case
            for case in self.search(
                Domain("connection_id", "=", connection.id)
                & Domain("external_ref", "in", [row["ref"] for row in rows])
            )
        }
        orders = self._orders(connection, rows)
        new, taken = [], self.browse()
        for row in rows:
            vals = self._vals(row, orders)
            case = known.get((row["kind"], row["ref"]))
            if case is None:
                new.append(vals | {"connection_id": connection.id})
            else:
                case.write(vals)
                taken += case
        made = self.create(new)
        made._tell()
        (taken + made)._ask_for_answers()

    @api.model
    def _orders(self, connection, rows):
        bindings = self.env["integration.order.binding"].search(
            Domain("connection_id", "=", connection.id)
            & Domain("external_ref", "in", [row["order"] for row in rows])
        )
        return {binding.external_ref: binding.order_id.id for binding in bindings}

    @api.model
    def _vals(self, row, orders):
        amount = row["amount"] or {}
        return {
            "kind": row["kind"],
            "external_ref": row["ref"],
            "order_ref": row["order"] or False,
            "order_id": orders.get(row["order"], False),
            "buyer": clean(row["buyer"]) or False,
            "state": _words(row["state"]),
            "reason": _words(row["reason"]),
            "note": clean(row["note"]) or False,
            "is_open": row["is_open"],
            "amount": " ".join(filter(None, map(amount.get, ("value", "currency"))))
            or False,
            "opened_at": _naive(row["opened_at"]),
            "respond_by": _naive(row["respond_by"]),
            "revision": row["revision"],
            "can_accept": cases.ACCEPT in row["choices"],
            "can_contest": cases.CONTEST in row["choices"],
        }

    def _tell(self):
        """Once on the order, so that nobody ships or refunds unawares."""
        for case in self.filtered("order_id"):
            case.order_id.message_post(
                body=self.env._(
                    "%(case)s on eBay: %(reason)s.",
                    case=case.display_name,
                    reason=case.reason or self.env._("no reason given"),
                )
            )

    def _ask_for_answers(self):
        """An activity while there is something to answer, and none afterwards."""
        for case in self.filtered("order_id"):
            summary = self.env._("Answer on eBay: %s", case.display_name)
            there = case.order_id.activity_ids.filtered(
                lambda activity, text=summary: activity.summary == text
            )
            if not case.can_accept:
                there.action_done()
            elif not there:
                owner = case.order_id.user_id or case.connection_id.user_id
                case.order_id.activity_schedule(
                    "mail.mail_activity_data_warning",
                    date_deadline=(case.respond_by or fields.Datetime.now()).date(),
                    summary=summary,
                    user_id=(owner or self.env.user).id,
                    note=self.env._(
                        "Open it by the button “eBay Cases” of the order. Who does "
                        "not answer in time, loses it."
                    ),
                )

    # -- answering ---------------------------------------------------------------------

    def action_accept(self):
        return self._answer(cases.ACCEPT, "can_accept")

    def action_contest(self):
        return self._answer(cases.CONTEST, "can_contest")

    def _answer(self, answer, may):
        for case in self:
            case.connection_id._demand("operator")
            if not case[may]:
                raise UserError(
                    self.env._("%s has been answered already.", case.display_name)
                )
            self.env["sync.job"].sudo().enqueue(
                case.connection_id.sudo(),
                "ebay_case_answer",
                payload={
                    "case": case.id,
                    "kind": case.kind,
                    "ref": case.external_ref,
                    "answer": answer,
                    "revision": case.revision,
                    "note": case.our_note or "",
                },
                identity_key=f"case:{case.id}",
            )
        return True


class SaleOrder(models.Model):
    _inherit = "sale.order"

    ebay_case_ids = fields.One2many("ebay.case", "order_id", "eBay Cases")
    ebay_case_count = fields.Integer(compute="_compute_ebay_cases", compute_sudo=True)
    ebay_open_case_id = fields.Many2one(
        "ebay.case", compute="_compute_ebay_cases", compute_sudo=True
    )

    @api.depends("ebay_case_ids.is_open")
    def _compute_ebay_cases(self):
        for order in self:
            order.ebay_case_count = len(order.ebay_case_ids)
            order.ebay_open_case_id = order.ebay_case_ids.filtered("is_open")[:1]

    def action_ebay_cases(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_ebay.ebay_case_action"
        )
        found = self.ebay_case_ids
        if len(found) == 1:
            form = {"res_id": found.id, "views": [(False, "form")]}
            return action | form
        return action | {"domain": [("order_id", "=", self.id)], "context": {}}


def _words(code):
    """``SIGNIFICANTLY_NOT_AS_DESCRIBED`` as people write it."""
    return clean(code).replace("_", " ").capitalize() or False


def _naive(at):
    return at.replace(tzinfo=None) if at else False
