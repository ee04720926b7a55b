"""A variant as a channel lists it: which of ours it is, and how its stock stands."""

from odoo import api, fields, models

from odoo.addons.omni_core.models.integration_binding_mixin import unique_record


class IntegrationVariantBinding(models.Model):
    _name = "integration.variant.binding"
    _description = "Variant on a Channel"
    _inherit = ("integration.binding.mixin",)
    _binding_record = "product_id"
    _rec_name = "title"
    _rec_names_search = ("title", "sku", "barcode", "external_ref")
    _order = "match_state, title, id"
    _check_company_auto = True

    product_binding_id = fields.Many2one(
        "integration.product.binding", "Listed In", index=True, ondelete="cascade"
    )
    title = fields.Char("Title There")
    sku = fields.Char("SKU There", index="btree_not_null")
    barcode = fields.Char("Barcode There")
    price_there = fields.Char(readonly=True, copy=False)
    price_told = fields.Char(readonly=True, copy=False, help="What was sent last.")
    # -- which of ours --
    product_id = fields.Many2one(
        "product.product",
        index="btree_not_null",
        ondelete="set null",
        check_company=True,
    )
    candidate_ids = fields.Many2many(
        "product.product", string="Might Be", readonly=True
    )
    match_note = fields.Char("Why", readonly=True)
    ignored = fields.Boolean(help="This listing has nothing to do with Odoo.")
    match_undone = fields.Boolean(
        readonly=True, help="Somebody undid the match: it is not made again by itself."
    )
    match_state = fields.Selection(
        [
            ("ambiguous", "Please Choose"),
            ("unmatched", "Not Found"),
            ("matched", "Matched"),
            ("ignored", "Ignored"),
        ],
        compute="_compute_match_state",
        store=True,
    )

    _record_uniq = models.UniqueIndex(
        unique_record("product_id"),
        "This product is matched to another listing of the connection.",
    )
    _order_idx = models.Index("(match_state, title, id)")

    @api.depends("product_id", "candidate_ids", "ignored")
    def _compute_match_state(self):
        for binding in self:
            if binding.product_id:
                binding.match_state = "matched"
            elif binding.ignored:
                binding.match_state = "ignored"
            else:
                known = bool(binding.candidate_ids)
                binding.match_state = "ambiguous" if known else "unmatched"

    def write(self, vals):
        """Whoever sets the product by hand has answered the question."""
        if "product_id" in vals and "match_note" not in vals:
            by_hand = self.env._("By hand: %s", self.env.user.name)
            vals = vals | {"match_note": by_hand if vals["product_id"] else False}
            if vals["product_id"]:
                vals |= {"ignored": False, "match_undone": False}
        return super().write(vals)

    def action_match_again(self):
        """Forget what was decided, and look for the product anew."""
        self._demand_operator()
        self.write(
            {
                "ignored": False,
                "match_undone": False,
                "product_id": False,
                "suggested_at": False,
            }
        )
        self._match()
        return True

    def action_undo_match(self):
        """It is not that product, whatever the SKU says: a person has to choose."""
        self._demand_operator()
        self.filtered("product_id")._restore(self.env["product.product"], False)
        return True

    def _match(self):
        for connection, bindings in self.grouped("connection_id").items():
            self.env["integration.product.matcher"]._match(connection, bindings)
            connection._request_suggestions()
