"""A member of eBay closed the account: forget whatever nothing obliges us to keep."""

from odoo.addons.omni_core.engine.operation import LocalOperation, register_operation
from odoo.addons.omni_core.lib.words import _lt


@register_operation
class AccountDeletion(LocalOperation):
    """Once for each notification; whichever connection it came to, for all."""

    platform = "ebay"
    name = "account_deletion"
    title = _lt("Forget a member of eBay")

    def apply(self, env, jobs, outcome):
        erasures = env["integration.erasure"].sudo()
        everywhere = (
            env["integration.connection"].sudo().with_context(active_test=False)
        )
        sellers = everywhere.search([("platform", "=", "ebay")])
        for job in jobs:
            reason = f"eBay notification {job.payload['notice']}"
            if not erasures.search_count([("reason", "=", reason)], limit=1):
                names = [job.payload[key] for key in ("username", "userId")]
                sellers._forget_person(refs=list(filter(None, names)), reason=reason)
