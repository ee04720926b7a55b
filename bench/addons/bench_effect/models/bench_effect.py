"""One row per effect of a job: lost jobs leave none, jobs done twice leave two."""

import os
import time

from odoo import fields, models


class BenchEffect(models.Model):
    _name = "bench.effect"
    _description = "Effect of a Bench Job"
    _log_access = False

    tag = fields.Integer(index=True)
    order_key = fields.Char()
    process = fields.Integer()
    started = fields.Float(digits=False)
    ended = fields.Float(digits=False)

    def _leave(self, rows):
        """Rows of (tag, order key, when the work began); by SQL, to cost little."""
        now, process = time.time(), os.getpid()
        for tag, order_key, started in rows:
            self.env.cr.execute(
                """INSERT INTO bench_effect (tag, order_key, process, started, ended)
                   VALUES (%s, %s, %s, %s, %s)""",
                [tag, order_key, process, started, now],
            )
