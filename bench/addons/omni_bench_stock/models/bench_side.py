"""What the benchmark of stock asks of Odoo: products, changes, moves."""

import time
from unittest.mock import patch

from odoo import api, models
from odoo.fields import Command


class BenchSide(models.AbstractModel):
    _name = "bench.side"
    _description = "Side of a Benchmark"

    @api.model
    def set_up(self, count, workers=2):
        """So many products on hand, all listed, all told to the channel already."""
        products = self.env["product.product"].create(
            [
                {"name": f"Part {n}", "default_code": f"S{n}", "is_storable": True}
                for n in range(count)
            ]
        )
        self._stock(products, 1000)
        connection = self.env["integration.connection"].create(
            {"name": "Bench", "platform": "bench_stock", "state": "connected"}
        )
        shelf = self._shelf()
        self.env["integration.location"].create(
            {
                "connection_id": connection.id,
                "external_ref": "main",
                "name": "Main",
                "location_ids": [Command.set(shelf.ids)],
            }
        )
        self.env["integration.variant.binding"].create(
            [
                {
                    "connection_id": connection.id,
                    "external_ref": product.default_code,
                    "stock_ref": product.default_code,
                    "title": product.name,
                    "product_id": product.id,
                }
                for product in products
            ]
        )
        connection.stock_push = True
        self.env["ir.cron"]._omni_set_workers(workers)
        others = self.env["ir.cron"].search([("omni_worker", "=", 0)])
        others.active = False

    @api.model
    def change(self, first, count, quantity):
        """One transaction in which that many products get another quantity."""
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "in", self._products(first, count).ids),
                ("location_id", "=", self._shelf().id),
            ]
        )
        quants.write({"quantity": quantity})

    @api.model
    def pace(self, changes, per_second, quantity):
        """A transaction per change, as evenly as it goes; the moment of each commit."""
        quants = self.env["stock.quant"].search(
            [("location_id", "=", self._shelf().id)], order="id", limit=changes
        )
        names = [quant.product_id.default_code for quant in quants]
        moments, start = [], time.time()
        for number, quant in enumerate(quants):
            time.sleep(max(start + number / per_second - time.time(), 0))
            quant.write({"quantity": quantity})
            self.env.cr.commit()
            moments.append([names[number], time.time()])
        return moments

    @api.model
    def move_both_ways(self, rounds, products):
        """Deliveries, in turns with and without the telling: seconds of each."""
        told, silent = [], []
        changes = type(self.env["integration.stock.change"])
        for number in range(rounds):
            order = (told, silent) if number % 2 else (silent, told)
            for seconds in order:
                if seconds is told:
                    seconds.append(self._deliver(products))
                    continue
                with patch.object(changes, "_note", lambda self, products: None):
                    seconds.append(self._deliver(products))
        return {"told": told, "silent": silent}

    def _deliver(self, count):
        """A delivery of that many products, from draft to done, with its commit."""
        started = time.perf_counter()
        kind = self._warehouse().out_type_id
        target = self.env.ref("stock.stock_location_customers")
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": kind.id,
                "location_id": self._shelf().id,
                "location_dest_id": target.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": 1,
                            "location_id": self._shelf().id,
                            "location_dest_id": target.id,
                        }
                    )
                    for product in self._products(0, count)
                ],
            }
        )
        picking.action_confirm()
        picking.action_assign()
        picking.move_ids.picked = True
        picking.button_validate()
        self.env.cr.commit()
        return time.perf_counter() - started

    def _stock(self, products, quantity):
        self.env["stock.quant"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": self._shelf().id,
                    "quantity": quantity,
                }
                for product in products
            ]
        )

    def _products(self, first, count):
        refs = [f"S{n}" for n in range(first, first + count)]
        return self.env["product.product"].search([("default_code", "in", refs)])

    def _warehouse(self):
        return self.env["stock.warehouse"].search([], limit=1)

    def _shelf(self):
        return self._warehouse().lot_stock_id
