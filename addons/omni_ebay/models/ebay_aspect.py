"""What a category asks to be told of an item: eBay's “item specifics”."""

from datetime import date

from odoo import api, fields, models


class EbayAspect(models.Model):
    _name = "ebay.aspect"
    _description = "eBay Item Specific"
    _order = "category_id, sequence, id"

    category_id = fields.Many2one(
        "ebay.category", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    name = fields.Char(required=True)
    is_required = fields.Boolean("Required")
    is_recommended = fields.Boolean("Recommended")
    is_closed = fields.Boolean(
        "Fixed Values", help="eBay takes one of its own values and nothing else."
    )
    is_multi = fields.Boolean(
        "Several",
        help="It may have more than one value.",
    )
    is_number = fields.Boolean("Number")
    for_variations = fields.Boolean(
        "May Vary",
        help="Variants may differ by it, as by colour or size.",
    )
    max_length = fields.Integer("Longest Value")
    required_from = fields.Date()
    choices = fields.Json("Values")
    choice_text = fields.Text("Values of eBay", compute="_compute_choice_text")

    _name_uniq = models.UniqueIndex("(category_id, name)")

    @api.depends("choices")
    def _compute_choice_text(self):
        for aspect in self:
            aspect.choice_text = ", ".join((aspect.choices or [])[:200])

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([_dated(vals) for vals in vals_list])

    def _update_from(self, row):
        row = _dated(row)
        changed = {
            name: value
            for name, value in row.items()
            if self._fields[name].convert_to_write(self[name], self) != value
        }
        if changed:
            self.write(changed)


def _dated(row):
    """eBay writes days as text, and no day as an empty one."""
    day = row.get("required_from")
    if not isinstance(day, str):
        return row
    return row | {"required_from": date.fromisoformat(day[:10]) if day else False}
