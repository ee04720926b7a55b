"""Returns and payment disputes of buyers, kept beside their orders until they end."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.omni_core.lib.text import clean

from ..documents import Answer, CaseKind

KINDS = [
    (CaseKind.RETURN.value, "Return"),
    (CaseKind.DISPUTE.value, "Payment Dispute"),
]


class IntegrationCase(models.Model):
    _name = "integration.case"
    _description = "Return or Dispute on a Channel"
    _order = "is_open desc, respond_by, opened_at desc, id desc"

    connection_id = fields.Many2one(
        "integration.connection",
        "Channel",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    external_ref = fields.Char("Reference There", required=True, readonly=True)
    number = fields.Char("Number There", compute="_compute_number")
    order_ref = fields.Char("Order There", readonly=True)
    order_id = fields.Many2one(
        "sale.order", readonly=True, index="btree_not_null", ondelete="set null"
    )
    buyer = fields.Char("Buyer There", readonly=True)
    state = fields.Char("How It Stands", readonly=True)
    reason = fields.Char(readonly=True)
    note = fields.Text("The Buyer Says", readonly=True)
    is_open = fields.Boolean("Open", readonly=True)
    needs_answer = fields.Boolean("To Answer", readonly=True)
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
    page_there = fields.Char(compute="_compute_page_there", compute_sudo=True)

    _once = models.UniqueIndex("(connection_id, kind, external_ref)")
    _open_idx = models.Index("(respond_by) WHERE needs_answer")

    @api.depends("external_ref")
    def _compute_number(self):
        """What people call it: of an address, its end."""
        for case in self:
            case.number = (case.external_ref or "").rpartition("/")[2]

    @api.depends("kind", "number")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for case in self:
            case.display_name = f"{kinds.get(case.kind, '')} {case.number}"

    @api.depends("order_id.channel_binding_id.url")
    def _compute_page_there(self):
        """The order's page: a shop shows there what is disputed of it."""
        for case in self:
            case.page_there = case.order_id.channel_binding_id.url

    # -- coming in ---------------------------------------------------------------------

    @api.model
    def _take(self, connection, cases):
        """Keep them, and see to it that somebody answers in time."""
        found = self.search(
            Domain("connection_id", "=", connection.id)
            & Domain("external_ref", "in", [one.ref for one in cases])
        )
        known = {(case.kind, case.external_ref): case for case in found}
        orders = self._orders(connection, cases)
        new, linked, kept = [], self.browse(), self.browse()
        for one in cases:
            vals = self._vals(one, orders)
            case = known.get((one.kind.value, one.ref))
            if case is None:
                new.append(vals | {"connection_id": connection.id})
            else:
                kept += case
                news = case._news(vals)
                linked += case if news.get("order_id") else self.browse()
                if news:
                    case.write(news)
        made = self.create(new)
        (made + linked)._tell()
        (made + kept)._ask_for_answers()

    @api.model
    def _orders(self, connection, cases):
        bindings = self.env["integration.order.binding"].search(
            Domain("connection_id", "=", connection.id)
            & Domain("external_ref", "in", [one.order_ref for one in cases])
        )
        return {binding.external_ref: binding.order_id.id for binding in bindings}

    @api.model
    def _vals(self, one, orders):
        return {
            "kind": one.kind.value,
            "external_ref": one.ref,
            "order_ref": one.order_ref or False,
            "order_id": orders.get(one.order_ref, False),
            "buyer": clean(one.buyer) or False,
            "state": _words(one.state),
            "reason": _words(one.reason),
            "note": clean(one.note) or False,
            "is_open": one.is_open,
            "needs_answer": one.needs_answer,
            "amount": str(one.amount) if one.amount else False,
            "opened_at": _naive(one.opened_at),
            "respond_by": _naive(one.respond_by),
            "revision": one.revision,
            "can_accept": Answer.ACCEPT in one.answers,
            "can_contest": Answer.CONTEST in one.answers,
        }

    def _news(self, vals):
        """What of it is another value than is stored."""
        stored = self.read(list(vals), load=None)[0]
        return {name: value for name, value in vals.items() if stored[name] != value}

    def _tell(self):
        """Once on the order, so that nobody ships or refunds unawares."""
        for case in self.filtered("order_id"):
            case.order_id.message_post(
                body=self.env._(
                    "%(case)s on %(shop)s: %(reason)s.",
                    case=case.display_name,
                    shop=case.connection_id.name,
                    reason=case.reason or self.env._("no reason given"),
                )
            )

    def _ask_for_answers(self):
        """An activity while there is something to answer, and none afterwards."""
        for case in self.filtered("order_id"):
            summary = self.env._("Answer the shop: %s", case.display_name)
            there = case.order_id.activity_ids.filtered(
                lambda activity, text=summary: activity.summary == text
            )
            if not case.needs_answer:
                there.action_done()
            elif not there:
                case._call_somebody(summary)

    def _call_somebody(self, summary):
        owner = self.order_id.user_id or self.connection_id.user_id or self.env.user
        self.order_id.activity_schedule(
            "mail.mail_activity_data_warning",
            date_deadline=(self.respond_by or fields.Datetime.now()).date(),
            summary=summary,
            user_id=owner.id,
            note=self.env._(
                "Open it by the button “Cases” of the order. Who does not answer in "
                "time, loses it."
            ),
        )

    # -- answering ---------------------------------------------------------------------

    def action_accept(self):
        return self._answer(Answer.ACCEPT.value, "can_accept")

    def action_contest(self):
        return self._answer(Answer.CONTEST.value, "can_contest")

    def _answer(self, answer, may):
        for case in self:
            case.connection_id._demand("operator")
            if not case[may]:
                raise UserError(
                    self.env._("%s has been answered already.", case.display_name)
                )
            self.env["sync.job"].sudo().enqueue(
                case.connection_id.sudo(),
                "case_answer",
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

    channel_case_ids = fields.One2many("integration.case", "order_id", "Cases")
    channel_case_count = fields.Integer(
        compute="_compute_channel_cases", compute_sudo=True
    )
    channel_open_case_id = fields.Many2one(
        "integration.case", compute="_compute_channel_cases", compute_sudo=True
    )
    channel_case_until = fields.Datetime(
        "Answer Until", compute="_compute_channel_cases", compute_sudo=True
    )

    @api.depends("channel_case_ids.is_open", "channel_case_ids.respond_by")
    def _compute_channel_cases(self):
        for order in self:
            order.channel_case_count = len(order.channel_case_ids)
            case = order.channel_case_ids.filtered("is_open")[:1]
            order.channel_open_case_id = case
            order.channel_case_until = case.respond_by

    def action_channel_cases(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_case_action"
        )
        found = self.channel_case_ids
        if len(found) == 1:
            form = {"res_id": found.id, "views": [(False, "form")]}
            return action | form
        return action | {"domain": [("order_id", "=", self.id)], "context": {}}


class IntegrationIssue(models.Model):
    _inherit = "integration.issue"

    @api.model
    def get_attention(self):
        """Who does not answer in time loses goods or money."""
        cases, waiting = self.env["integration.case"], [("needs_answer", "=", True)]
        count = cases.search_count(waiting)
        if not count:
            return super().get_attention()
        title = self.env._("Returns and Disputes")
        return [
            *super().get_attention(),
            {
                "key": "cases",
                "label": self.env._("Returns and disputes to answer"),
                "count": count,
                "tone": "danger",
                "action": self.env["integration.dashboard"]._open(
                    cases._name, waiting, title
                ),
            },
        ]


def _words(code):
    """``SIGNIFICANTLY_NOT_AS_DESCRIBED`` as people write it."""
    return clean(code).replace("_", " ").capitalize() or False


def _naive(at):
    return at.replace(tzinfo=None, microsecond=0) if at else False
