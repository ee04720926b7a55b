"""The merchant took the app off the store: nothing of ours works there any more."""

from odoo.addons.omni_core.engine.operation import LocalOperation, register_operation
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class AppUninstalled(LocalOperation):
    platform = "shopify"
    name = "app_uninstalled"
    title = _lt("App was removed from the store")
    lane = "realtime"

    def apply(self, env, jobs, outcome):
        connections = env["integration.connection"].sudo()
        connections = connections.browse({job.connection_id for job in jobs})
        connections._shopify_uninstalled()
