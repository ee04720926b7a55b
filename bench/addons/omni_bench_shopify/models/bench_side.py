"""What the benchmark of Shopify asks of Odoo."""

from odoo import api, models
from odoo.fields import Command


class BenchSide(models.AbstractModel):
    _name = "bench.side"
    _description = "Side of a Benchmark"

    @api.model
    def set_up(self, url, keys, workers=2):
        """A connection to the sandbox's store, and nothing else going on."""
        connection = self.env["integration.connection"].create(
            {
                "name": "Bench",
                "platform": "shopify",
                "base_url": f"{url}/shopify",
                "shopify_shop": keys["shop"],
                "shopify_grant": "static",
            }
        )
        self.env["integration.credential"].create(
            [
                {"connection_id": connection.id, "key": key, "value": keys[key]}
                for key in ("access_token", "client_secret")
            ]
        )
        connection.state = "connected"
        self.env["ir.cron"]._omni_set_workers(workers)
        others = self.env["ir.cron"].search([("omni_worker", "=", 0)])
        others.active = False

    @api.model
    def ask(self, operation):
        self.env["sync.job"].enqueue(self._connection(), operation)

    @api.model
    def listed(self):
        """(products, variants) that we know of."""
        bindings = ("integration.product.binding", "integration.variant.binding")
        return [self.env[model].search_count([]) for model in bindings]

    @api.model
    def stock_up(self, rows):
        """Products of our own for (variant, item, SKU) of the store, on one shelf."""
        products = self.env["product.product"].create(
            [
                {"name": sku, "default_code": sku, "is_storable": True}
                for _variant, _item, sku in rows
            ]
        )
        self.env["integration.variant.binding"].create(
            [
                {
                    "connection_id": self._connection().id,
                    "external_ref": variant,
                    "stock_ref": item,
                    "title": sku,
                    "product_id": product.id,
                }
                for (variant, item, sku), product in zip(rows, products, strict=True)
            ]
        )
        shelf = self.env["stock.warehouse"].search([], limit=1).lot_stock_id
        place = self.env["integration.location"].search([], limit=1)
        place.location_ids = [Command.set(shelf.ids)]
        self.env["stock.quant"].create(
            [
                {"product_id": p.id, "location_id": shelf.id, "quantity": 7}
                for p in products
            ]
        )

    @api.model
    def push_all(self):
        self._connection().stock_push = True
        self._connection().action_send_all_stock()

    @api.model
    def sell_one_of_each(self):
        self.env["stock.quant"].search([("quantity", "=", 7)]).write({"quantity": 6})

    @api.model
    def read_past(self, since, until):
        payload = {"created_since": since, "created_until": until}
        self.env["sync.job"].enqueue(
            self._connection(), "order_history", payload=payload
        )

    def _connection(self):
        return self.env["integration.connection"].search([], limit=1)
