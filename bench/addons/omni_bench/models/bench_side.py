"""What the benchmarks ask of this queue; the peer's add-on has the same model."""

from odoo import api, models

from odoo.addons.omni_core.engine.platform import JobRequest


class BenchSide(models.AbstractModel):
    _name = "bench.side"
    _description = "Side of a Benchmark"

    @api.model
    def set_up(self, url="", workers=2):
        """One connection to the bench's own HTTP server, and so many workers."""
        connections = self.env["integration.connection"]
        connection = connections.search([("platform", "=", "bench")], limit=1)
        if not connection:
            connection = connections.create({"name": "Bench", "platform": "bench"})
        connection.write({"base_url": url or False, "state": "connected"})
        self.env["ir.cron"]._omni_set_workers(workers)
        others = self.env["ir.cron"].search(
            [("omni_worker", "=", 0), ("cron_name", "not like", "Bench")]
        )
        others.active = False  # a nightly job would disturb the measurement

    @api.model
    def put(self, operation, count, first=0, keys=0, payload=None):
        connection = self.env["integration.connection"].sudo().search([], limit=1)
        self.env["sync.job"].enqueue_many(
            connection,
            [
                JobRequest(
                    operation,
                    {"tag": tag} | (payload or {}),
                    order_key=f"key-{tag % keys}" if keys else None,
                )
                for tag in range(first, first + count)
            ],
        )

    @api.model
    def trigger_bare(self):
        self.env.ref("omni_bench.cron_bare")._trigger()

    @api.model
    def open_door(self, secret):
        """Where webhooks of the connection arrive, signed with this secret."""
        connection = self.env["integration.connection"].sudo().search([], limit=1)
        connection.event_cap = 0  # the sweep is part of what is measured
        self.env["integration.credential"].sudo().create(
            {"connection_id": connection.id, "key": "webhook", "value": secret}
        )
        return f"/omni/webhook/{connection.webhook_token}"
