"""A buyer or store asks what is known of them, or to be forgotten."""

from odoo.addons.omni_core.engine.operation import LocalOperation, register_operation
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class PrivacyRequest(LocalOperation):
    """Asks the connection's owner: what may be deleted, the law of the books says."""

    platform = "shopify"
    name = "privacy_request"
    title = _lt("Privacy request")

    def apply(self, env, jobs, outcome):
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            connection._shopify_privacy_request(
                job.payload["topic"], job.payload["customer"]
            )
