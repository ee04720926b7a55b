"""What an order needs before it can exist: products, taxes, currency, people."""

from dataclasses import replace

from odoo import models

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.mapping import named
from odoo.addons.omni_core.lib.errors import Unmapped

from .. import holds as rules
from ..documents import Address, PaymentKind
from ..edits import carriers_of
from .order_builder import fallback_kinds
from .order_taxes import unmapped_taxes
from .partner_matcher import Match, customer_ref, hash_of


class IntegrationOrderParts(models.AbstractModel):
    _name = "integration.order.parts"
    _description = "Finds What Orders Need"

    def _find_parts(self, connection, arrivals):
        orders = [arrival.order for arrival in arrivals]
        taxes = self.env["integration.order.taxes"]._match(connection, orders)
        products = self.env["integration.order.products"]._match(connection, orders)
        codes = {a.proof.currency: None for a in arrivals}
        currencies = {code: connection._order_currency(code) for code in codes}
        for arrival in arrivals:
            order = arrival.order
            arrival.taxes = taxes
            arrival.unmapped += unmapped_taxes(order, taxes)
            arrival.products = {
                line.ref: products[order.ref, line.ref] for line in order.lines
            }
            hits = {f.hold for f in arrival.products.values() if f.hold}
            arrival.holds += sorted(hits, key=lambda hold: hold.text)
            arrival.currency = currencies[arrival.proof.currency]
            self._demand_currency(arrival)
            self._demand_fallbacks(connection, arrival)
        self._find_mapped(connection, arrivals)
        self.env["integration.order.terms"]._find(connection, arrivals)
        for arrival in arrivals:
            self._hold_unmapped(arrival)

    def _demand_currency(self, arrival):
        if not arrival.currency:
            arrival.hold(
                "currency",
                self.env._(
                    "The order is in %(code)s, a currency that is not active in Odoo. "
                    "Activate it, then process the order again.",
                    code=arrival.proof.currency,
                ),
                blocks=True,
            )

    def _demand_fallbacks(self, connection, arrival):
        for kind in fallback_kinds(arrival.order, arrival.side):
            if not connection._fallback_product(kind):
                hold = self.env["integration.order.products"]._no_fallback(
                    connection, kind
                )
                arrival.holds.append(hold)

    def _find_mapped(self, connection, arrivals):
        """Gateways and carriers where orders are fulfilled; fiscal positions always."""
        mapping = self.env["integration.mapping"]
        countries = {_country(a.order) for a in arrivals} - {""}
        positions = mapping._known(connection, "fiscal_position", countries)
        acting = [a for a in arrivals if not a.record_only]
        gateways = {g for a in acting for g in gateways_of(a.order)}
        workflows = mapping._known(connection, "gateway", gateways)
        carriers = {c: t for a in acting for c, t in carriers_of(a.order).items()}
        known_carriers = mapping._known(connection, "carrier", carriers)
        for arrival in arrivals:
            arrival.fiscal_position = positions.get(_country(arrival.order))
        for arrival in acting:
            for gateway in gateways_of(arrival.order):
                if gateway not in workflows:
                    arrival.unmapped.append(Unmapped("gateway", gateway))
            arrival.workflows = workflows
            self._find_carrier(arrival, known_carriers)
            self._hold_unpaid(connection, arrival)

    def _find_carrier(self, arrival, known):
        if "carrier_id" not in self.env["sale.order"]._fields:
            return
        for code, title in carriers_of(arrival.order).items():
            if code not in known:
                arrival.unmapped.append(Unmapped("carrier", code, title))
            elif known[code] and not arrival.carrier:
                arrival.carrier = known[code]

    def _hold_unpaid(self, connection, arrival):
        confirmation = self.env["integration.order.confirmation"]
        workflow = confirmation._workflow(connection, arrival)
        confirm_on = workflow.confirm_on or "paid"
        if connection.hold_unpaid:
            arrival.holds += rules.hold_for_payment(arrival.order, confirm_on)

    def _hold_unmapped(self, arrival):
        if arrival.unmapped:
            names = tell(self.env.lang, named(arrival.unmapped))
            arrival.hold(
                "unmapped",
                self.env._(
                    "Not mapped yet: %s. Map them; the order goes on by itself.", names
                ),
                blocks=True,
            )

    def _find_customers(self, connection, arrivals):
        for arrival in arrivals:
            arrival.match = self._decided(arrival)
        chosen = [a for a in arrivals if a.match]
        matcher = self.env["integration.partner.matcher"]
        orders = {a.order.ref: a.match for a in chosen}
        matcher._bind(connection, [a.order for a in chosen], orders)
        left = [a for a in arrivals if a not in chosen]
        found = matcher._match(connection, [a.order for a in left])
        for arrival in left:
            arrival.match = found[arrival.order.ref]
            if arrival.match.hold:
                arrival.holds.append(arrival.match.hold)

    def _decided(self, arrival):
        """Chosen by a person; or found before, where no account could tell it anew."""
        binding = arrival.binding
        if binding.partner_choice_id:
            return Match(binding.partner_choice_id, self.env._("chosen by hand"))
        if binding.order_id and not customer_ref(arrival.order):
            return Match(binding.order_id.partner_id, binding.partner_why or "")
        return None

    def _find_addresses(self, arrivals):
        wishes = [
            (arrival.match.partner, address, kind)
            for arrival in arrivals
            for kind, address in addresses_of(
                arrival.order, arrival.match.partner.name
            ).items()
        ]
        found = self.env["integration.partner.address"]._addresses(wishes)
        for arrival in arrivals:
            customer = arrival.match.partner
            addresses = addresses_of(arrival.order, customer.name)
            for kind in ("invoice", "delivery"):
                address = addresses.get(kind)
                key = (customer.id, kind, hash_of(address)) if address else None
                partner = found.get(key, customer)
                if kind == "invoice":
                    arrival.invoice_to = partner
                else:
                    arrival.deliver_to = partner


def _country(order):
    address = order.shipping or order.billing
    return address.country_code if address else ""


def gateways_of(order):
    """Through which the money comes; a gift card is one of them."""
    given = (PaymentKind.AUTHORIZATION, PaymentKind.CAPTURE, PaymentKind.SALE)
    return dict.fromkeys(
        payment.gateway
        for payment in order.payments
        if payment.kind in given and payment.status != "failure" and payment.gateway
    )


def addresses_of(order, name):
    """What the document says, nameless addresses with the customer's name."""
    given = {"invoice": order.billing, "delivery": order.shipping}
    return {
        kind: replace(address, name=address.name or address.company or name)
        for kind, address in given.items()
        if address and address != Address()
    }
