"""What jobs leave behind: a row when one starts, and a row that is its effect.

Lost jobs leave no effect, jobs done twice leave two.
"""

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
    started = fields.Float()
    ended = fields.Float()

    def _leave(self, rows):
        """Rows of (tag, order key, when the work began); by SQL, to cost little."""
        now, process = time.time(), os.getpid()
        for tag, order_key, started in rows:
            self.env.cr.execute(
                """INSERT INTO bench_effect (tag, order_key, process, started, ended)
                   VALUES (%s, %s, %s, %s, %s)""",
                [tag, order_key, process, started, now],
            )


class BenchStart(models.Model):
    _name = "bench.start"
    _description = "Start of a Bench Job"
    _log_access = False

    tag = fields.Integer()
    process = fields.Integer(help="Of Odoo, to know whom to kill.")
    backend = fields.Integer(help="The process of PostgreSQL that serves it.")

    def _leave(self, tags):
        self.env.cr.execute(
            """INSERT INTO bench_start (tag, process, backend)
               SELECT unnest(%s), %s, pg_backend_pid()""",
            [list(tags), os.getpid()],
        )
