"""An eBay order in Odoo: the buyer who asks to cancel, and until when to answer."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.lib.moments import moment

# eBay agrees by itself to nothing: after this the buyer may open a case.
ANSWER_WITHIN = timedelta(days=3)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    is_ebay = fields.Boolean(compute="_compute_is_ebay", compute_sudo=True)

    ebay_cancel_ref = fields.Char(
        "Cancel Request", compute="_compute_ebay_cancel", compute_sudo=True
    )
    ebay_cancel_until = fields.Datetime(
        "Answer Until",
        compute="_compute_ebay_cancel",
        compute_sudo=True,
        help="If nobody answers until then, eBay decides.",
    )

    @api.depends("channel_connection_id.platform")
    def _compute_is_ebay(self):
        for order in self:
            order.is_ebay = order.channel_connection_id.platform == "ebay"

    @api.depends("channel_binding_id.document")
    def _compute_ebay_cancel(self):
        for order in self:
            request = order.channel_binding_id._ebay_cancel_request()
            order.ebay_cancel_ref = request.get("cancelRequestId")
            asked = moment(request.get("cancelRequestedDate"))
            order.ebay_cancel_until = (
                (asked + ANSWER_WITHIN).replace(tzinfo=None) if asked else False
            )

    ebay_message_count = fields.Integer(compute="_compute_ebay_message_count")

    def _compute_ebay_message_count(self):
        rows = self.env["ebay.message"]._read_group(
            [("order_id", "in", self.ids)], ["order_id"], ["__count"]
        )
        counts = {order.id: count for order, count in rows}
        for order in self:
            order.ebay_message_count = counts.get(order.id, 0)

    def action_ebay_reply(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Write to the Buyer"),
            "res_model": "ebay.reply",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def action_ebay_messages(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_ebay.ebay_message_action"
        )
        return action | {"domain": [("order_id", "=", self.id)]}

    def action_ebay_agree_to_cancel(self):
        return self._ebay_answer(agree=True)

    def action_ebay_refuse_to_cancel(self):
        return self._ebay_answer(agree=False)

    def _ebay_answer(self, agree):
        for order in self:
            order.channel_connection_id._demand("operator")
            if not order.ebay_cancel_ref:
                raise UserError(
                    self.env._("%s: the buyer does not ask to cancel.", order.name)
                )
            self.env["sync.job"].sudo().enqueue(
                order.channel_connection_id.sudo(),
                "cancel_answer",
                payload={
                    "ref": order.channel_ref,
                    "cancel": order.ebay_cancel_ref,
                    "agree": agree,
                },
                identity_key=f"cancel:{order.ebay_cancel_ref}",
                order_key=f"order:{order.channel_ref}",
            )
        return True


class IntegrationOrderBinding(models.Model):
    _inherit = "integration.order.binding"

    def _ebay_cancel_request(self):
        """The buyer's open request, as eBay tells it; {} if there is none."""
        document = self.document or {}
        if not document.get("cancel_requested"):
            return {}
        requests = (document.get("extra") or {}).get("cancels") or []
        return next(
            (r for r in requests if r.get("cancelRequestState") == "REQUESTED"), {}
        )

    def _ebay_ask_for_answers(self):
        """One activity for a request, due before eBay's patience ends."""
        for binding in self:
            order = binding.order_id
            if not order.ebay_cancel_ref or order.state == "cancel":
                continue
            summary = self.env._("Answer the buyer: cancel %s?", binding.name)
            if summary in order.activity_ids.mapped("summary"):
                continue
            owner = order.user_id or binding.connection_id.user_id or self.env.user
            order.activity_schedule(
                "mail.mail_activity_data_warning",
                date_deadline=(order.ebay_cancel_until or fields.Datetime.now()).date(),
                summary=summary,
                user_id=owner.id,
                note=self.env._(
                    "Agree or refuse by the buttons of the order, in time: after that "
                    "eBay may decide."
                ),
            )


class IntegrationOrderIntake(models.AbstractModel):
    _inherit = "integration.order.intake"

    def _process(self, bindings):
        result = super()._process(bindings)
        ebay = bindings.sudo().filtered(lambda b: b.connection_id.platform == "ebay")
        ebay._ebay_ask_for_answers()
        return result
