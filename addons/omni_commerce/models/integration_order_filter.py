"""Which orders of a connection are for us; the others are listed, with the reason."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..documents import Paid
from ..filters import Filter, words

# Conditions that mean the same on another connection.
EVERYWHERE = ("paid", "risk", "channels", "tags", "country_ids")
_CONDITIONS = (*EVERYWHERE, "location_ids")


class IntegrationOrderFilter(models.Model):
    _name = "integration.order.filter"
    _description = "Order Filter"
    _order = "sequence, id"

    name = fields.Char(
        "Reason", required=True, help="Why these orders are, or are not, for us."
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    connection_id = fields.Many2one(
        "integration.connection", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="connection_id.company_id", store=True)
    mode = fields.Selection(
        [("skip", "Leave these out"), ("only", "Take these, no others")],
        "What Happens",
        default="skip",
        required=True,
    )
    paid = fields.Selection(
        [(paid.value, paid.value.replace("_", " ").capitalize()) for paid in Paid],
        "Payment",
    )
    risk = fields.Selection(
        [("low", "Low"), ("medium", "Medium"), ("high", "High")],
    )
    channels = fields.Char(
        "Sales Channels", help="As the shop calls them, with commas: “pos, web”."
    )
    tags = fields.Char(help="One of these, with commas: “wholesale, 3pl”.")
    country_ids = fields.Many2many("res.country", string="Countries")
    location_ids = fields.Many2many(
        "integration.location",
        string="Locations",
        domain="[('connection_id', '=', connection_id)]",
    )

    @api.constrains("name", *_CONDITIONS)  # the name: one is always written
    def _check_condition(self):
        for rule in self:
            if not any(rule[name] for name in _CONDITIONS):
                raise ValidationError(
                    self.env._(
                        "“%s” says nothing about orders: name a payment, a risk, a "
                        "sales channel, a tag, a country or a location.",
                        rule.name,
                    )
                )

    def _filters(self):
        """As plain data, in their order."""
        return [
            Filter(
                name=rule.name,
                is_only=rule.mode == "only",
                paid=words(rule.paid),
                risks=words(rule.risk),
                channels=words(rule.channels),
                tags=words(rule.tags),
                countries=words(",".join(rule.country_ids.mapped("code"))),
                locations=words(",".join(rule.location_ids.mapped("external_ref"))),
            )
            for rule in self
        ]

    # -- what was left out is looked at again ------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        rules.connection_id._look_again_at_skipped()
        return rules

    def write(self, vals):
        connections = self.connection_id
        result = super().write(vals)
        (connections | self.connection_id)._look_again_at_skipped()
        return result

    def unlink(self):
        connections = self.connection_id
        result = super().unlink()
        connections._look_again_at_skipped()
        return result


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    order_filter_ids = fields.One2many(
        "integration.order.filter", "connection_id", "Order Filters"
    )
    skipped_count = fields.Integer(compute="_compute_skipped_count")

    def _compute_skipped_count(self):
        groups = self.env["integration.order.binding"]._read_group(
            [("connection_id", "in", self.ids), ("state", "=", "skipped")],
            ["connection_id"],
            ["__count"],
        )
        counts = {connection.id: count for connection, count in groups}
        for connection in self:
            connection.skipped_count = counts.get(connection.id, 0)

    def _look_again_at_skipped(self):
        """The rules are others: what they left out may be ours after all."""
        skipped = self.env["integration.order.binding"].search(
            [("connection_id", "in", self.ids), ("state", "=", "skipped")]
        )
        skipped._request_processing()

    def action_open_skipped(self):
        action = self.action_open_orders()
        action["context"] = {"search_default_skipped": 1}
        return action
