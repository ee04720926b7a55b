import time

from odoo import api, models


class IrCron(models.Model):
    _inherit = "ir.cron"

    @api.model
    def _bench_bare(self):
        """Answer the oldest bare wish that has no answer yet."""
        started = time.time()
        self.env["bench.effect"]._leave([(0, "bare", started)])
