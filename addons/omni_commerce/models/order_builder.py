"""Values of a sales order, such that Odoo's total is the channel's."""

from decimal import Decimal

from odoo import models
from odoo.fields import Command

from ..documents import LineKind
from ..pricing import terms
from ..proof import channel_tax, discount_of, own_amount, side_of
from .integration_order_binding import _naive
from .order_taxes import tax_key

_NOTE_LIMIT = 20_000


class IntegrationOrderBuilder(models.AbstractModel):
    _name = "integration.order.builder"
    _description = "Builds Sales Orders"

    def _same_for_all_lines(self):
        """What Odoo need not find out for each line anew: a fifth of its work."""
        rules = self.env["account.analytic.distribution.model"].sudo()
        if rules.search_count([], limit=1):
            return {}
        return {"analytic_distribution": False}

    def _order_vals(self, connection, arrival, tags, line_vals):
        order = arrival.order
        vals = {
            "company_id": connection.company_id.id,
            "partner_id": arrival.match.partner.id,
            "partner_invoice_id": arrival.invoice_to.id,
            "partner_shipping_id": arrival.deliver_to.id,
            "date_order": _naive(order.created_at),
            "client_order_ref": order.purchase_order or order.name,
            "origin": f"{connection.name} {order.name}",
            "pricelist_id": connection._pricelist_for(arrival.currency).id,
            "user_id": connection.order_user_id.id,
            "tag_ids": [Command.set([tags[name] for name in order.tags])],
            "require_signature": False,
            "require_payment": False,
            "validity_date": False,
            "note": False,
            "channel_binding_id": arrival.binding.id,
            "channel_note": note_of(order),
            "order_line": [
                Command.create({**line_vals, **vals, "sequence": place})
                for place, vals in enumerate(self._lines(connection, arrival))
            ],
        }
        if connection.order_name_rule == "channel":
            vals["name"] = f"{connection.order_prefix or ''}{order.name}"
        if connection.order_team_id:
            vals["team_id"] = connection.order_team_id.id
        if connection.order_warehouse_id:
            vals["warehouse_id"] = connection.order_warehouse_id.id
        if order.ship_by:
            vals["commitment_date"] = _naive(order.ship_by)
        if arrival.fiscal_position:
            vals["fiscal_position_id"] = arrival.fiscal_position.id
        if arrival.carrier:
            vals["carrier_id"] = arrival.carrier.id
        return vals | arrival.terms

    def _lines(self, connection, arrival):
        order, side = arrival.order, arrival.side
        lines = [self._product_line(arrival, line) for line in order.lines]
        lines += [
            self._shipping_line(connection, arrival, line)
            for line in order.shipping_lines
        ]
        collected = channel_tax(order, side)
        if collected:
            product = connection.product_channel_tax_id
            text = self.env._("Tax collected and paid by the channel")
            lines.append(_plain_line(product, text, collected, "channel_tax"))
        if order.rounding:
            amount = side_of(order.rounding, side).amount
            product = connection.product_rounding_id
            text = self.env._("Rounding")
            lines.append(_plain_line(product, text, amount, "rounding"))
        return lines

    def _product_line(self, arrival, line):
        product = arrival.products[line.ref].product
        unit = side_of(line.unit_price, arrival.side).amount
        vals = self._priced(arrival, line, unit, line.quantity)
        return vals | {
            "product_id": product.id,
            "product_uom_id": product.uom_id.id,
            "name": line_text(line),
            "channel_line_ref": line.ref,
            "channel_kind": line.kind.value,
            "channel_properties": [list(pair) for pair in line.properties] or False,
        }

    def _shipping_line(self, connection, arrival, line):
        product = connection.product_shipping_id
        unit = side_of(line.price, arrival.side).amount
        vals = self._priced(arrival, line, unit, Decimal(1))
        vals |= {
            "product_id": product.id,
            "product_uom_id": product.uom_id.id,
            "name": line.title or product.name,
            "channel_line_ref": line.ref,
            "channel_kind": "shipping",
        }
        if "is_delivery" in self.env["sale.order.line"]._fields:
            vals["is_delivery"] = True
        return vals

    def _priced(self, arrival, line, unit, quantity):
        amount = own_amount(arrival.order, line, arrival.side)
        price, percent = terms(unit, quantity, amount)
        taxes = _taxes_of(arrival, line)
        vals = {
            "product_uom_qty": float(quantity),
            "price_unit": float(price),
            # A price that differs from this was typed in, as Odoo sees it: it stays
            # when somebody changes the quantity.
            "technical_price_unit": float(price) - 1,
            "discount": float(percent),
            "tax_ids": [Command.set(list(taxes))],
            "channel_unit_price": float(unit),
            "channel_discount": float(discount_of(line, arrival.side)),
        }
        if taxes:
            included = arrival.order.taxes_included * sum(taxes.values())
            vals["extra_tax_data"] = as_charged(
                vals, quantity, arrival.currency, amount - included, taxes
            )
        return vals

    def _rounding_line(self, connection, difference):
        """A difference that the connection tolerates, in the open."""
        text = self.env._("Difference to the channel's total")
        return _plain_line(
            connection.product_rounding_id, text, difference, "tolerance"
        )


def _taxes_of(arrival, line):
    """{tax id: what was charged} of the taxes that are ours to pay."""
    charged = {}
    for tax in line.taxes:
        if not tax.by_channel:
            mapped, _rule = arrival.taxes[tax_key(arrival.order, tax)]
            amount = side_of(tax.price, arrival.side).amount
            for id_ in mapped.ids:
                charged[id_] = charged.get(id_, Decimal(0)) + amount
    return charged


def as_charged(vals, quantity, currency, untaxed, taxes):
    """Odoo's own way to fix the taxes of a line: they were charged, to the cent.

    It holds as long as nobody changes the line, and goes with it to the invoice.
    """
    base = float(untaxed)
    return {
        "currency_id": currency.id,
        "price_unit": vals["price_unit"],
        "discount": vals["discount"],
        "quantity": float(quantity),
        "manual_total_excluded_currency": base,
        "manual_tax_amounts": {
            str(id_): {
                "base_amount_currency": base,
                "tax_amount_currency": float(amount),
            }
            for id_, amount in taxes.items()
        },
    }


def _plain_line(product, text, amount, kind):
    return {
        "product_id": product.id,
        "product_uom_id": product.uom_id.id,
        "name": text,
        "product_uom_qty": 1.0,
        "price_unit": float(amount),
        "discount": 0.0,
        "tax_ids": [Command.set([])],
        "channel_kind": kind,
        "channel_line_ref": kind,
    }


def line_text(line):
    """What the buyer chose, every property of it: it is what has to be made."""
    head = line.title
    if line.variant_title and line.variant_title not in head:
        head = f"{head} ({line.variant_title})"
    if line.sku and line.kind is LineKind.PRODUCT:
        head = f"[{line.sku}] {head}"
    rows = [head, *(f"{name}: {value}" for name, value in line.properties)]
    rows += [
        f"− {discount.code or discount.title}"
        for discount in line.discounts
        if discount.code or discount.title
    ]
    return "\n".join(rows)


def note_of(order):
    rows = [order.note] if order.note else []
    rows += [f"{name}: {value}" for name, value in order.attributes]
    return "\n".join(rows)[:_NOTE_LIMIT] or False


def fallback_kinds(order, side):
    """The connection's products that the order needs beside those of its lines."""
    if order.shipping_lines:
        yield "shipping"
    if channel_tax(order, side):
        yield "channel_tax"
    if order.rounding:
        yield "rounding"
