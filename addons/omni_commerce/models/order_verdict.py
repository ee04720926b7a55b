"""What is said of an order in the end: does it prove, and must it wait?"""

from decimal import Decimal

from odoo import models

from odoo.addons.omni_core.engine.language import tell
from odoo.addons.omni_core.lib.money import Money, written

from ..proof import own_tax


class IntegrationOrderVerdict(models.AbstractModel):
    _name = "integration.order.verdict"
    _description = "Proves Sales Orders of Channels"

    def _compare_totals(self, connection, arrival):
        """The channel's total is the law: Odoo's has to be the same."""
        cent = Decimal(1).scaleb(-arrival.currency.decimal_places)
        arrival.odoo_total = exact(arrival.sale.amount_total, cent)
        difference = arrival.proof.total - arrival.odoo_total
        tolerated = connection.tolerance_cents * cent
        rounding = connection.product_rounding_id
        if difference and abs(difference) <= tolerated and rounding:
            builder = self.env["integration.order.builder"]
            line = builder._rounding_line(connection, difference)
            arrival.sale.write({"order_line": [(0, 0, {**line, "sequence": 9999})]})
            arrival.odoo_total = exact(arrival.sale.amount_total, cent)
        for text in self._doubts(arrival, cent, tolerated):
            arrival.hold("unproven", text)
        if arrival.is_held and not arrival.sale.channel_guard:
            arrival.sale.write(standing(arrival))

    def _doubts(self, arrival, cent, tolerated):
        proof = arrival.proof
        yield from (tell(self.env.lang, problem) for problem in proof.problems)
        yield from self.env["integration.order.taxes"]._mismatches(arrival)
        if abs(proof.difference) > tolerated:
            yield self.env._(
                "The parts of the order make %(sum)s, its total is %(total)s.",
                sum=f"{proof.sum} {proof.currency}",
                total=f"{proof.total} {proof.currency}",
            )
        elif arrival.odoo_total != proof.total:
            yield self.env._(
                "Odoo reckons %(odoo)s, the channel asks for %(total)s. Look at the "
                "taxes in the proof; a tolerance can be set on the connection.",
                odoo=f"{arrival.odoo_total} {proof.currency}",
                total=f"{proof.total} {proof.currency}",
            )
        theirs = own_tax(arrival.order, arrival.side)
        ours = exact(arrival.sale.amount_tax, cent)
        if abs(ours - theirs) > tolerated:
            yield self.env._(
                "Odoo reckons %(ours)s of taxes, the channel charged %(theirs)s.",
                ours=ours,
                theirs=theirs,
            )

    def _conclude(self, arrival):
        unproven = any(hold.code == "unproven" for hold in arrival.holds)
        held, match = arrival.is_held, arrival.match
        if arrival.sale:
            arrival.binding.base_document = False  # the sales order was made of it
        arrival.binding.write(
            {
                "state": "held" if held else "imported",
                "order_id": (arrival.sale or arrival.binding.order_id).id,
                "record_only": arrival.record_only,
                "hold_codes": " ".join(sorted({hold.code for hold in arrival.holds})),
                "hold_text": "\n".join(arrival.texts(self.env.lang)) or False,
                "partner_id": match and match.partner and match.partner.id,
                "partner_why": match and match.why,
                "proof": self._proof_data(arrival),
                "proof_state": arrival.sale and ("unproven" if unproven else "proven"),
                "change_note": False,
            }
        )
        self.env["integration.order.refunds"]._record_only(arrival)

    def _proof_data(self, arrival):
        proof = arrival.proof
        rows = [self._proof_row(arrival, row) for row in proof.rows]
        for label, amount in (
            (self.env._("Sum of the parts"), proof.sum),
            (self.env._("Total of the channel"), proof.total),
            (self.env._("Total in Odoo"), arrival.odoo_total),
        ):
            if amount is not None:
                rows.append(
                    {
                        "label": label,
                        "amount": str(Money(amount, proof.currency)),
                        "rule": "",
                        "counted": True,
                        "total": True,
                    }
                )
        return {"rows": rows}

    def _proof_row(self, arrival, row):
        found = arrival.products.get(row.ref)
        match = ""
        if found and found.product and row.kind not in ("tax", "discount"):
            match = f"{found.product.display_name} ({found.rule})"
        return {
            "label": tell(self.env.lang, row.label),
            "amount": written(row.amount),
            "rule": tell(self.env.lang, row.rule),
            "counted": row.counted,
            "match": match,
        }


def standing(arrival):
    """What may be done with the sales order."""
    guard = "record" if arrival.record_only else "held" if arrival.is_held else False
    cancelled = bool(arrival.order.cancelled_at)
    return {
        "channel_guard": guard,
        "locked": bool(guard),
        "state": "cancel" if cancelled else "draft",
    }


def exact(amount, cent):
    return Decimal(repr(amount)).quantize(cent)
