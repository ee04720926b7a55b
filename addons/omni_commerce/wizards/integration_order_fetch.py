from datetime import datetime, time, timezone

from odoo import fields, models
from odoo.exceptions import UserError


class IntegrationOrderFetch(models.TransientModel):
    """Bring in orders of the past: of some days, or one by its number."""

    _name = "integration.order.fetch"
    _description = "Import Orders"

    connection_id = fields.Many2one(
        "integration.connection", required=True, ondelete="cascade"
    )
    number = fields.Char("Order Number", help="As people call it, e.g. #1001.")
    date_from = fields.Date("Ordered From")
    date_to = fields.Date("To", help="Included.")

    def action_import(self):
        self.ensure_one()
        self.connection_id._demand("operator")
        today = self.connection_id._day_of(fields.Datetime.now())
        if self.number:
            payload = {"name": self.number.strip()}
        elif self.date_from:
            payload = {
                "created_since": self._moment(self.date_from, time.min),
                "created_until": self._moment(self.date_to or today, time.max),
            }
        else:
            raise UserError(self.env._("Enter a number, or a first day."))
        batch = self.env["sync.batch"]._begin(
            self.env._("Import Orders"), self.connection_id.company_id
        )
        self.env["sync.job"].sudo().enqueue(
            self.connection_id, "order_history", payload=payload, batch_id=batch.id
        )
        return self.env["integration.preview"]._watch(batch)

    def _moment(self, day, at):
        """A day is one of the people here, not of the platform's clock."""
        local = self.connection_id._zone().localize(datetime.combine(day, at))
        return local.astimezone(timezone.utc).isoformat()
