"""Products whose stock changed, and how that reaches the channels.

A stock move must not wait for a channel, nor for another move. So a transaction only
adds a row per product to this table, in one INSERT at its end, which no other one can
conflict with. After the commit, and at most twice a second per process, a job is asked
for that sweeps the table: it marks the listings concerned as due, and each connection
sends what is due in batches.
"""

import logging
import time

import psycopg2

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from odoo.addons.omni_core.engine.platform import JobRequest
from odoo.addons.omni_core.engine.transaction import read_committed

_logger = logging.getLogger(__name__)

_KEY = "omni_commerce.stock_change"
GATHER_S = 0.5  # changes within this time go out together
_MARGIN_S = 0.1

# Until then (time.monotonic) a sweep is pending that will see what is committed now.
_covered_until: dict[str, float] = {}


class IntegrationStockChange(models.Model):
    _name = "integration.stock.change"
    _description = "Change of Stock to Be Told"
    _log_access = False

    product_id = fields.Many2one("product.product", required=True, ondelete="cascade")

    @api.model
    def _note(self, products):
        """These products have another quantity when this transaction commits."""
        if not products._ids:
            return
        hooks = self.env.cr.precommit
        if _KEY not in hooks.data:
            hooks.data[_KEY] = set()
            hooks.add(self._store)
        hooks.data[_KEY].update(products._ids)

    def _store(self):
        cr = self.env.cr
        ids = sorted(cr.precommit.data.pop(_KEY, ()))
        cr.execute(
            SQL(
                """INSERT INTO integration_stock_change (product_id)
                   SELECT id FROM product_product WHERE id = ANY(%s)""",
                ids,
            )
        )
        if _KEY not in cr.postcommit.data:
            cr.postcommit.data[_KEY] = True
            cr.postcommit.add(self._after_commit)

    def _after_commit(self):
        """Never let a person's finished work fail for what is only news of it."""
        self.env.cr.postcommit.data.pop(_KEY, None)
        name = self.env.cr.dbname
        if _covered_until.get(name, 0.0) > time.monotonic():
            return
        try:
            _covered_until[name] = time.monotonic() + self._ask_for_sweep()
        except psycopg2.Error:
            _logger.warning("stock changes wait for the next sweep", exc_info=True)

    def _ask_for_sweep(self):
        """For how many seconds from now on the pending sweep has not begun."""
        with read_committed(self.env.registry) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            job = env["sync.job"].enqueue_many(
                env["integration.connection"], [_sweep(env)], platform="*"
            )
            [(left,)] = env.execute_query(
                SQL(
                    """SELECT EXTRACT(EPOCH FROM eta - clock_timestamp()
                                                       AT TIME ZONE 'UTC')
                         FROM sync_job WHERE id = %s""",
                    job.id,
                )
            )
        return float(left or 0.0) - _MARGIN_S

    @api.model
    def _sweep(self):
        """Take all changes, and mark the listings of their products as due."""
        rows = self.env.execute_query(
            SQL("DELETE FROM integration_stock_change RETURNING product_id")
        )
        ids = {product_id for (product_id,) in rows}
        if ids:
            products = self.env["product.product"].browse(ids)
            products |= self.env["integration.kits"]._containing(products)
            self.env["integration.variant.binding"]._mark_due_of(products)


def _sweep(env):
    """The database's clock decides when it begins: hosts differ by more than this."""
    [(eta,)] = env.execute_query(
        SQL(
            """SELECT clock_timestamp() AT TIME ZONE 'UTC'
                      + make_interval(secs => %s)""",
            GATHER_S,
        )
    )
    return JobRequest(
        "stock_sweep", identity_key="stock_sweep", order_key="stock_sweep", eta=eta
    )
