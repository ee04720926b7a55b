"""Our own change of an order, when it comes back with the channel's next document.

It is as it is here, so there is nothing to carry out. What only the channel can tell is
taken from it: what the new lines are called there, and what they are charged for, their
taxes included.
"""

from odoo import models

from odoo.addons.omni_core.lib.money import Money

from ..edit_wishes import kept, made_of
from ..edits import GONE, parts_of
from ..payments import open_of
from ..proof import side_of
from .order_edit import UnprovenError

# What the channel reckons from the lines changes with them.
_DERIVED = {"channel_tax", "rounding"}


class IntegrationOrderEcho(models.AbstractModel):
    _name = "integration.order.echo"
    _description = "Changes Made Here, as They Come Back"

    def _hear(self, arrival):
        """The lines that are there as we asked for; new ones get their reference."""
        refs = set()
        for step in self._steps(arrival.binding):
            wish = step._command()
            made = made_of(wish, step.wish["before"], arrival.order)
            self._link(arrival.binding.order_id, made)
            refs |= {*made.values(), *kept(wish, arrival.order)}
        return refs | _DERIVED if refs else refs

    def _steps(self, binding):
        return binding.step_ids.filtered(
            lambda step: (
                step.kind == "edit"
                and step.direction == "out"
                and step.state == "waiting"
            )
        )

    def _link(self, sale, made):
        for line in sale.order_line:
            ref = made.get(str(line.id))
            if ref and not line.channel_line_ref:
                line.write({"channel_line_ref": ref, "channel_kind": "product"})

    def _settle(self, connection, arrival, heard):
        """Charge what the channel charges, to the cent; why that cannot be, or empty.

        A line that was changed here once more is left: it differs again.
        """
        theirs = parts_of(arrival.order, arrival.side)
        sale = arrival.binding.order_id.with_context(channel_knows=True)
        ours = {line.channel_line_ref: line for line in sale.order_line}
        refs = {
            ref
            for ref in heard & set(ours)
            if ours[ref].product_uom_qty == float(theirs.get(ref, GONE).quantity)
        }
        refs |= heard & _DERIVED & {*ours, *theirs}
        if not refs:
            return ""
        edit = self.env["integration.order.edit"]
        try:
            with self.env.cr.savepoint(), edit._unlocked(sale):
                edit._apply_lines(connection, arrival, refs)
        except UnprovenError as error:
            return self.env._("Changed on the channel as it is here, but: %s", error)
        proof = self.env["integration.order.verdict"]._proof_data(arrival)
        arrival.binding.write({"proof": proof, "proof_state": "proven"})
        return ""

    def _let_pass(self, arrival):
        """A person has seen to whatever was wrong with it."""
        self._hear(arrival)
        self._steps(arrival.binding).state = "done"

    def _conclude(self, arrival):
        """It is done: say so once, and what is open between the buyer and us now."""
        steps = self._steps(arrival.binding)
        if not steps:
            return
        sale = arrival.binding.order_id
        steps.state = "done"
        total = side_of(arrival.order.total, arrival.side)
        open_ = open_of(arrival.order, arrival.side)
        told = self.env._("Total there now: %s.", total) + " " + self._open_text(open_)
        for step in steps:
            step.text = f"{step.text}\n{told}"
        sale.message_post(
            body=self.env._(
                "Changed on the channel as it is here: %s",
                "\n".join(steps.mapped("text")),
            )
        )
        if open_.amount < 0:
            self._call_for_money(arrival.binding, open_)
        self.env["integration.order.difference"]._notice(sale)

    def _call_for_money(self, binding, open_):
        text = self.env._(
            "%s: the changed order costs less than was paid. Press “Refund on "
            "Channel”, the amount is filled in; or give it back in the shop.",
            Money(-open_.amount, open_.currency),
        )
        change = self.env["integration.order.change"]
        change._call_somebody(binding, self._owed_summary(), text)

    def _owed_summary(self):
        return self.env._("The buyer gets money back")

    def _open_text(self, open_):
        if open_.amount > 0:
            return self.env._("The buyer owes %s.", open_)
        if open_.amount < 0:
            return self.env._(
                "The buyer gets %s back.", Money(-open_.amount, open_.currency)
            )
        return self.env._("Nothing is open.")
