"""Whether a shop hears what people change on its orders here."""

from odoo import fields, models

from odoo.addons.omni_core.engine.platform import get_platform

from ..adapter import Can


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    order_edit_push = fields.Selection(
        [
            ("off", "Never: say what differs"),
            ("button", "When somebody presses “Send Changes to Shop”"),
            ("auto", "By itself, a minute after the last change"),
        ],
        "Changes Made Here",
        default="off",
        required=True,
        tracking=True,
        help="Lines that somebody adds, changes or takes off an order in Odoo. With "
        "them the shop changes what the buyer owes; what it cannot change is told.",
    )
    order_edit_notify = fields.Boolean(
        "The Shop Mails the Changes",
        default=True,
        help="The buyer hears of the changed order from the shop, and can pay what is "
        "open.",
    )
    can_edit_orders = fields.Boolean(compute="_compute_can_edit_orders")

    def _compute_can_edit_orders(self):
        for connection in self:
            can = get_platform(connection.platform).can if connection.is_shop else ()
            connection.can_edit_orders = Can.EDIT_ORDER in can
