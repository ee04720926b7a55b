"""The peer's side of the benchmarks: the same wishes, as methods that it delays."""

import time

import requests

from odoo import api, models

_session = requests.Session()  # the peer's users would keep their connection, too


class BenchSide(models.AbstractModel):
    _name = "bench.side"
    _description = "Side of a Benchmark"

    @api.model
    def set_up(self, url="", workers=2):
        """The jobs carry the address; the number of workers is the server's."""
        self.env["ir.config_parameter"].set_param("bench.url", url)
        self.env["ir.cron"].search([]).active = False

    @api.model
    def put(self, operation, count, first=0, keys=0, payload=None):
        url = self.env["ir.config_parameter"].sudo().get_param("bench.url")
        for tag in range(first, first + count):
            argument = url if operation == "http" else tag
            getattr(self.with_delay(), f"job_{operation}")(argument)

    @api.model
    def job_noop(self, tag):
        return None

    @api.model
    def job_stamp(self, tag):
        self.env["bench.effect"].sudo()._leave([(tag, None, time.time())])

    @api.model
    def job_http(self, url):
        _session.get(url, timeout=10).raise_for_status()
