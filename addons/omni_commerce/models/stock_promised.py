"""Pieces that a held order has been promised, though nothing is reserved for it yet.

An order that waits (not paid, at risk, not proven) has been sold on its channel and
moves no stock here. Until it is confirmed, or its time is over, no other channel may
sell its pieces.
"""

from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from odoo.addons.omni_core.engine.platform import JobRequest


class IntegrationOrderBinding(models.Model):
    _inherit = "integration.order.binding"

    @api.model_create_multi
    def create(self, vals_list):
        bindings = super().create(vals_list)
        bindings._holding()._tell_promised()
        return bindings

    def write(self, vals):
        if {"state", "order_id"}.isdisjoint(vals):
            return super().write(vals)
        before = self._holding()
        result = super().write(vals)
        after = self._holding()
        (before | after)._tell_promised()
        (after - before)._plan_release()
        return result

    def _holding(self):
        """Those that hold pieces back."""
        return self.filtered(
            lambda b: b.state == "held" and b.order_id and not b.record_only
        )

    def _tell_promised(self):
        self.env["integration.stock.change"]._note(self._promised_products())

    def _promised_products(self):
        return self.order_id.order_line.product_id.filtered("is_storable")

    def _plan_release(self):
        """Their pieces are free again one day, whatever becomes of the orders."""
        for binding in self:
            hours = binding.connection_id.stock_guard_hours
            ends = (binding.ordered_at or fields.Datetime.now()) + timedelta(
                hours=hours, minutes=1
            )
            if hours and ends > fields.Datetime.now():
                request = JobRequest(
                    "stock_release",
                    {"products": binding._promised_products().ids},
                    identity_key=f"stock_release:{binding.id}",
                    eta=ends,
                )
                jobs = self.env["sync.job"].with_user(SUPERUSER_ID).sudo()
                jobs.enqueue_many(binding.connection_id, [request])


class StockPlanner(models.AbstractModel):
    _inherit = "integration.stock.planner"

    def _quantities(self, connection, products, locations):
        """What is free is what is neither reserved nor promised."""
        quantities = super()._quantities(connection, products, locations)
        if connection.stock_basis != "on_hand" and products and locations:
            promised = self._promised(connection, products, locations)
            for key, quantity in promised.items():
                quantities[key] = quantities.get(key, 0.0) - quantity
        return quantities

    def _promised(self, connection, products, locations):
        """{(product id, location id): pieces}, from held orders of all channels.

        Each channel's orders hold theirs for as long as that channel says.
        """
        self.env["integration.order.binding"].flush_model()
        self.env["sale.order.line"].flush_model(["product_uom_qty", "product_id"])
        self.env["sale.order"].flush_model(["state", "warehouse_id"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH place AS (
                    SELECT DISTINCT rel.integration_location_id AS id, loc.warehouse_id
                      FROM integration_location_stock_location_rel AS rel
                      JOIN stock_location AS loc ON loc.id = rel.stock_location_id
                     WHERE rel.integration_location_id = ANY(%(locations)s)
                )
                SELECT line.product_id, place.id, sum(line.product_uom_qty)
                  FROM integration_order_binding AS binding
                  JOIN integration_connection AS channel
                    ON channel.id = binding.connection_id
                  JOIN sale_order AS sale ON sale.id = binding.order_id
                  JOIN sale_order_line AS line ON line.order_id = sale.id
                  JOIN place ON place.warehouse_id = sale.warehouse_id
                 WHERE binding.state = 'held' AND binding.active
                   AND binding.record_only IS NOT TRUE
                   AND sale.state IN ('draft', 'sent')
                   AND channel.stock_guard_hours > 0
                   AND binding.ordered_at > now() AT TIME ZONE 'UTC'
                       - channel.stock_guard_hours * interval '1 hour'
                   AND line.product_id = ANY(%(products)s)
                 GROUP BY line.product_id, place.id
                """,
                locations=locations.ids,
                products=products.ids,
            )
        )
        return {(product, place): float(total) for product, place, total in rows}
