"""People match listings: one beside all that it might be, or many that are sure."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

_TOO_CLOSE = 5  # percent between the best and the next: then a person has to look


class IntegrationMatch(models.TransientModel):
    _name = "integration.match"
    _description = "Match a Listing"

    binding_id = fields.Many2one("integration.variant.binding", "Listing")
    connection_id = fields.Many2one(related="binding_id.connection_id")
    title = fields.Char(related="binding_id.title")
    sku = fields.Char(related="binding_id.sku")
    barcode = fields.Char(related="binding_id.barcode")
    price_there = fields.Char(related="binding_id.price_there", string="Price There")
    match_note = fields.Char(related="binding_id.match_note")
    url = fields.Char(related="binding_id.product_binding_id.url")
    waiting_count = fields.Integer(related="binding_id.waiting_count")
    suggestion_ids = fields.One2many(related="binding_id.suggestion_ids")
    product_id = fields.Many2one("product.product", "Another Product")

    def action_use(self):
        if not self.product_id:
            raise UserError(self.env._("Choose the product that it is."))
        note = self.env._("By hand: %s", self.env.user.name)
        self.binding_id._accept(self.product_id, note)
        return True

    def action_create_product(self):
        """It is none of ours yet: make it, with all variants of its listing."""
        self.binding_id._demand_operator()
        listing = self.binding_id.product_binding_id.sudo()
        maker = self.env["integration.product.maker"].sudo()
        if not maker._make(listing, is_decided=True):
            raise UserError(
                listing.hint
                or self.env._(
                    "Other variants of “%s” are matched to a product: add this variant "
                    "to that product, then match it.",
                    listing.title,
                )
            )
        return True

    def action_ignore(self):
        return self.binding_id.action_ignore()


class IntegrationMatchIgnore(models.TransientModel):
    _name = "integration.match.ignore"
    _description = "Ignore Listings"

    binding_ids = fields.Many2many("integration.variant.binding", string="Listings")
    reason = fields.Char(required=True)

    def action_ignore(self):
        self.binding_ids._ignore(self.reason)
        return True


class IntegrationMatchAccept(models.TransientModel):
    _name = "integration.match.accept"
    _description = "Accept Suggestions"

    connection_ids = fields.Many2many(
        "integration.connection",
        string="Connections",
        domain="[('is_shop', '=', True)]",
        help="Empty: all of them.",
    )
    percent = fields.Integer("Sure to at Least (%)", default=90, required=True)
    binding_ids = fields.Many2many(
        "integration.variant.binding", string="Listings", compute="_compute_bindings"
    )
    count = fields.Integer(compute="_compute_bindings")

    @api.depends("percent", "connection_ids")
    def _compute_bindings(self):
        for wizard in self:
            wizard.binding_ids = wizard._sure_ones()
            wizard.count = len(wizard.binding_ids)

    def _sure_ones(self):
        """One product for one listing, and no other that comes close."""
        found = self.env["integration.variant.binding"].search(
            Domain("match_state", "in", ("unmatched", "ambiguous"))
            & Domain("best_percent", ">=", max(self.percent, 1))
            & (
                Domain("connection_id", "in", self.connection_ids._origin.ids)
                if self.connection_ids
                else Domain.TRUE
            ),
            order="best_percent desc, id",
        )
        groups = found.grouped(lambda one: (one.connection_id, one.best_product_id))
        alone = found.browse([g.id for g in groups.values() if len(g) == 1])
        return alone.filtered(_is_clear).sorted("best_percent", reverse=True)

    def action_accept(self):
        if not self.binding_ids:
            raise UserError(
                self.env._("No suggestion is that sure. Lower the percentage, or look.")
            )
        return self.binding_ids.action_accept_best()


def _is_clear(listing):
    percents = listing.suggestion_ids.mapped("percent")
    return len(percents) < 2 or percents[0] - percents[1] >= _TOO_CLOSE
