"""Give money back on the channel: by lines, shipping and goodwill, seen beforehand."""

from datetime import datetime, timezone
from decimal import Decimal

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.omni_core.lib.money import Money

from ..adapter import RefundOrder
from ..asking import refs_of
from ..models.order_verdict import exact
from ..payments import open_of
from ..refunds import left_of, refund_of, shipping_left_of


class IntegrationOrderRefund(models.TransientModel):
    _name = "integration.order.refund"
    _description = "Refund on the Channel"

    order_id = fields.Many2one("sale.order", required=True, ondelete="cascade")
    move_id = fields.Many2one("account.move", "Credit Note", ondelete="cascade")
    channel = fields.Char(related="order_id.channel_connection_id.name")
    currency_id = fields.Many2one(related="order_id.currency_id")
    line_ids = fields.One2many(
        "integration.order.refund.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    shipping_left = fields.Monetary("Shipping Paid", compute="_compute_shipping_left")
    shipping = fields.Monetary(help="Without taxes, unless prices include them.")
    goodwill = fields.Monetary(help="Beyond goods and shipping.")
    overpaid_left = fields.Monetary(
        "Owed to the Buyer", compute="_compute_overpaid_left"
    )
    overpaid = fields.Monetary(
        "Paid Too Much",
        compute="_compute_overpaid",
        store=True,
        readonly=False,
        help="The order was made smaller after it was paid.",
    )
    restock = fields.Boolean(
        "Back in Stock There",
        help="The channel puts the pieces back on sale.",
    )
    notify = fields.Boolean(
        "Tell the Buyer",
        default=True,
        help="The channel writes to the buyer.",
    )
    note = fields.Char("Reason")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    # -- what can go back --------------------------------------------------------------

    def _document(self):
        return self.order_id.sudo().channel_binding_id._document()

    def _side(self):
        return self.order_id.sudo().channel_connection_id.order_currency

    @api.depends("order_id", "move_id")
    def _compute_line_ids(self):
        for wizard in self.filtered("order_id"):
            left = left_of(wizard._document())
            # What was paid too much is for goods that are off the order already.
            owed = open_of(wizard._document(), wizard._side()).amount < 0
            asked = {} if owed else wizard._quantities_of_credit_note()
            wizard.line_ids = [Command.clear()] + [
                Command.create(
                    {"line_ref": line.ref, "quantity": asked.get(line.ref, 0)}
                )
                for line in wizard._document().lines
                if left[line.ref] > 0
            ]

    def _quantities_of_credit_note(self):
        found = {}
        for line in self.move_id.invoice_line_ids:
            refs = set(line.sale_line_ids.mapped("channel_line_ref"))
            own = self.order_id.order_line.filtered(
                lambda x, product=line.product_id: (
                    x.product_id == product and x.channel_kind == "product"
                )
            )
            for ref in refs or set(own[:1].mapped("channel_line_ref")):
                found[ref] = found.get(ref, 0) + line.quantity
        return found

    @api.depends("order_id")
    def _compute_shipping_left(self):
        for wizard in self:
            order, side = wizard._document(), wizard._side()
            wizard.shipping_left = float(shipping_left_of(order, side))

    @api.depends("order_id")
    def _compute_overpaid_left(self):
        for wizard in self:
            open_ = open_of(wizard._document(), wizard._side())
            wizard.overpaid_left = max(-float(open_.amount), 0)

    @api.depends("order_id", "move_id")
    def _compute_overpaid(self):
        """All of it, or as much as the credit note is about."""
        for wizard in self:
            most = wizard.move_id.amount_total or wizard.overpaid_left
            wizard.overpaid = min(wizard.overpaid_left, most)

    # -- what will go back -------------------------------------------------------------

    def _wish(self):
        """The command, the credit that comes of it by our reckoning, and all of it."""
        order, side = self._document(), self._side()
        cent = Decimal(1).scaleb(-self.currency_id.decimal_places)
        code = self.currency_id.name
        shipping = Money(exact(self.shipping, cent), code)
        goodwill = Money(exact(self.goodwill, cent), code)
        lines = tuple(
            (line.line_ref, exact(line.quantity, Decimal("0.000001")).normalize())
            for line in self.line_ids
            if line.quantity
        )
        overpaid = exact(self.overpaid, cent)
        now = datetime.now(timezone.utc)
        credit = refund_of(order, lines, shipping, goodwill, side, now)
        command = RefundOrder(
            order.ref,
            lines=lines,
            shipping=shipping if shipping else None,
            # Goods and shipping alone are reckoned by the channel.
            amount=(
                Money(credit.total + overpaid, code)
                if goodwill or overpaid or self.move_id
                else None
            ),
            note=self.note or "",
            restock=self.restock,
            notify_buyer=self.notify,
            known=tuple(refs_of("refund", order)),
            asked_at=now,
        )
        return command, credit, credit.total + overpaid

    @api.depends("line_ids.quantity", "shipping", "goodwill", "overpaid")
    def _compute_preview(self):
        row = Markup("<tr class='{}'><td>{}</td><td class='text-end'>{}</td></tr>")
        total = Markup(
            "<tr class='fw-bold'><td>{}</td><td class='text-end'>{}</td></tr>"
        )
        for wizard in self:
            wizard.preview = False
            if not wizard.order_id:
                continue
            _command, credit, whole = wizard._wish()
            if not whole:
                continue
            code = wizard.currency_id.name
            rows = [row.format("", r.label, f"{r.amount} {code}") for r in credit.rows]
            taxes = sum(part for r in credit.rows for _tax, part in r.taxes)
            if taxes:
                rows.append(row.format("", self.env._("Taxes"), f"{taxes} {code}"))
            if wizard.overpaid:
                paid = f"{whole - credit.total} {code}"
                rows.append(row.format("", self.env._("Paid too much"), paid))
            rows.append(total.format(self.env._("Goes back"), f"{whole} {code}"))
            wizard.preview = Markup("<table class='table table-sm'>{}</table>").format(
                Markup().join(rows)
            )

    def action_refund(self):
        self.ensure_one()
        order = self.order_id
        order._demand_may_ask()
        if not order.channel_can_refund:
            raise UserError(
                self.env._("%s cannot be refunded on its channel.", order.name)
            )
        self._demand_left()
        command, _credit, whole = self._wish()
        self._demand_worth(whole)
        binding = order.sudo().channel_binding_id
        self.env["integration.order.step"]._ask(
            binding,
            command,
            text=self.env._(
                "Refund of %(amount)s", amount=f"{whole} {self.currency_id.name}"
            ),
            amount=float(whole),
            currency_id=self.currency_id.id,
            move_id=self.move_id.id,
        )
        return True

    def _demand_left(self):
        """No more goes back than came."""
        for line in self.line_ids:
            same = self.line_ids.filtered(
                lambda x, ref=line.line_ref: x.line_ref == ref
            )
            if line.quantity < 0 or sum(same.mapped("quantity")) > line.left:
                raise UserError(
                    self.env._(
                        "Between 0 and %(left)g of “%(name)s” can go back.",
                        left=line.left,
                        name=line.name,
                    )
                )
        if not 0 <= self.shipping <= self.shipping_left:
            raise UserError(
                self.env._("Of shipping, %g can go back at most.", self.shipping_left)
            )
        if not 0 <= self.overpaid <= self.overpaid_left:
            raise UserError(
                self.env._("%g was paid too much, and no more.", self.overpaid_left)
            )

    def _demand_worth(self, whole):
        """Something, and what the credit note says where it began with one."""
        if whole <= 0:
            raise UserError(self.env._("Say first what goes back."))
        note, given = self.move_id, float(whole)
        if note and note.currency_id.compare_amounts(note.amount_total, given):
            raise UserError(
                self.env._(
                    "The credit note is about %(note)s, the choice makes %(total)s.",
                    note=note.amount_total,
                    total=whole,
                )
            )


class IntegrationOrderRefundLine(models.TransientModel):
    _name = "integration.order.refund.line"
    _description = "Line of a Refund on the Channel"

    wizard_id = fields.Many2one(
        "integration.order.refund", required=True, ondelete="cascade"
    )
    line_ref = fields.Char(required=True)
    name = fields.Char("Goods", compute="_compute_left")
    left = fields.Float(
        "At Most",
        compute="_compute_left",
        help="What was bought and has not been refunded yet.",
    )
    quantity = fields.Float("Goes Back")

    @api.depends("line_ref", "wizard_id.order_id")
    def _compute_left(self):
        for wizard, lines in self.grouped("wizard_id").items():
            order = wizard._document()
            left, titles = left_of(order), {row.ref: row.title for row in order.lines}
            for line in lines:
                line.name = titles.get(line.line_ref, line.line_ref)
                line.left = float(left.get(line.line_ref, 0))
