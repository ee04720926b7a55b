"""The queue's workers are cron records: Odoo starts, limits and restarts them."""

import logging

from odoo import api, fields, models
from odoo.tools import ormcache

from ..engine.claim import LANES
from ..engine.worker import Worker

_logger = logging.getLogger(__name__)

_WITHOUT_BULK = ("realtime", "normal")


class IrCron(models.Model):
    _inherit = "ir.cron"

    omni_worker = fields.Integer(
        "Queue Worker", default=0, help="Number of the worker, 0 for any other action."
    )

    @api.model
    @ormcache()
    def _omni_worker_ids(self):
        crons = self.sudo().search([("omni_worker", ">", 0)], order="omni_worker")
        return tuple(crons.ids)

    @api.model
    def _omni_drain(self):
        """What a worker's cron record runs. Never raises: Odoo switches off those."""
        cron = self.browse(self.env.context.get("cron_id"))
        try:
            more = Worker(self.env.registry, cron._omni_lanes()).drain()
        except Exception:
            # The jobs are safe: the next worker takes them back from this dead one.
            _logger.exception("a queue worker broke off")
            return
        if more:
            cron._trigger()

    def _omni_lanes(self):
        """The first of several workers leaves bulk alone, so that an urgent job never
        waits behind one."""
        is_alone = len(self._omni_worker_ids()) < 2
        return LANES if self.omni_worker != 1 or is_alone else _WITHOUT_BULK

    @api.model
    def _omni_set_workers(self, count):
        """Have ``count`` workers; more than Odoo has cron threads are of no use."""
        workers = self.with_context(active_test=False).sudo()
        have = workers.search([("omni_worker", ">", 0)], order="omni_worker")
        for cron in have:
            cron.active = cron.omni_worker <= count
        template = have[:1]
        for number in range(len(have) + 1, count + 1):
            template.copy(
                {
                    "cron_name": self.env._("Integrations: worker %s", number),
                    "omni_worker": number,
                    "active": True,
                }
            )
        self.env.registry.clear_cache()
