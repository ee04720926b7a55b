"""What happens to orders of a connection: the policy, in the words of a shop."""

from odoo import api, fields, models
from odoo.exceptions import UserError


def _default_product(kind):
    def default(self):
        product = f"omni_commerce.product_{kind}"
        return self.env.ref(product, raise_if_not_found=False)

    return default


def _product_field(kind, label, help_text):
    return fields.Many2one(
        "product.product",
        label,
        check_company=True,
        default=_default_product(kind),
        help=help_text,
    )


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    order_policy = fields.Selection(
        [
            ("visibility", "See them: record only, move no stock, book nothing"),
            ("fulfil", "Fulfil them: confirm, ship, invoice"),
        ],
        "Orders",
        default="visibility",
        required=True,
        tracking=True,
        help="Begin with seeing: compare the totals for some days, then fulfil. What "
        "was taken in before stays as it is.",
    )
    orders_polled_until = fields.Datetime(
        "Orders Read Until", copy=False, help="Changes before that have been read."
    )
    # -- holds --
    hold_risk = fields.Selection(
        [("high", "High"), ("medium", "Medium or high"), ("low", "Any")],
        "Hold at Risk",
        default="high",
        help="Hold orders that the channel believes to be fraud.",
    )
    hold_test = fields.Boolean(
        "Hold Test Orders",
        default=True,
        help="Orders that the channel marks as a test are taken in, and not confirmed.",
    )
    hold_unpaid = fields.Boolean(
        "Hold Unpaid Orders",
        default=True,
        help="Confirm only when the payment is as far as its workflow demands.",
    )
    unknown_sku = fields.Selection(
        [
            ("hold", "Hold the order"),
            ("placeholder", "Use the placeholder product"),
            ("create", "Create the product"),
        ],
        "Unknown Product",
        default="hold",
        required=True,
        help="What becomes of an order with an article that no product of Odoo is "
        "matched to.",
    )
    tolerance_cents = fields.Integer(
        "Tolerated Difference",
        help="In cents: a smaller difference between Odoo's total and the channel's "
        "is booked with the rounding product. 0: every difference holds the order.",
    )
    # -- what comes back --
    refund_credit_note = fields.Selection(
        [
            ("none", "Only record that money went back"),
            ("draft", "Draft credit note"),
            ("posted", "Posted credit note, paid back"),
        ],
        "Refunds",
        default="draft",
        required=True,
        help="For what is invoiced. What is not invoiced yet comes off the order.",
    )
    refund_receipt = fields.Selection(
        [
            ("none", "No receipt"),
            ("ready", "A receipt to be validated"),
            ("done", "A validated receipt"),
        ],
        "Goods That Come Back",
        default="ready",
        required=True,
        help="What is made in the warehouse when a buyer returns goods.",
    )
    return_to = fields.Selection(
        [
            ("stock", "To where they left from"),
            ("inspection", "To a location for inspection"),
            ("scrap", "To scrap"),
        ],
        "They Go",
        default="stock",
        required=True,
    )
    return_location_id = fields.Many2one(
        "stock.location",
        "Inspection In",
        check_company=True,
        domain="[('usage', '=', 'internal')]",
        help="What is in it is not offered to channels that are filled from elsewhere.",
    )
    return_push = fields.Boolean(
        "Tell of Returns",
        help="Goods that we took back are told to the channel, where it can take it.",
    )
    # -- how the sales order looks --
    order_name_rule = fields.Selection(
        [("odoo", "Odoo's own number"), ("channel", "The channel's number")],
        default="odoo",
        required=True,
        help="The other number stays on the order and is found by the search.",
    )
    order_prefix = fields.Char(help="Before the channel's number, e.g. “DE-”.")
    order_currency = fields.Selection(
        [("shop", "The shop's"), ("buyer", "The buyer's")],
        "Currency of Orders",
        default="shop",
        required=True,
        help="A buyer abroad may pay in another currency than the shop reckons in. "
        "The total is right to the cent in both.",
    )
    order_warehouse_id = fields.Many2one(
        "stock.warehouse",
        "Warehouse",
        check_company=True,
        help="Empty: the usual warehouse of the company, unless a mapped location "
        "says another.",
    )
    order_team_id = fields.Many2one("crm.team", "Sales Team", check_company=True)
    order_user_id = fields.Many2one("res.users", "Salesperson")
    order_pricelist_id = fields.Many2one(
        "product.pricelist",
        "Pricelist",
        check_company=True,
        help="For orders in its currency. Prices are always those of the channel.",
    )
    workflow_id = fields.Many2one(
        "integration.workflow",
        "Usual Workflow",
        check_company=True,
        help="For orders without a payment, and for ignored gateways.",
    )
    # -- products of lines that no product of yours stands for --
    product_custom_id = _product_field(
        "custom", "Custom Line", "Typed in by hand over there."
    )
    product_tip_id = _product_field("tip", "Tip", "What the buyer gave on top.")
    product_fee_id = _product_field("fee", "Fee", "Fees that the buyer pays.")
    product_duty_id = _product_field("duty", "Duty", "Customs that the buyer prepaid.")
    product_shipping_id = _product_field("shipping", "Shipping", "Freight charged.")
    product_gift_card_id = _product_field(
        "gift_card",
        "Gift Card",
        "Give it an income account that is a liability: a sold card is no revenue.",
    )
    product_adjustment_id = _product_field(
        "adjustment",
        "Refund Without Goods",
        "Goodwill, and fees that were kept: give it an account of its own.",
    )
    product_rounding_id = _product_field(
        "rounding", "Rounding", "Rounding of the channel, and tolerated differences."
    )
    product_channel_tax_id = _product_field(
        "channel_tax",
        "Tax Paid by the Channel",
        "Tax that the marketplace collects and pays. Give it a clearing account: it "
        "is neither revenue nor on your tax return.",
    )
    product_placeholder_id = _product_field(
        "placeholder", "Placeholder", "For products that Odoo does not know."
    )

    @api.constrains("return_to", "return_location_id")
    def _check_return_location(self):
        for connection in self:
            if (
                connection.return_to == "inspection"
                and not connection.return_location_id
            ):
                raise UserError(
                    self.env._("Say where goods that come back wait for inspection.")
                )

    def _return_location(self):
        """Where goods that come back go; empty: where the transfer says."""
        if self.return_to == "inspection":
            return self.return_location_id
        locations = self.env["stock.location"].sudo()
        if self.return_to == "stock":
            return locations
        scrap = [("company_id", "=", self.company_id.id), ("usage", "=", "inventory")]
        return locations.search(scrap, order="id", limit=1)

    def _fallback_product(self, kind):
        return self[f"product_{kind}_id"]

    def action_import_orders(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Orders"),
            "res_model": "integration.order.fetch",
            "view_mode": "form",
            "target": "new",
            "context": {"default_connection_id": self.id},
        }

    def action_open_orders(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_order_binding_action"
        )
        action["domain"] = [("connection_id", "=", self.id)]
        action["context"] = {}
        return action

    def _order_currency(self, code):
        """The active currency of that code, empty if there is none."""
        return self.env["res.currency"].search([("name", "=", code)])

    def _pricelist_for(self, currency):
        """A sales order has the currency of its pricelist: find one, or make it."""
        own = self.order_pricelist_id
        if own.currency_id == currency:
            return own
        pricelists = self.env["product.pricelist"].sudo()
        if currency == self.company_id.currency_id:
            return pricelists
        name = f"{self.name} {currency.name}"
        known = pricelists.search(
            [
                ("name", "=", name),
                ("currency_id", "=", currency.id),
                ("company_id", "=", self.company_id.id),
            ],
            limit=1,
        )
        return known or pricelists.create(
            {
                "name": name,
                "currency_id": currency.id,
                "company_id": self.company_id.id,
            }
        )
