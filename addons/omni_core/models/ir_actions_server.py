"""Entries of the Action menu that show first what they would do."""

from odoo import fields, models


class IrActionsServer(models.Model):
    _inherit = "ir.actions.server"

    state = fields.Selection(
        selection_add=[("integration", "Preview and Synchronise")],
        ondelete={"integration": "cascade"},
    )
    integration_method = fields.Char(
        "Method to Preview",
        help="A button of the records, called as the person who chose the entry. The "
        "jobs that it asks for are shown, and run when that person agrees.",
    )

    def _run_action_integration_multi(self, eval_context=None):
        records = eval_context.get("records") or eval_context["record"]
        preview = self.env["integration.preview"]
        return preview._offer(records, self.integration_method, self.name)
