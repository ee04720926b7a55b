"""What a channel should have, and what it must be told: read in bulk, nothing written.

The plan is plain data. The same numbers serve the push, the preview and the audit.
"""

from odoo import fields, models
from odoo.tools import SQL

from ..stock_rules import offered


class StockPlanner(models.AbstractModel):
    _name = "integration.stock.planner"
    _description = "Plan of Stock Levels"

    # What one job sends: a few calls where the platform takes many levels at once.
    _levels_per_job = 1000

    def _plan(self, connection, wish):
        """Of what is due: ``rows`` to send, ``loops`` to stop, and all ``due``.

        ``wish`` is the identity of the job that asks, part of each row's key.
        """
        locations = connection._stock_locations()
        limit = max(self._levels_per_job // max(len(locations), 1), 1)
        bindings = self.env["integration.variant.binding"]._due(connection, limit)
        wanted = self._wanted(connection, bindings, locations)
        levels = self.env["integration.stock.level"]._of_bindings(bindings)
        rows, loops, now = [], [], fields.Datetime.now()
        for key, quantity in wanted.items():
            level = levels.get(key, self.env["integration.stock.level"])
            if level._known() == quantity and not level.error:
                continue  # as far as we know, the channel has it: an echo of ourselves
            row = self._prepare_row(key, quantity, level, wish)
            is_loop = level._would_loop(quantity, now)
            (loops if is_loop else rows).append(row)
        stopped = {row["binding"] for row in loops}
        return {
            "rows": [row for row in rows if row["binding"] not in stopped],
            "loops": loops,
            "due": [[binding.id, binding.stock_due] for binding in bindings],
        }

    def _prepare_row(self, key, quantity, level, wish):
        binding = self.env["integration.variant.binding"].browse(key[0])
        location = self.env["integration.location"].browse(key[1])
        return {
            "binding": binding.id,
            "location": location.id,
            "stock_ref": binding.stock_ref,
            "location_ref": location.external_ref,
            "believed": level._known(),
            "wanted": quantity,
            "key": f"{wish}:{binding.id}:{location.id}:{binding.stock_due}",
        }

    def _wanted(self, connection, bindings, locations):
        """{(binding id, location id): pieces to offer}; none of what is not sold."""
        products = bindings.product_id
        sold = products.filtered(lambda product: product.active and product.sale_ok)
        quantities = self._quantities(connection, sold, locations)
        buffers = self.env["integration.stock.buffer"]._of_products(
            connection, products
        )
        return {
            (binding.id, location.id): offered(
                quantities.get((product.id, location.id), 0.0),
                buffers[product.id],
                location.share,
            )
            for binding in bindings
            for product in binding.product_id
            for location in locations
        }

    def _quantities(self, connection, products, locations):
        """{(product id, location id): quantity by the connection's basis}"""
        if not products or not locations:
            return {}
        if connection.stock_basis == "forecast":
            return self._quantities_of_odoo(connection, products, locations)
        kits = self.env["integration.kits"]._among(products, connection.company_id)
        return self._quantities_of_quants(
            connection, products - kits, locations
        ) | self._quantities_of_odoo(connection, kits, locations)

    def _quantities_of_quants(self, connection, products, locations):
        """One statement for all: Odoo's own fields cost thirty times as much."""
        self.env["stock.quant"].flush_model()
        self.env["integration.location"].flush_model(["location_ids"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH place AS (
                    SELECT DISTINCT rel.integration_location_id, inner_place.id
                      FROM integration_location_stock_location_rel AS rel
                      JOIN stock_location AS outer_place
                        ON outer_place.id = rel.stock_location_id
                      JOIN stock_location AS inner_place
                        ON inner_place.parent_path LIKE outer_place.parent_path || '%%'
                     WHERE rel.integration_location_id = ANY(%(locations)s)
                       AND inner_place.usage = 'internal'
                )
                SELECT quant.product_id, place.integration_location_id,
                       sum(quant.quantity)
                       - %(free)s * sum(COALESCE(quant.reserved_quantity, 0))
                  FROM place
                  JOIN stock_quant AS quant ON quant.location_id = place.id
                 WHERE quant.product_id = ANY(%(products)s)
                 GROUP BY quant.product_id, place.integration_location_id
                """,
                locations=locations.ids,
                products=products.ids,
                free=int(connection.stock_basis == "free"),
            )
        )
        return {(product, place): float(total) for product, place, total in rows}

    def _quantities_of_odoo(self, connection, products, locations):
        """Kits and forecasts, by Odoo's own reckoning."""
        names = {
            "free": "free_qty",
            "on_hand": "qty_available",
            "forecast": "virtual_available",
        }
        name, found = names[connection.stock_basis], {}
        for location in locations if products else ():
            there = products.with_context(location=location.location_ids.ids)
            numbers = there._compute_quantities_dict(None, None, None)
            for product in products:
                found[product.id, location.id] = numbers[product.id][name]
        return found
