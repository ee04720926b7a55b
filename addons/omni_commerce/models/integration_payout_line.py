"""One sale, refund or fee of a payout, and the order that it was about."""

from odoo import api, fields, models
from odoo.tools import SQL


class IntegrationPayoutLine(models.Model):
    _name = "integration.payout.line"
    _description = "Line of a Payout"
    _order = "payout_id desc, id"
    _rec_name = "external_ref"

    payout_id = fields.Many2one(
        "integration.payout",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    connection_id = fields.Many2one(
        related="payout_id.connection_id", store=True, index=True
    )
    company_id = fields.Many2one(related="payout_id.company_id", store=True)
    currency_id = fields.Many2one(related="payout_id.currency_id")
    external_ref = fields.Char("Reference There", readonly=True)
    type = fields.Char("Kind", readonly=True)
    gross = fields.Monetary("Amount", readonly=True)
    fee = fields.Monetary(readonly=True)
    note = fields.Char(readonly=True)
    order_ref = fields.Char("Order There", readonly=True)
    binding_id = fields.Many2one(
        "integration.order.binding",
        "Order of the Channel",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    _unlinked_idx = models.Index(
        "(connection_id, order_ref) WHERE binding_id IS NULL AND order_ref IS NOT NULL"
    )

    @api.model
    def _replace(self, payouts):
        self.search([("payout_id", "in", payouts.ids)]).unlink()
        self.create([vals for payout in payouts for vals in self._vals(payout)])
        self._link_orders(payouts.connection_id)

    @api.model
    def _vals(self, payout):
        return [
            {
                "payout_id": payout.id,
                "external_ref": line.ref,
                "type": line.type,
                "gross": float(line.gross.amount),
                "fee": float(line.fee.amount),
                "note": line.note or False,
                "order_ref": line.order_ref or False,
            }
            for line in payout._document().lines
        ]

    @api.model
    def _link_orders(self, connections):
        """Also for orders that were read after they had been paid out."""
        self.flush_model()
        self.env["integration.order.binding"].flush_model()
        self.env.execute_query(
            SQL(
                """UPDATE integration_payout_line line
                      SET binding_id = binding.id
                     FROM integration_order_binding binding
                    WHERE line.binding_id IS NULL
                      AND line.connection_id = ANY(%s)
                      AND binding.connection_id = line.connection_id
                      AND binding.external_ref = line.order_ref
                RETURNING line.id""",
                connections.ids,
            )
        )
        self.invalidate_model(["binding_id"])
