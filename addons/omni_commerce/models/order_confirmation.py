"""What follows when an order may go on: confirm, invoice, record the payments."""

from odoo import models

from ..payments import authorizations
from ..proof import side_of
from .order_parts import gateways_of


class IntegrationOrderConfirmation(models.AbstractModel):
    _name = "integration.order.confirmation"
    _description = "Confirms Sales Orders of Channels"

    def _workflow(self, connection, arrival):
        """That of the gateway which brings most of the money."""
        payments = sorted(
            (p for p in arrival.order.payments if not p.gift_card_ref),
            key=lambda payment: side_of(payment.price, arrival.side).amount,
            reverse=True,
        )
        for payment in payments:
            if workflow := arrival.workflows.get(payment.gateway):
                return workflow
        return connection.workflow_id

    def _carry_out(self, connection, arrivals):
        """Confirm all in one go, then do what their workflows say."""
        flows = [(a, self._workflow(connection, a)) for a in arrivals]
        by_hand = [a for a, flow in flows if flow.confirm_on == "never"]
        sales = self.env["sale.order"].union(
            *(a.sale for a in arrivals if a not in by_hand)
        )
        if sales:
            sales.action_confirm()
        payments = self.env["integration.order.payments"]
        for arrival, flow in flows:
            if flow.invoice and arrival not in by_hand:
                self._invoice(arrival.sale, flow)
                payments._take(arrival)
            elif any(authorizations(arrival.order, arrival.side)):
                payments._take(arrival)

    def _find_workflows(self, connection, arrival):
        gateways = gateways_of(arrival.order)
        mapping = self.env["integration.mapping"]
        arrival.workflows = mapping._known(connection, "gateway", gateways)

    def _go_on(self, connection, arrival):
        """What the workflow asks for of an order that was confirmed some time ago."""
        sale = arrival.binding.order_id
        flow = self._workflow(connection, arrival)
        if sale.state == "sale" and flow.invoice:
            self._invoice(sale, flow)
        self.env["integration.order.payments"]._take(arrival)

    def _invoice(self, sale, flow):
        """What can be invoiced now; the rest when it is delivered. Never again what was
        given back, which Odoo would call "to invoice"."""
        given_back = sale.invoice_ids.filtered(
            lambda move: move.move_type == "out_refund" and move.state != "cancel"
        )
        if given_back or not any(line.qty_to_invoice > 0 for line in sale.order_line):
            return
        invoices = sale._create_invoices()
        connection = sale.channel_connection_id
        invoices.invoice_date = connection._day_of(sale.date_order)
        invoices.action_post()
        if flow.mail_invoice:
            self._mail(invoices)

    def _mail(self, invoices):
        """By Odoo's own sender, in the background: it makes the PDF as well."""
        author = self.env.user
        reachable = invoices.filtered("partner_id.email")
        reachable.sending_data = {
            "author_user_id": author.id,
            "author_partner_id": author.partner_id.id,
        }
        if reachable:
            self.env.ref("account.ir_cron_account_move_send").sudo()._trigger()
