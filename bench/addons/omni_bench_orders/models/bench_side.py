"""Both sides of the benchmark of orders: the queue's import, and the ORM alone."""

import time

from odoo import api, models
from odoo.fields import Command

from odoo.addons.omni_commerce.models.integration_order_binding import _naive
from odoo.addons.omni_core.engine.worker import Worker

from ..channel import PRODUCTS, address_of, order_of

BATCH = 100


class BenchSide(models.AbstractModel):
    _name = "bench.side"
    _description = "Side of a Benchmark"

    @api.model
    def set_up(self):
        """Products on hand, one tax, one workflow; a connection that knows them."""
        products = self.env["product.product"].create(
            [
                {
                    "name": f"Part {n}",
                    "default_code": f"BENCH-{n}",
                    "is_storable": True,
                    "invoice_policy": "order",
                }
                for n in range(PRODUCTS)
            ]
        )
        place = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        for product in products:
            self.env["stock.quant"]._update_available_quantity(product, place, 1e6)
        tax = self.env["account.tax"].create({"name": "Bench 10 %", "amount": 10})
        flow = self.env["integration.workflow"].create({"name": "Card"})
        connection = self.env["integration.connection"].create(
            {"name": "Bench", "platform": "bench_shop", "state": "connected"}
        )
        for kind, key, record in (
            ("tax", "US/OR/0.1/Sales Tax/excluded", tax),
            ("gateway", "card", flow),
        ):
            self.env["integration.mapping"].create(
                {
                    "connection_id": connection.id,
                    "kind": kind,
                    "external_key": key,
                    "res_id": record.id,
                }
            )
        self.env["ir.cron"].search([("active", "=", True)]).active = False

    @api.model
    def import_orders(self, prefix, count, policy):
        """Through the queue, as one worker does it; seconds until the last is in."""
        connection = self._connection()
        connection.order_policy = policy
        refs = [f"{prefix}-{n}" for n in range(count)]
        bindings = self.env["integration.order.binding"]
        bindings._request_reading(connection, refs)
        self.env.cr.commit()  # pylint: disable=invalid-commit
        started = time.perf_counter()
        while Worker(self.env.registry).drain():
            pass
        seconds = time.perf_counter() - started
        self.env.cr.rollback()  # a new snapshot, to see what the worker did
        done = [("external_ref", "in", refs), ("state", "=", "imported")]
        found = bindings.search(done)
        state = "sale" if policy == "fulfil" else "draft"
        right = found.filtered(lambda b: b.order_id.state == state)
        return {"seconds": seconds, "right": len(right)}

    @api.model
    def create_orders(self, prefix, count, policy):
        """The same customers and orders by ``create`` in batches, and nothing else."""
        orders = [order_of(f"{prefix}-{n}") for n in range(count)]
        known = self._known()
        started = time.perf_counter()
        for start in range(0, count, BATCH):
            self._create_batch(orders[start : start + BATCH], known, policy)
            self.env.cr.commit()  # pylint: disable=invalid-commit
        return {"seconds": time.perf_counter() - started}

    def _create_batch(self, orders, known, policy):
        partners = self.env["res.partner"].create(
            [self._partner_vals(order, known) for order in orders]
        )
        sales = self.env["sale.order"].create(
            [
                self._order_vals(order, partner, known)
                for order, partner in zip(orders, partners, strict=True)
            ]
        )
        if policy == "fulfil":
            sales.action_confirm()

    def _partner_vals(self, order, known):
        address = address_of(order.ref)
        return {
            "name": address.name,
            "email": order.customer.email,
            "street": address.street,
            "city": address.city,
            "zip": address.zip,
            "country_id": known["country"],
            "state_id": known["state"],
        }

    def _order_vals(self, order, partner, known):
        return {
            "partner_id": partner.id,
            "date_order": _naive(order.created_at),
            "client_order_ref": order.name,
            "order_line": [
                Command.create(
                    {
                        "product_id": known["products"][line.sku],
                        "name": line.title,
                        "product_uom_qty": float(line.quantity),
                        "price_unit": float(line.unit_price.shop.amount),
                        "tax_ids": [Command.set([known["tax"]])],
                    }
                )
                for line in order.lines
            ],
        }

    def _known(self):
        products = self.env["product.product"].search(
            [("default_code", "like", "BENCH")]
        )
        country = self.env.ref("base.us")
        state = self.env["res.country.state"].search(
            [("country_id", "=", country.id), ("code", "=", "OR")]
        )
        return {
            "products": {product.default_code: product.id for product in products},
            "country": country.id,
            "state": state.id,
            "tax": self.env["account.tax"].search([("name", "=", "Bench 10 %")]).id,
        }

    def _connection(self):
        return self.env["integration.connection"].search(
            [("platform", "=", "bench_shop")]
        )
