"""Compare what the carriers ask for a transfer, and take one of them."""

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.lib.errors import IntegrationError

from ..documents import RateRequest


class IntegrationRates(models.TransientModel):
    _name = "integration.rates"
    _description = "Compare Rates"

    picking_id = fields.Many2one("stock.picking", required=True, readonly=True)
    parcels = fields.Char(readonly=True)
    problem = fields.Char(readonly=True)
    line_ids = fields.One2many("integration.rates.line", "rates_id", readonly=True)

    def _fill(self):
        """Every offer of the account, the cheapest first; or the reason for none."""
        picking = self.picking_id
        carrier = picking.carrier_id
        try:
            parcels = carrier._omni_parcels_of_picking(picking)
            rates = carrier._omni_rates_of(
                RateRequest(
                    ship_from=carrier._omni_address(carrier._omni_sender(picking)),
                    ship_to=carrier._omni_address(picking.partner_id),
                    parcels=tuple(parcels),
                    confirmation=carrier.omni_confirmation,
                )
            )
        except (IntegrationError, UserError) as error:
            message = getattr(error, "message", "") or str(error)
            self.problem = tell(self.env.lang, message)
            return
        self.parcels = self._in_words(len(parcels))
        self._list(rates)

    def _in_words(self, count):
        if count == 1:
            return self.env._("one parcel of %s", self.picking_id.name)
        return self.env._(
            "%(count)s parcels of %(transfer)s",
            count=count,
            transfer=self.picking_id.name,
        )

    def _list(self, rates):
        carrier = self.picking_id.carrier_id
        services = self.env["integration.carrier.service"].search(
            [("connection_id", "=", carrier.omni_connection_id.id)]
        )
        by_key = {service.key: service for service in services}
        excluded = set(carrier.sudo().omni_excluded_ids.mapped("key"))
        offers = [rate for rate in rates if rate.key in by_key.keys() - excluded]
        offers.sort(key=lambda rate: rate.total.amount)
        fastest = min((o.days for o in offers if o.days is not None), default=None)
        self.line_ids = [
            fields.Command.create(
                {
                    "service_id": by_key[rate.key].id,
                    "price": float(rate.total.amount),
                    "currency_id": carrier._omni_currency(rate.total.currency).id,
                    "days": rate.days or 0,
                    "parts": "\n".join(
                        f"{part.label} {part.amount:.2f}" for part in rate.charges
                    ),
                    "merit": self._merit(rate, offers[0], fastest),
                }
            )
            for rate in offers
        ]

    def _merit(self, rate, cheapest, fastest):
        if rate is cheapest:
            return "cheapest"
        return "fastest" if rate.days is not None and rate.days == fastest else False


class IntegrationRatesLine(models.TransientModel):
    _name = "integration.rates.line"
    _description = "Rate of a Carrier"
    _order = "price, id"

    rates_id = fields.Many2one("integration.rates", required=True, ondelete="cascade")
    service_id = fields.Many2one("integration.carrier.service", readonly=True)
    price = fields.Monetary(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    days = fields.Integer(readonly=True)
    parts = fields.Text("Made Of", readonly=True)
    merit = fields.Selection(
        [("cheapest", "Cheapest"), ("fastest", "Fastest")], "", readonly=True
    )

    def action_buy(self):
        """Labels of this service, whatever the method would have taken."""
        self.ensure_one()
        picking = self.rates_id.picking_id
        result = picking.with_context(
            omni_service_id=self.service_id.id
        ).action_omni_buy_labels()
        result["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return result
