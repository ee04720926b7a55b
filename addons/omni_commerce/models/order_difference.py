"""What people change here on an order of a channel: found, told, and sent."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from odoo import fields, models

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.engine.platform import JobRequest
from odoo.addons.omni_core.lib.money import Money

from ..edit_wishes import OurLine, differences, wish_of
from ..edits import unit
from ..payments import open_of
from ..proof import side_of
from .order_verdict import exact

# People save more than once before they are done.
CALM = timedelta(minutes=1)
# Lines that Odoo makes itself, beside those of the channel.
_OWN = ("tolerance", "rounding", "channel_tax")


class IntegrationOrderDifference(models.AbstractModel):
    _name = "integration.order.difference"
    _description = "What Is Otherwise Here Than on the Channel"

    # -- found -------------------------------------------------------------------------

    def _of(self, sale):
        """The differences, each with why the channel cannot be asked for it.

        None while a change of the channel's is still to be seen to, or one of ours is
        on its way: both would look like a difference.
        """
        binding = sale.sudo().channel_binding_id
        if not binding or sale.channel_guard or self._is_over(sale, binding):
            return []
        if binding.base_document or self._under_way(binding):
            return []
        return self._compare(sale, binding)

    def _compare(self, sale, binding):
        order = self.env["integration.order.edit"]._wanted(binding, binding._document())
        cent = Decimal(1).scaleb(-sale.currency_id.decimal_places)
        lines = self._lines(sale, binding, order)
        side = binding.connection_id.order_currency
        return list(differences(order, lines, side, cent))

    def _is_over(self, sale, binding):
        return sale.state == "cancel" or binding.cancelled_at

    def _under_way(self, binding):
        return binding.step_ids.filtered(
            lambda step: (
                step.kind == "edit"
                and step.direction == "out"
                and step.state in ("asked", "waiting")
            )
        )

    def _lines(self, sale, binding, order):
        rows = sale.order_line.filtered(
            lambda line: (
                not line.display_type
                and not line.is_downpayment
                and line.channel_kind not in _OWN
            )
        )
        listed = self.env["integration.variant.binding"].sudo()
        listed = listed._of_records(binding.connection_id, rows.product_id)
        return [self._line(row, listed, order.taxes_included) for row in rows]

    def _line(self, row, listed, included):
        quantity = Decimal(repr(row.product_uom_qty))
        amount = Decimal(repr(row.price_total if included else row.price_subtotal))
        variant = listed.get(row.product_id.id)
        return OurLine(
            key=str(row.id),
            title=_title(row),
            quantity=_count(quantity),
            net=unit(amount, quantity),
            gross=Decimal(repr(row.price_total)),
            ref=row.channel_line_ref or "",
            variant_ref=variant.external_ref if variant else "",
            delivered=Decimal(repr(row.qty_delivered)),
            obstacle=self._obstacle(row),
            requires_shipping=row.product_id.type == "consu",
        )

    def _obstacle(self, row):
        """Why a line that is only here cannot be one of the channel's."""
        if row.is_delivery:
            return self.env._("shipping is charged in the shop itself")
        if row.product_uom_id != row.product_id.uom_id:
            return self.env._(
                "the shop counts in %(unit)s: write the line in this unit",
                unit=row.product_id.uom_id.name,
            )
        return ""

    # -- asked for ---------------------------------------------------------------------

    def _wish(self, sale, found):
        binding = sale.sudo().channel_binding_id
        wish = wish_of(binding.external_ref, found)
        if not wish or not binding.connection_id.can_edit_orders:
            return None
        return replace(
            wish,
            notify_buyer=binding.connection_id.order_edit_notify,
            note=self.env._("Changed in Odoo: %s", sale.name),
        )

    def _send(self, sale, found):
        """Ask the channel for what it can do; the step of it, if there is anything."""
        steps = self.env["integration.order.step"]
        wish = self._wish(sale, found)
        if not wish:
            return steps
        told = [row for row in found if not row.obstacle]
        return steps._ask(
            sale.sudo().channel_binding_id,
            wish,
            text="\n".join(tell(self.env.lang, row.text) for row in told),
            amount=float(sum((row.worth for row in told), Decimal(0))),
            currency_id=sale.currency_id.id,
        )

    def _money_rows(self, step):
        """What it makes, as far as we can reckon it; the channel's word counts then."""
        order, side = step.binding_id._document(), step.connection_id.order_currency
        text = self.env["integration.order.echo"]._open_text
        cent = Decimal(1).scaleb(-step.currency_id.decimal_places)
        more = exact(step.amount, cent)
        total, open_ = (
            Money(money.amount.quantize(cent), money.currency)
            for money in (side_of(order.total, side), open_of(order, side))
        )
        more = Money(more, total.currency)
        yield self.env._("Total, about"), str(total), str(total + more)
        yield self.env._("Then open"), text(open_), text(open_ + more)
        mails = step._command().notify_buyer
        yield (
            self.env._("The buyer"),
            "",
            self.env._("gets a mail from the shop")
            if mails
            else self.env._("gets no mail"),
        )

    # -- told --------------------------------------------------------------------------

    def _attend(self, binding):
        """Some time after the last change: send it or call somebody, as is wished."""
        sale, connection = binding.order_id, binding.connection_id
        binding._lock_refs(connection, [binding.external_ref])
        found = self._of(sale)
        if connection.order_edit_push == "auto" and self._send(sale, found):
            found = [row for row in found if row.obstacle]
        summary = self.env._("Changed here, and not in the shop")
        if found:
            texts = [*self._texts(found), self._advice(connection)]
            self.env["integration.order.change"]._tell(binding, summary, texts)
        else:
            sale.activity_ids.filtered(lambda a: a.summary == summary).unlink()

    def _texts(self, found):
        for row in found:
            text, why = tell(self.env.lang, row.text), tell(self.env.lang, row.obstacle)
            yield (
                self.env._("%(what)s (not sent: %(why)s)", what=text, why=why)
                if why
                else text
            )

    def _advice(self, connection):
        if not connection.can_edit_orders:
            return self.env._(
                "%(shop)s cannot change an order: make it there as it is here by a "
                "refund or a new order, or take the change back here.",
                shop=connection.name,
            )
        if connection.order_edit_push == "off":
            return self.env._(
                "Make the same change in %(shop)s, or take it back here. Odoo sends "
                "such changes if the connection says so: page Orders, “Changes Made "
                "Here”.",
                shop=connection.name,
            )
        return self.env._(
            "Press “Send Changes to Shop” on the order, or take the changes back."
        )

    # -- noticed -----------------------------------------------------------------------

    def _notice(self, sales):
        """Somebody has changed lines of these orders: look at them when it is calm."""
        ours = sales.sudo().filtered(
            lambda sale: sale.channel_binding_id and not sale.channel_guard
        )
        for connection, mine in ours.grouped("channel_connection_id").items():
            self.env["sync.job"].sudo().enqueue_many(
                connection,
                [_look(sale.channel_binding_id.external_ref) for sale in mine],
            )


def _title(row):
    """As people read it; the article's number is the shop's own matter."""
    number = f"[{row.product_id.default_code}] "
    return row.name.split("\n")[0].removeprefix(number)


def _count(quantity):
    """So many pieces, without the digits that a float brings along."""
    exact, whole = unit(quantity, Decimal(1)), quantity.to_integral_value()
    return whole if exact == whole else exact.normalize()


def _look(ref):
    """Not in the order's line, where it would hold up its news for a minute."""
    return JobRequest(
        "order_compare",
        {"ref": ref},
        identity_key=f"compare:{ref}",
        eta=fields.Datetime.now() + CALM,
    )
