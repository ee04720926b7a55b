"""A member of eBay closed the account: forget whatever nothing obliges us to keep."""

from odoo.addons.omni_core.engine.operation import LocalOperation, register_operation


@register_operation
class AccountDeletion(LocalOperation):
    platform = "ebay"
    name = "account_deletion"
    title = "Forget a member of eBay"

    def apply(self, env, jobs, outcome):
        deletions = env["ebay.deletion"].sudo()
        for job in jobs:
            connection = env["integration.connection"].sudo().browse(job.connection_id)
            deletions._carry_out(connection, job.payload)
