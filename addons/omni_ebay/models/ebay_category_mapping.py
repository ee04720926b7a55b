"""Which category of eBay the products of one of our categories go into."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class EbayCategoryMapping(models.Model):
    _name = "ebay.category.mapping"
    _description = "eBay Category Mapping"
    _order = "categ_id, tree_id"
    _rec_name = "categ_id"

    categ_id = fields.Many2one(
        "product.category", "Product Category", required=True, ondelete="cascade"
    )
    tree_id = fields.Many2one(
        "ebay.tree",
        "Site",
        required=True,
        ondelete="cascade",
        help="eBay Motors has a tree of its own beside that of the United States.",
    )
    category_id = fields.Many2one(
        "ebay.category",
        "eBay Category",
        ondelete="cascade",
        domain="[('tree_id', '=', tree_id), ('is_leaf', '=', True)]",
        help="Also for all product categories below, unless they have their own.",
    )
    note = fields.Char(compute="_compute_note")

    _categ_uniq = models.UniqueIndex(
        "(categ_id, tree_id)", "This category is mapped for the site already."
    )

    @api.constrains("tree_id", "category_id")
    def _check_leaf(self):
        for mapping in self.filtered("category_id"):
            category = mapping.category_id
            if category.tree_id != mapping.tree_id or not category.is_leaf:
                raise ValidationError(
                    self.env._(
                        "“%s” takes no listings on this site: eBay lists only in the "
                        "last categories of a branch.",
                        category.path,
                    )
                )

    @api.depends("category_id.active")
    def _compute_note(self):
        for mapping in self:
            is_gone = mapping.category_id and not mapping.category_id.active
            text = self.env._("eBay no longer has it: choose another.")
            mapping.note = text if is_gone else False

    @api.model
    def _category_of(self, templates, trees):
        """{template id: eBay category}; what is mapped nearest counts."""
        mappings = self.search_fetch(
            Domain("tree_id", "in", trees.ids)
            & Domain("category_id", "!=", False)
            & Domain("categ_id", "parent_of", templates.categ_id.ids),
            ["categ_id", "category_id"],
        )
        by_categ = {mapping.categ_id.id: mapping.category_id for mapping in mappings}
        found = {}
        for template in templates:
            above = (template.categ_id.parent_path or "").strip("/").split("/")
            for categ_id in reversed([int(part) for part in above if part]):
                if categ_id in by_categ:
                    found[template.id] = by_categ[categ_id]
                    break
        return found

    def action_suggest(self):
        """Fill what is empty by the names of our categories."""
        for mapping in self.filtered(lambda m: not m.category_id):
            category = self.env["ebay.category"]._suggest(
                mapping.tree_id, mapping.categ_id.name, limit=1
            )
            if category:
                mapping.category_id = category
        return True

    def action_add_all(self):
        """Propose a row for each product category in use and each tree there is."""
        self._add_all().action_suggest()
        return True

    @api.model
    def _add_all(self):
        used = self.env["product.template"]._read_group(
            [("sale_ok", "=", True)], ["categ_id"]
        )
        trees = self.env["ebay.tree"].search([("loaded_at", "!=", False)])
        pairs = self._read_group([], ["categ_id", "tree_id"])
        there = {(categ.id, tree.id) for categ, tree in pairs}
        return self.create(
            [
                {"categ_id": categ.id, "tree_id": tree.id}
                for (categ,) in used
                for tree in trees
                if categ and (categ.id, tree.id) not in there
            ]
        )
