"""A product as a channel lists it, and which of ours it is."""

from odoo import api, fields, models


class IntegrationProductBinding(models.Model):
    _name = "integration.product.binding"
    _description = "Product on a Channel"
    _inherit = ("integration.binding.mixin",)
    _binding_record = "product_tmpl_id"
    _rec_name = "title"
    _rec_names_search = ("title", "external_ref")
    _order = "title, id"

    title = fields.Char("Title There", required=True)
    status = fields.Char("Status There")
    url = fields.Char("Page There")
    variant_ids = fields.One2many(
        "integration.variant.binding", "product_binding_id", "Variants"
    )
    product_tmpl_id = fields.Many2one(
        "product.template",
        "Product",
        compute="_compute_product_tmpl_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        ondelete="set null",
        help="The product that all matched variants belong to; of a draft, the one to "
        "be listed.",
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
        help="The state of the variant that needs most attention.",
    )

    _title_idx = models.Index("(title, id)")

    @api.depends("variant_ids.product_id", "variant_ids.active")
    def _compute_product_tmpl_id(self):
        for binding in self:
            templates = binding.variant_ids.product_id.product_tmpl_id
            if binding.variant_ids:
                binding.product_tmpl_id = templates if len(templates) == 1 else False

    @api.depends("variant_ids.match_state", "variant_ids.active")
    def _compute_match_state(self):
        urgency = [code for code, _label in self._fields["match_state"].selection]
        for binding in self:
            states = set(binding.variant_ids.mapped("match_state")) or {"unmatched"}
            binding.match_state = min(states, key=urgency.index)

    @api.model
    def _gone(self, connection, refs):
        """These are not there any more: nothing of them can be sent or sold."""
        listings = self.union(*self._find(connection, refs).values())
        listings.variant_ids.action_archive()
        listings.action_archive()

    def action_open(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_open_there(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.url, "target": "new"}
