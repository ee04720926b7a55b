"""Who matched what, when, and what it was before: so that it can be undone."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class IntegrationMatchHistory(models.Model):
    _name = "integration.match.history"
    _description = "History of Matches"
    _order = "id desc"
    _rec_name = "binding_id"

    binding_id = fields.Many2one(
        "integration.variant.binding",
        "Listing",
        required=True,
        index=True,
        ondelete="cascade",
    )
    connection_id = fields.Many2one(
        related="binding_id.connection_id", store=True, index=True
    )
    company_id = fields.Many2one(related="binding_id.company_id", store=True)
    at = fields.Datetime("When", default=fields.Datetime.now, required=True)
    user_id = fields.Many2one("res.users", "Who", required=True, ondelete="restrict")
    what = fields.Selection(
        [
            ("matched", "Matched"),
            ("changed", "Matched Otherwise"),
            ("undone", "Undone"),
            ("ignored", "Ignored"),
            ("wanted", "No Longer Ignored"),
        ],
        required=True,
    )
    before_id = fields.Many2one("product.product", ondelete="set null")
    after_id = fields.Many2one("product.product", ondelete="set null")
    # A deleted product is still told of.
    before_name = fields.Char("Was")
    after_name = fields.Char("Became")
    ignored_before = fields.Boolean()
    ignored_after = fields.Boolean()
    note = fields.Char("Why")
    can_undo = fields.Boolean(compute="_compute_can_undo")

    @api.depends("binding_id.product_id", "binding_id.ignored")
    def _compute_can_undo(self):
        """What was changed again since is undone by undoing that."""
        for row in self:
            listing = row.binding_id
            row.can_undo = (
                listing.product_id == row.after_id
                and listing.ignored == row.ignored_after
                and bool(row.after_id) == bool(row.after_name)
                and row.what != "undone"
            )

    @api.model
    def _note(self, before):
        """``before``: {listing: (its product, whether it was ignored)} until now."""
        rows = [
            self._prepare_vals(listing, product, ignored)
            for listing, (product, ignored) in before.items()
            if (listing.product_id, listing.ignored) != (product, ignored)
        ]
        self.sudo().create(rows)

    def _prepare_vals(self, listing, product, ignored):
        return {
            "binding_id": listing.id,
            "user_id": self.env.uid,
            "what": _what(listing, product),
            "before_id": product.id,
            "after_id": listing.product_id.id,
            "before_name": product.display_name,
            "after_name": listing.product_id.display_name,
            "ignored_before": ignored,
            "ignored_after": listing.ignored,
            "note": listing.match_note,
        }

    def action_undo(self):
        """As it was before; the later of two changes first."""
        self.binding_id._demand_operator()
        for row in self.sorted("id", reverse=True):
            if not row.can_undo:
                raise UserError(
                    self.env._(
                        "“%s” was changed again since then, or its product is gone: "
                        "undo the latest change of it.",
                        row.binding_id.title,
                    )
                )
            row.binding_id._restore(row.before_id, row.ignored_before)
        return True


def _what(listing, product):
    if listing.product_id:
        return "changed" if product else "matched"
    if listing.ignored:
        return "ignored"
    return "undone" if product else "wanted"
