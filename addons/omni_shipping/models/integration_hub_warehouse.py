"""Which of our warehouses is which of the hub's, and what is written on its orders."""

from odoo import api, fields, models

_CUSTOM = [
    ("transfer", "Transfer"),
    ("order", "Sales Order"),
    ("customer_ref", "Customer's Reference"),
    ("salesperson", "Salesperson"),
    ("team", "Sales Team"),
    ("weight", "Weight"),
]


class IntegrationHubWarehouse(models.Model):
    _name = "integration.hub.warehouse"
    _description = "Warehouse of a Hub"
    _inherit = ("integration.binding.mixin",)
    _order = "connection_id, name"
    _rec_name = "name"

    name = fields.Char("Ships From There", required=True, readonly=True)
    place = fields.Char(readonly=True)
    zip = fields.Char(readonly=True)
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        "Warehouse Here",
        check_company=True,
        help="None: the one with the same ZIP code.",
    )

    _warehouse_uniq = models.UniqueIndex(
        "(connection_id, warehouse_id) WHERE warehouse_id IS NOT NULL AND active",
        "This warehouse is another one over there already.",
    )

    @api.model
    def _import(self, connection, warehouses):
        """People's choices stay; a ZIP code proposes the first."""
        every = self.with_context(active_test=False)
        known = every.search([("connection_id", "=", connection.id)])
        rows = [
            {
                "external_ref": said.ref,
                "name": said.name,
                "place": said.place,
                "zip": said.zip,
            }
            for said in warehouses
        ]
        for new in self._take_all(connection, rows) - known:
            new._propose()

    def _propose(self):
        near = self.env["stock.warehouse"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("partner_id.zip", "=", self.zip),
                ("partner_id.zip", "!=", False),
            ]
        )
        taken = self.search([("connection_id", "=", self.connection_id.id)])
        self.warehouse_id = (near - taken.warehouse_id)[:1]


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    hub_warehouse_ids = fields.One2many("integration.hub.warehouse", "connection_id")
    hub_custom1 = fields.Selection(_CUSTOM, "Custom Field 1", default="transfer")
    hub_custom2 = fields.Selection(_CUSTOM, "Custom Field 2", default="order")
    hub_custom3 = fields.Selection(_CUSTOM, "Custom Field 3")

    def _hub_warehouse_ref(self, picking):
        here = picking.picking_type_id.warehouse_id
        found = self.hub_warehouse_ids.filtered(lambda one: one.warehouse_id == here)
        return found[:1].external_ref or ""

    def _hub_custom_texts(self, picking):
        sale = picking.sale_id
        texts = {
            "transfer": picking.name,
            "order": sale.name,
            "customer_ref": sale.client_order_ref,
            "salesperson": sale.user_id.name,
            "team": sale.team_id.name,
            "weight": f"{picking.shipping_weight:g} {picking.weight_uom_name}",
        }
        chosen = (self.hub_custom1, self.hub_custom2, self.hub_custom3)
        return tuple(texts.get(one) or "" for one in chosen)
