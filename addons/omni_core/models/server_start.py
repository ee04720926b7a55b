"""Starts what has to run beside the registry of a server."""

from odoo import models

from ..engine import pacemaker


class ServerStart(models.AbstractModel):
    _name = "omni_core.server_start"
    _description = "Start of the Pacemaker"

    def _register_hook(self):
        super()._register_hook()
        pacemaker.start(self.env.cr.dbname)
