"""A category of eBay: where it stands, and what it asks of those who list in it."""

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..lib.taxonomy import CONDITION_IDS

#: what a category asks changes rarely; eBay announces it weeks before
DETAILS_LAST = timedelta(days=14)
_WORD = re.compile(r"\w{3,}")
_MANY = 400


class EbayCategory(models.Model):
    _name = "ebay.category"
    _description = "eBay Category"
    _rec_name = "path"
    _rec_names_search = ("path", "ref")
    _parent_store = True
    _order = "path, id"

    tree_id = fields.Many2one(
        "ebay.tree", required=True, ondelete="cascade", readonly=True
    )
    ref = fields.Char("Number", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    path = fields.Char("Category", index="trigram", readonly=True)
    parent_id = fields.Many2one(
        "ebay.category", index=True, ondelete="set null", readonly=True
    )
    parent_path = fields.Char(index=True)
    is_leaf = fields.Boolean(
        "Takes Listings",
        readonly=True,
        help="eBay takes listings at the end of a branch only.",
    )
    active = fields.Boolean(default=True, readonly=True)
    # -- read when it is first used --
    details_at = fields.Datetime("Rules Read", readonly=True)
    aspect_ids = fields.One2many("ebay.aspect", "category_id", readonly=True)
    conditions = fields.Json("Conditions Taken", readonly=True)
    condition_names = fields.Char("Conditions", compute="_compute_condition_names")
    takes_variations = fields.Boolean(default=True, readonly=True)
    takes_fitment = fields.Boolean(
        "Takes Vehicles",
        readonly=True,
        help="Parts can name the vehicles that they fit.",
    )
    most_vehicles = fields.Integer(readonly=True)
    vehicle_names = fields.Json(
        readonly=True, help="What this site calls year, make, model, trim and engine."
    )

    _ref_uniq = models.UniqueIndex("(tree_id, ref)", "This category is there already.")

    @api.depends("conditions")
    def _compute_condition_names(self):
        for category in self:
            rows = category.conditions or []
            category.condition_names = ", ".join(row["name"] for row in rows)

    @api.model
    def _search_display_name(self, operator, value):
        """“pads honda” finds what has both words, in whatever order."""
        words = str(value or "").split()
        if operator not in ("ilike", "like") or len(words) < 2:
            return super()._search_display_name(operator, value)
        return Domain.AND([Domain("path", "ilike", word) for word in words])

    @api.model
    def _suggest(self, tree, text, limit=10):
        """Leaves whose names share most words with the text, from what is loaded."""
        words = {word.rstrip("s") for word in _WORD.findall(text.lower())} - {""}
        if not words:
            return self.browse()
        anyhow = Domain.OR([Domain("name", "ilike", word) for word in sorted(words)])
        found = self.search_fetch(
            Domain("tree_id", "=", tree.id) & Domain("is_leaf", "=", True) & anyhow,
            ["name", "path"],
            limit=_MANY,
        )

        def rank(category):
            own = {word.rstrip("s") for word in _WORD.findall(category.name.lower())}
            around = category.path.lower()
            hits = sum(word in around for word in words)
            return (-len(own & words), -hits, len(own - words), category.path)

        return found.sorted(rank)[:limit]

    # -- rules --

    def _is_fresh(self):
        self.ensure_one()
        known = self.details_at
        return bool(known and known > fields.Datetime.now() - DETAILS_LAST)

    def _takes_condition(self, condition):
        """eBay has said nothing of conditions in some categories: all are taken."""
        taken = {row["id"] for row in self.conditions or []}
        return not taken or CONDITION_IDS.get(condition) in taken

    def _learn(self, details):
        """Keep what eBay asks here, as ``read_rules`` found it."""
        self.ensure_one()
        aspects = details.pop("aspects")
        self.write(details | {"details_at": fields.Datetime.now()})
        known = {aspect.name: aspect for aspect in self.aspect_ids}
        new = []
        for sequence, row in enumerate(aspects):
            row = row | {"sequence": sequence}
            aspect = known.pop(row["name"], None)
            if aspect:
                aspect._update_from(row)
            else:
                new.append(row | {"category_id": self.id})
        self.env["ebay.aspect"].union(*known.values()).unlink()
        self.env["ebay.aspect"].create(new)

    def action_read_rules(self):
        """Ask eBay again what it wants to know of an item here."""
        for category in self:
            connection = self.env["integration.connection"]._ebay_of_tree(
                category.tree_id
            )
            self.env["sync.job"].enqueue(
                connection,
                "ebay_category_read",
                payload={"category": category.id},
                identity_key=f"category:{category.id}",
                lane="realtime",
            )
        return True
