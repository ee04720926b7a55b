"""Who tells the shop, when, and what becomes of goods that left elsewhere."""

from odoo import fields, models


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    fulfilment_tell = fields.Selection(
        [
            ("auto", "By itself, when the transfer is validated"),
            ("button", "When somebody presses the button"),
            ("never", "Never: somebody else tells the shop"),
        ],
        "Tell the Shop of Shipments",
        default="auto",
        required=True,
        tracking=True,
        help="The tracking number goes to the channel, which then marks the order as "
        "shipped. One system alone should do that.",
    )
    fulfilment_notify = fields.Boolean(
        "The Shop Mails the Buyer",
        default=True,
        help="With the tracking number, in the shop's own words; Odoo's delivery mail "
        "stays away then. Switch it off where Odoo or the carrier writes to the buyer.",
    )
    fulfilment_waits = fields.Boolean(
        "Wait for the Tracking Number",
        help="A transfer that is validated without a number is told when it has one. "
        "Otherwise it is told at once, and the number later.",
    )
    fulfilment_elsewhere = fields.Selection(
        [
            ("book", "Validate the transfer with what was shipped"),
            ("ask", "Call somebody"),
            ("ignore", "Only write it down"),
        ],
        "Shipped Elsewhere",
        default="book",
        required=True,
        help="The channel says that goods have left which Odoo has not shipped: by the "
        "shop's own screens, a warehouse that works for it, another program.",
    )

    def action_open_fulfilments(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_fulfilment_action"
        )
        action["domain"] = [("connection_id", "in", self.ids)]
        return action
