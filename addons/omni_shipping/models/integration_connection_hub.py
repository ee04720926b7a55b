"""Which transfers are packed in a hub, and whether somebody else feeds it as well."""

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.omni_core.engine.platform import JobRequest, find_platform

from .integration_hub_order import ALIVE
from .integration_label import MEANT

AT_ONCE = 500


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    is_hub = fields.Boolean(compute="_compute_is_hub")
    hub_export = fields.Selection(
        [
            ("never", "Nothing: labels are bought in Odoo"),
            ("button", "What somebody sends by the button"),
            ("auto", "Every transfer that is ready and fits the rule"),
        ],
        "Packed There",
        default="never",
        required=True,
        tracking=True,
        help="For those who pack in the hub's own screens: transfers go there as "
        "orders, and what was shipped comes back.",
    )
    hub_domain = fields.Char(
        "Rule",
        default="[]",
        help="Which ready transfers are packed there. Empty: all of them.",
    )
    hub_store_id = fields.Many2one(
        "integration.hub.store",
        "Store There",
        domain="[('connection_id', '=', id), ('feeds_itself', '=', False)]",
        help="Where the orders of Odoo appear. None: the account's own manual store.",
    )
    hub_store_ids = fields.One2many(
        "integration.hub.store", "connection_id", "Stores There"
    )
    hub_double_feed = fields.Text(
        "Fed Twice",
        readonly=True,
        copy=False,
        help="The hub gets these orders from the shop as well: each would be packed "
        "twice.",
    )
    hub_polled_until = fields.Datetime(readonly=True, copy=False)
    hub_ready_count = fields.Integer("Ready", compute="_compute_hub_counts")
    hub_open_count = fields.Integer("There", compute="_compute_hub_counts")

    @api.depends("platform")
    def _compute_is_hub(self):
        for connection in self:
            platform = find_platform(connection.platform)
            connection.is_hub = getattr(platform, "is_hub", False)

    def _compute_hub_counts(self):
        for connection in self:
            ready = connection.is_hub and connection.hub_export != "never"
            domain = connection._hub_releasable() if ready else Domain.FALSE
            connection.hub_ready_count = self.env["stock.picking"].search_count(domain)
            connection.hub_open_count = self.env["integration.hub.order"].search_count(
                [("connection_id", "in", connection.ids), ("state", "in", ALIVE)]
            )

    @api.constrains("hub_domain")
    def _check_hub_domain(self):
        for connection in self:
            try:
                self.env["stock.picking"].search_count(connection._hub_rule())
            except (ValueError, SyntaxError, TypeError, KeyError) as error:
                raise ValidationError(
                    self.env._("The rule cannot be read: %s", error)
                ) from None

    # -- what is to go there -----------------------------------------------------------

    def _hub_rule(self):
        return Domain(literal_eval(self.hub_domain or "[]"))

    def _hub_releasable(self):
        return self._hub_ready() & self._hub_rule()

    def _hub_ready(self):
        """Ready to be packed, and nobody else is at it."""
        there = [("state", "in", ALIVE)]
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("picking_type_code", "=", "outgoing")
            & Domain("state", "=", "assigned")
            & Domain("hub_order_ids", "not any", [("state", "in", (*ALIVE, "shipped"))])
            & Domain("backorder_id", "not any", [("hub_order_ids", "any", there)])
            & Domain("omni_label_ids", "not any", [("state", "in", MEANT)])
        )

    def _hub_hand_over(self):
        """Those that are ready; returns how many."""
        pickings = self.env["stock.picking"].search(
            self._hub_releasable(), order="date_deadline, id", limit=AT_ONCE
        )
        free = self._hub_free(pickings)
        self.env["integration.hub.order"]._hand_over(self, free)
        return len(free)

    def _hub_free(self, pickings):
        """What is left over from a transfer that is there still is packed with it."""
        return pickings.filtered(lambda picking: not picking._hub_alive())

    def _hub_poll_since(self):
        """What could not be booked is read again until it is."""
        stuck = self.env["integration.hub.order"].search(
            [
                ("connection_id", "=", self.id),
                ("state", "in", ALIVE),
                ("unbooked_at", "!=", False),
            ],
            order="unbooked_at",
            limit=1,
        )
        return min(
            filter(None, (stuck.unbooked_at, self.hub_polled_until)), default=None
        )

    # -- buttons -----------------------------------------------------------------------

    def action_hub_preview(self):
        """What would go there now."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_picking_tree_all"
        )
        action["name"] = self.env._("Would Be Sent to %s", self.name)
        action["domain"] = list(self._hub_releasable())
        action["context"] = {}
        return action

    def action_hub_send(self):
        self._demand("operator")
        self.ensure_one()
        if self.hub_export == "never":
            raise UserError(self.env._("Choose first that transfers are packed there."))
        self.sudo()._hub_hand_over()
        return True

    def action_hub_read(self):
        """Stores, shipments of the last days, and whether both sides agree."""
        self._demand("operator")
        for connection in self:
            requests = [
                JobRequest("hub_reference", identity_key="hub_reference"),
                JobRequest("hub_poll", {"days": 7}, identity_key="hub_poll_days"),
                JobRequest("hub_audit", identity_key="hub_audit"),
            ]
            self.env["sync.job"].sudo().enqueue_many(connection, requests)
        return True

    def action_hub_fed_once(self):
        """A person has chosen who feeds the hub."""
        self._demand("operator")
        self.sudo().hub_double_feed = False
        return True

    def action_hub_orders(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_shipping.integration_hub_order_action"
        )
        action["domain"] = [("connection_id", "in", self.ids)]
        return action
