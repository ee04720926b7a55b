"""What the channel changed on an order that lives here already.

It is carried out alone where nobody is in its way: nothing is picked, nothing is
invoiced, and nobody here has changed the same thing. What is left is told exactly.
"""

from contextlib import contextmanager
from decimal import Decimal

from odoo import models
from odoo.fields import Command

from odoo.addons.omni_core.engine.language import tell

from ..codec import dump, load
from ..documents import Order
from ..edits import (
    Part,
    changes,
    conflicts,
    merged,
    parts_of,
    tags_between,
    unit,
    worth,
)
from ..proof import prove
from ..refunds import wanted
from .order_builder import note_of
from .order_parts import addresses_of
from .order_verdict import exact
from .partner_matcher import Match, hash_of

# What of a line the channel may change; its product stays.
_COUNTS = (
    "product_uom_qty",
    "price_unit",
    "technical_price_unit",
    "discount",
    "tax_ids",
    "extra_tax_data",
    "channel_unit_price",
    "channel_discount",
)


class UnprovenError(Exception):
    """Odoo would not come to the channel's total."""


class IntegrationOrderEdit(models.AbstractModel):
    _name = "integration.order.edit"
    _description = "Changes of Orders by Their Channel"

    def _take(self, connection, arrival):
        """Do what can be done alone; return the texts of what is left."""
        binding = arrival.binding
        if arrival.order.cancelled_at and binding.order_id.state == "cancel":
            binding.base_document = False  # over on both sides
        if not binding.base_document:
            return []
        raw, theirs = load(Order, binding.base_document), arrival.order
        echo = self.env["integration.order.echo"]
        heard = echo._hear(arrival)
        base, arrival.order = self._wanted(binding, raw), self._wanted(binding, theirs)
        arrival.proof = prove(arrival.order, arrival.side)
        found = self._news(arrival, base, heard)
        edits = changes(raw, theirs, arrival.side)
        edits = {change.ref for change in edits if change.group == "lines"}
        left = self._obstacles(arrival, base, found, edits)
        done = self._carry_out(connection, arrival, base, found, left)
        texts = list(self._texts(found, left))
        if unsettled := echo._settle(connection, arrival, heard):
            texts.append(unsettled)
            left["lines"] = unsettled
        arrival.order = theirs
        self._write_down(arrival, raw, done, set(left))
        if "lines" not in left:
            echo._conclude(arrival)
        return texts

    def _news(self, arrival, base, heard):
        found = changes(base, arrival.order, arrival.side)
        return [change for change in found if change.ref not in heard]

    def _texts(self, found, left):
        for change in found:
            if why := left.get(change.group):
                what = tell(self.env.lang, change.text)
                yield self.env._("%(what)s (not done: %(why)s)", what=what, why=why)

    def _wanted(self, binding, order):
        """The document without what was given back before it left."""
        if not order.refunds:
            return order
        steps = self.env["integration.order.step"]._of(binding, "refund")
        seen = {ref for ref, step in steps.items() if step.state == "recorded"}
        gone = {
            line.channel_line_ref: Decimal(repr(line.qty_delivered))
            for line in binding.order_id.order_line
        }
        return wanted(order, seen, gone)

    # -- may it be done? ---------------------------------------------------------------

    def _obstacles(self, arrival, base, found, edits):
        """{group of changes: why it is left to people}."""
        sale = arrival.binding.order_id
        groups = {change.group for change in found}
        touched = self.env["integration.order.change"]._touched(sale)
        busy = self.env["integration.order.change"]._handled(sale)
        left = {}
        if sale.state == "cancel":
            left = dict.fromkeys(
                groups - {"note", "tags"}, self.env._("it is cancelled here")
            )
        if "lines" in groups and not left and not self._only_adds(sale, found):
            if reason := touched if edits else self._keeps(arrival):
                left["lines"] = reason
            elif conflicts(found, *self._three(arrival, base)):
                left["lines"] = self.env._("it was changed here as well")
        for group in ("delivery", "invoice"):
            if group not in groups or group in left:
                continue
            if reason := busy if group == "delivery" else touched:
                left[group] = reason
            elif not self._address_is(sale, base, group):
                left[group] = self.env._("it was changed here as well")
        if "carrier" in groups - set(left):
            reason = self.env["integration.order.carrier"]._obstacle(arrival, base)
            left |= {"carrier": reason} if reason else {}
        return left

    def _keeps(self, arrival):
        """Why units that were given back cannot simply stay here; empty if they can.

        An invoice is no obstacle: what is on it already gets a credit note.
        """
        sale = arrival.binding.order_id
        moves = sale.picking_ids.move_ids
        if any(m.picked for m in moves if m.state not in ("done", "cancel")):
            return self.env._("goods are being picked")
        parts = parts_of(arrival.order, arrival.side)
        for line in sale.order_line:
            part = parts.get(line.channel_line_ref)
            if part and line.qty_delivered > part.quantity:
                return self.env._("goods have left")
        return ""

    def _only_adds(self, sale, found):
        """More goods, where all others have left: they are a delivery of their own."""
        moves = sale.picking_ids.move_ids.filtered(lambda m: m.state != "cancel")
        lines = [change for change in found if change.group == "lines"]
        sent = bool(moves) and all(move.state == "done" for move in moves)
        return sent and all(change.adds for change in lines)

    def _three(self, arrival, base):
        return (
            parts_of(base, arrival.side),
            parts_of(arrival.order, arrival.side),
            self._ours(arrival.binding.order_id),
        )

    def _ours(self, sale):
        """Odoo's lines that stand for lines of the channel, as they count now."""
        return {
            line.channel_line_ref: Part(
                line.name,
                unit(Decimal(repr(line.product_uom_qty)), Decimal(1)),
                unit(
                    Decimal(repr(line.price_unit))
                    * (1 - Decimal(repr(line.discount)) / 100),
                    Decimal(1),
                ),
            )
            for line in sale.order_line
            if line.channel_line_ref
        }

    def _address_is(self, sale, base, group):
        """Whether the order still has the address of the document it was made of."""
        partner = (
            sale.partner_shipping_id if group == "delivery" else sale.partner_invoice_id
        )
        address = addresses_of(base, sale.partner_id.name).get(group)
        if not address:
            return partner == sale.partner_id
        known = (partner._address_hash(), partner.channel_address_hash)
        return hash_of(address) in known

    # -- do it -------------------------------------------------------------------------

    def _carry_out(self, connection, arrival, base, found, left):
        """What nothing speaks against; lines that do not prove are left after all."""
        done = [change for change in found if change.group not in left]
        try:
            with self.env.cr.savepoint():
                self._apply(connection, arrival, base, done)
        except UnprovenError as error:
            left["lines"] = str(error)
            done = [change for change in done if change.group != "lines"]
            self._apply(connection, arrival, base, done)
        return done

    def _apply(self, connection, arrival, base, done):
        groups = {change.group for change in done}
        sale = arrival.binding.order_id.with_context(channel_knows=True)
        with self._unlocked(sale):
            if "lines" in groups:
                refs = {change.ref for change in done if change.group == "lines"}
                self._apply_lines(connection, arrival, refs)
            if groups & {"delivery", "invoice"}:
                self._apply_addresses(arrival, groups)
            if "note" in groups:
                sale.channel_note = note_of(arrival.order)
            if "tags" in groups:
                self._apply_tags(sale, base, arrival.order)
            if "carrier" in groups:
                self.env["integration.order.carrier"]._apply(arrival)

    @contextmanager
    def _unlocked(self, sale):
        """What fails in here is undone by a savepoint around it, the lock as well."""
        locked, sale.locked = sale.locked, False
        yield
        sale.locked = locked

    def _apply_lines(self, connection, arrival, refs):
        sale = arrival.binding.order_id.with_context(channel_knows=True)
        arrival.sale = sale
        self.env["integration.order.parts"]._find_parts(connection, [arrival])
        if arrival.is_blocked:
            raise UnprovenError("; ".join(arrival.texts(self.env.lang)))
        builder = self.env["integration.order.builder"]
        lines = {line.channel_line_ref: line for line in sale.order_line}
        for vals in builder._lines(connection, arrival):
            ref = vals["channel_line_ref"]
            if ref in refs and (line := lines.get(ref)):
                line.write({name: vals[name] for name in _COUNTS if name in vals})
            elif ref in refs:
                sale.order_line = [Command.create({**vals, "sequence": len(lines)})]
        for ref in refs - set(parts_of(arrival.order, arrival.side)):
            self._remove(lines.get(ref, sale.order_line.browse()))
        self._prove(connection, arrival, refs)

    def _remove(self, line):
        """Off the line itself: through the order, its picker would be called."""
        if line.state == "sale":
            same = {"price_unit": line.price_unit, "discount": line.discount}
            line.write({"product_uom_qty": 0, "extra_tax_data": False, **same})
        else:
            line.unlink()

    def _apply_addresses(self, arrival, groups):
        sale = arrival.binding.order_id
        arrival.match = Match(sale.partner_id, "")
        self.env["integration.order.parts"]._find_addresses([arrival])
        if "invoice" in groups:
            sale.partner_invoice_id = arrival.invoice_to
        if "delivery" in groups:
            mover = sale.with_context(update_delivery_shipping_partner=True)
            mover.partner_shipping_id = arrival.deliver_to

    def _apply_tags(self, sale, base, theirs):
        """What people here have put on besides stays."""
        more, less = tags_between(base, theirs)
        given = self.env["integration.order.intake"]._tags(set(more))
        gone = sale.tag_ids.filtered(lambda tag: tag.name in less)
        sale.tag_ids = [
            *(Command.link(id_) for id_ in given.values()),
            *(Command.unlink(tag.id) for tag in gone),
        ]

    def _prove(self, connection, arrival, refs):
        """What was changed makes the channel's amount, to the cent."""
        sale, proof = arrival.sale, arrival.proof
        cent = Decimal(1).scaleb(-sale.currency_id.decimal_places)
        arrival.odoo_total = exact(sale.amount_total, cent)
        theirs = worth(arrival.order, refs, arrival.side)
        changed = sale.order_line.filtered(lambda line: line.channel_line_ref in refs)
        ours = exact(sum(changed.mapped("price_total")), cent)
        taxes = self.env["integration.order.taxes"]
        doubts = [
            *(tell(self.env.lang, p) for p in proof.problems),
            *taxes._mismatches(arrival),
        ]
        if abs(proof.difference) > connection.tolerance_cents * cent:
            doubts.append(
                self.env._(
                    "its parts make %(sum)s and its total is %(total)s",
                    sum=f"{proof.sum} {proof.currency}",
                    total=f"{proof.total} {proof.currency}",
                )
            )
        if ours != theirs:
            doubts.append(
                self.env._(
                    "Odoo reckons %(ours)s for the change, the channel %(theirs)s",
                    ours=f"{ours} {proof.currency}",
                    theirs=f"{theirs} {proof.currency}",
                )
            )
        if doubts:
            raise UnprovenError("; ".join(doubts))

    def _write_down(self, arrival, base, done, left):
        binding = arrival.binding
        rest = merged(base, arrival.order, left) if left else None
        binding.base_document = dump(rest) if rest else False
        if not done:
            return
        text = "\n".join(tell(self.env.lang, change.text) for change in done)
        self.env["integration.order.step"]._note(
            binding, "edit", arrival.order.updated_at.isoformat(), text=text
        )
        binding.order_id.message_post(
            body=self.env._("Changed on the channel, and here: %s", text)
        )
        if any(change.group == "lines" for change in done):
            proof = self.env["integration.order.verdict"]._proof_data(arrival)
            binding.write({"proof": proof, "proof_state": "proven"})
