"""Prices at quotation: from the last hour, else asked for while somebody waits."""

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.exchange_guard import no_database
from odoo.addons.omni_core.engine.way_out import open_way
from odoo.addons.omni_core.lib.errors import IntegrationError

from ..documents import RateRequest
from ..shopping import choose

PATIENCE_S = 10


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    def omni_rate_shipment(self, order):
        self.ensure_one()
        try:
            rate = choose(self._omni_rates(order), self._omni_choice())
            price, warning = self._omni_price(rate, order)
        except (IntegrationError, UserError) as error:
            message = getattr(error, "message", "") or str(error)
            return _answer(error_message=message)
        return _answer(success=True, price=price, warning_message=warning)

    def _omni_rates(self, order):
        return self._omni_rates_of(self._omni_rate_request(order))

    def _omni_rates_of(self, request):
        connection = self.omni_connection_id.sudo()
        cache = self.env["integration.rate"]
        rates = cache._recall(connection, request)
        if rates is None:
            rates = self._omni_ask(connection, request)
            cache._remember(connection, request, rates)
        return rates

    def _omni_ask(self, connection, request):
        """The one call that somebody waits for; short, and only on demand."""
        if connection.state != "connected":
            raise UserError(
                self.env._("The connection “%s” is not connected.", connection.name)
            )
        platform, settings = connection._platform(), connection._settings()
        transport = open_way(
            platform, settings, connection._call_policy(), seconds=PATIENCE_S
        )
        try:
            with no_database():
                return list(platform.client(settings, transport).rates(request))
        finally:
            connection._keep_calls(transport)

    def _omni_rate_request(self, order):
        carriers = self.sudo().omni_service_ids.mapped("carrier_code")
        sender = order.warehouse_id.partner_id or order.company_id.partner_id
        return RateRequest(
            ship_from=self._omni_address(sender),
            ship_to=self._omni_address(order.partner_shipping_id),
            parcels=tuple(self._omni_parcels_of_order(order)),
            carriers=tuple(sorted(set(carriers))),
            confirmation=self.omni_confirmation,
        )

    def _omni_price(self, rate, order):
        """In the order's currency, as Odoo expects it, and what it is made of."""
        company = order.company_id or self.env.company
        foreign = self._omni_currency(rate.total.currency)
        price = foreign._convert(
            float(rate.total.amount), order.currency_id, company, fields.Date.today()
        )
        parts = ", ".join(f"{part.label} {part.amount}" for part in rate.charges)
        days = self.env._("%s days", rate.days) if rate.days is not None else ""
        text = "; ".join(part for part in (rate.service_name, parts, days) if part)
        return price, text

    def _omni_currency(self, code):
        currencies = self.env["res.currency"].with_context(active_test=False)
        found = currencies.search([("name", "=", code)], limit=1)
        if not found:
            raise UserError(
                self.env._("The price is in %s, a currency unknown here.", code)
            )
        return found


def _answer(success=False, price=0.0, error_message=False, warning_message=False):
    return {
        "success": success,
        "price": price,
        "error_message": error_message,
        "warning_message": warning_message,
    }
