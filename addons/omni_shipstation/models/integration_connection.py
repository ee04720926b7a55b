from odoo import fields, models


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    shipstation_currency = fields.Char(
        "Account Currency", default="USD", help="V1 names no currency with its prices."
    )
    shipstation_jwks = fields.Text("Webhook Keys", readonly=True, copy=False)

    def action_shipstation_subscribe(self):
        self._demand("administrator")
        for connection in self.filtered(lambda one: one.platform == "shipstation"):
            self.env["sync.job"].enqueue(
                connection, "shipstation_subscribe", identity_key="subscribe"
            )
        return True
