"""Transfers and their labels: bought before the validation, never inside it."""

from datetime import timezone
from zoneinfo import ZoneInfo

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import groupby

from odoo.addons.omni_core.engine.plain import as_note
from odoo.addons.omni_core.lib.errors import IntegrationError

from ..documents import AddressState
from .integration_label import MEANT

WARNING = "mail.mail_activity_data_warning"


class StockPicking(models.Model):
    _inherit = "stock.picking"

    omni_label_ids = fields.One2many("integration.label", "picking_id", "Labels")
    omni_address_state = fields.Selection(related="partner_id.omni_address_state")
    omni_verdict_text = fields.Char(related="partner_id.omni_verdict_text")
    omni_verdict_hint = fields.Char(related="partner_id.omni_verdict_hint")
    omni_label_state = fields.Selection(
        [("none", "No Label"), ("intent", "Being Bought"), ("bought", "Bought")]
        + [("failed", "Refused")],
        "Label",
        compute="_compute_omni_label_state",
    )

    @api.depends("omni_label_ids.state")
    def _compute_omni_label_state(self):
        for picking in self:
            states = set(picking.omni_label_ids.mapped("state"))
            picking.omni_label_state = next(
                (one for one in ("intent", "bought", "failed") if one in states), "none"
            )

    def action_open_journey(self):
        """All that happened to this transfer, on every side."""
        return self.env["integration.journey"]._open(self)

    # -- buying --

    def action_omni_buy_labels(self):
        """One job per parcel. What keeps one transfer back never stops the others."""
        problems = self._omni_request_labels()
        if len(self) == 1 and problems:
            raise UserError(problems[self])
        for picking, message in problems.items():
            picking._omni_warn(message)
        wanted = len(self) - len(problems)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if problems else "success",
                "title": self.env._("Labels of %s transfers are being bought", wanted),
                "message": self.env._("%s transfers need a look.", len(problems))
                if problems
                else "",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _omni_request_labels(self):
        """Write the intents and wish for the purchases; {picking: what is wrong}."""
        self.check_access("write")
        problems = {}
        for picking in self:
            try:
                with self.env.cr.savepoint():
                    picking._omni_intend()
            except (UserError, IntegrationError) as error:
                problems[picking] = getattr(error, "message", "") or str(error)
            except UniqueViolation:  # somebody else pressed the button, too
                problems[picking] = self.env._("Its label is being bought already.")
        return problems

    def _omni_intend(self):
        """A label for each parcel that has none. Checks now what would fail later."""
        carrier = self.carrier_id
        if carrier.delivery_type != "omni":
            raise UserError(
                self.env._("%s has no delivery method that buys labels.", self.name)
            )
        is_receipt = self.picking_type_code == "incoming" and not self.is_return_picking
        if self.state == "cancel" or is_receipt:
            raise UserError(self.env._("%s is nothing to send.", self.name))
        self._omni_intend_labels(is_return=self.is_return_picking)
        if carrier.return_label_on_delivery and self.picking_type_code == "outgoing":
            self._omni_intend_labels(is_return=True)

    def _omni_intend_labels(self, is_return):
        carrier = self.carrier_id
        labels = self.sudo().omni_label_ids
        served = {
            label.parcel
            for label in labels
            if label.state in MEANT and label.is_return == is_return
        }
        for number, package in enumerate(carrier._omni_packages(self), 1):
            if number in served:
                continue
            label = labels.create(
                {
                    "connection_id": carrier.omni_connection_id.id,
                    "picking_id": self.id,
                    "carrier_id": carrier.id,
                    "service_id": self._omni_chosen_service().id,
                    "parcel": number,
                    "is_return": is_return,
                    "pay_on_use": is_return and carrier.omni_return_pay == "use",
                    "test": carrier._omni_is_test(),
                }
            )
            carrier._omni_ship_request(label, package)
            label._enqueue_purchase()

    def action_omni_track(self):
        """Ask the carriers now where these parcels are."""
        self.check_access("write")
        labels = self.sudo().omni_label_ids.filtered(lambda one: one.state == "bought")
        if not labels:
            raise UserError(self.env._("None of them has a label that we bought."))
        for connection, theirs in labels.grouped("connection_id").items():
            wishes = [label._tracking_job() for label in theirs]
            self.env["sync.job"].sudo().enqueue_many(connection, wishes)
        return True

    def action_omni_return_labels(self):
        """A label for the way back, for a parcel that leaves or has left."""
        self.check_access("write")
        for picking in self:
            if picking.delivery_type != "omni" or picking.state == "cancel":
                raise UserError(
                    self.env._(
                        "%s has no delivery method that buys labels.", picking.name
                    )
                )
            try:
                with self.env.cr.savepoint():
                    picking._omni_intend_labels(is_return=True)
            except UniqueViolation:
                raise UserError(
                    self.env._("Its label is being bought already.")
                ) from None
        return True

    def _omni_chosen_service(self):
        """By the person who compared the rates, if it is one of the account's."""
        services = self.env["integration.carrier.service"].sudo()
        chosen = services.browse(self.env.context.get("omni_service_id"))
        account = self.carrier_id.sudo().omni_connection_id
        return chosen.exists().filtered(lambda one: one.connection_id == account)

    def action_omni_rates(self):
        """What each carrier asks for it, side by side."""
        self.ensure_one()
        self.check_access("write")
        rates = self.env["integration.rates"].create({"picking_id": self.id})
        rates._fill()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Compare Rates"),
            "res_model": rates._name,
            "res_id": rates.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_omni_check_address(self):
        """Ask the carrier's register; the answer is on the transfer a moment later."""
        self.check_access("write")
        for picking in self.filtered(lambda one: one.delivery_type == "omni"):
            self.env["sync.job"].sudo().enqueue(
                picking.carrier_id.sudo().omni_connection_id,
                "address_check",
                model="res.partner",
                record_id=picking.partner_id.id,
                identity_key=f"address:{picking.partner_id.id}",
            )
        return True

    def action_omni_trust_address(self):
        self.check_access("write")
        self.partner_id.sudo()._omni_trust()
        return True

    # -- what became of it --

    def _omni_label_bought(self, label):
        """Tracking and cost at once, so that a later validation buys nothing more."""
        if not self:
            return
        self._omni_refresh()
        self.message_post(
            body=self.env._(
                "Label bought: %(service)s, tracking %(tracking)s, cost %(cost)s.",
                service=label.service_name,
                tracking=label.tracking_number,
                cost=label.currency_id.format(label.cost),
            ),
            attachment_ids=label.attachment_ids.ids,
        )
        if not label.attachment_ids and not label.made_there:
            self._omni_warn(
                self.env._(
                    "Label %s is paid, but its file could not be fetched a second time."
                    " Print it on the platform where it was bought.",
                    label.display_name,
                )
            )
        self._omni_charge_order()

    def _omni_charge_order(self):
        """The real cost on the order, once for all its parcels.

        Odoo does this when it buys the label itself; it adds a line for each call.
        """
        order, carrier = self.sale_id.sudo(), self.carrier_id
        states = set(self.sudo().omni_label_ids.mapped("state"))
        is_known = "bought" in states and "intent" not in states
        if not order or not is_known or carrier.invoice_policy != "real":
            return
        try:
            with self.env.cr.savepoint():
                self._omni_write_freight(order, carrier)
        except UserError as error:  # never undoes what was paid for
            self._omni_warn(
                self.env._(
                    "The cost of the label could not be put onto %(order)s: %(why)s",
                    order=order.name,
                    why=error,
                )
            )

    def _omni_write_freight(self, order, carrier):
        sent = order.picking_ids.filtered(lambda one: one.carrier_id == carrier)
        price = sum(
            sent.filtered(lambda one: not one.is_return_picking).mapped("carrier_price")
        )
        lines = order.order_line.filtered(
            lambda line: line.is_delivery and line.product_id == carrier.product_id
        )
        is_locked, order.locked = order.locked, False  # agreed on: the real cost
        line = lines[:1] or order._create_delivery_line(carrier, price)
        line.write({**self._prepare_sale_delivery_line_vals(), "price_unit": price})
        order.locked = is_locked

    def _omni_note_address(self, verdict, warn):
        """Of an address that is there still: this comes with the news of a purchase."""
        partner = self.partner_id
        if address := partner._omni_place():
            partner._omni_note_verdict(address, verdict)
        if warn and verdict.state is AddressState.WRONG:
            self._omni_warn(
                self.env._(
                    "The carrier does not know the address of %(partner)s: %(text)s",
                    partner=partner.display_name,
                    text=verdict.text,
                )
            )

    def _omni_label_refused(self, message):
        for picking in self:
            picking._omni_warn(self.env._("No label was bought: %s", message))
            picking._omni_charge_order()

    def _omni_label_voided(self, label):
        for picking in self:
            picking._omni_refresh()
            text = self.env._("Label %s was voided.", label.display_name)
            picking.message_post(body=text)
            if picking.state == "done":
                picking._omni_warn(text)

    def _omni_parcel_in_trouble(self, label):
        for picking in self:
            picking._omni_warn(
                self.env._(
                    "The carrier reports a problem with parcel %(tracking)s: %(text)s",
                    tracking=label.display_name,
                    text=label.progress_text or "",
                )
            )

    def _omni_day(self, moment):
        """The day where the parcel leaves: carriers refuse one that is over there."""
        warehouse = self.picking_type_id.warehouse_id
        zone = warehouse.partner_id.tz or self.company_id.partner_id.tz or "UTC"
        return moment.replace(tzinfo=timezone.utc).astimezone(ZoneInfo(zone)).date()

    def _omni_refresh(self):
        """Tracking numbers and cost are those of the labels that count."""
        for picking in self:
            labels = picking._omni_labels_on_the_way()
            numbers = labels.sorted("parcel").mapped("tracking_number")
            picking.carrier_tracking_ref = ",".join(filter(None, numbers)) or False
            picking.carrier_price = picking._omni_charged(labels)

    def _omni_labels_on_the_way(self):
        """Of the way that this transfer goes; one for the way back is beside it."""
        back = self.is_return_picking
        return self.sudo().omni_label_ids.filtered(
            lambda one: one.state == "bought" and one.is_return == back
        )

    def _omni_charged(self, labels):
        """The cost with the method's margins; as in Odoo, in the order's currency."""
        company = self.company_id
        wanted = self.sale_id.currency_id or company.currency_id
        cost = sum(
            currency._convert(sum(label.cost for label in group), wanted, company)
            for currency, group in groupby(labels, lambda label: label.currency_id)
        )
        if not labels:
            return 0.0
        if not self.carrier_id:  # bought by others, by no method of ours
            return cost
        if self._omni_is_free():
            cost = 0.0
        return self.carrier_id._apply_margins(cost, self.sale_id)

    def _omni_is_free(self):
        """Whether the order is large enough for the method's free shipping."""
        carrier, order = self.carrier_id, self.sale_id
        if not (carrier.free_over and order):
            return False
        amount = order._compute_amount_total_without_delivery()
        limit = carrier._compute_currency(order, amount, "pricelist_to_company")
        return limit >= carrier.amount

    def _omni_warn(self, message):
        self.activity_schedule(
            WARNING, note=as_note(message), user_id=self.user_id.id or self.env.uid
        )
