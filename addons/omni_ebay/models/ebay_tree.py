"""A tree of categories, as a site of eBay has it."""

import json

from odoo import api, fields, models
from odoo.tools import SQL, split_every

BATCH = 2_000


class EbayTree(models.Model):
    _name = "ebay.tree"
    _description = "eBay Category Tree"
    _order = "environment, ref"

    ref = fields.Char("Number", required=True, readonly=True)
    # The numbers of eBay's own sandbox are not those of the real eBay.
    environment = fields.Selection(
        [("sandbox", "Sandbox"), ("production", "Production")],
        required=True,
        readonly=True,
    )
    name = fields.Char(readonly=True)
    version = fields.Char(readonly=True)
    loaded_at = fields.Datetime(readonly=True)
    category_count = fields.Integer(compute="_compute_category_count")

    _ref_uniq = models.UniqueIndex("(environment, ref)", "This tree is there already.")

    @api.depends("name", "ref", "environment")
    def _compute_display_name(self):
        kinds = dict(self._fields["environment"]._description_selection(self.env))
        for tree in self:
            name = tree.name or tree.ref
            kind = kinds.get(tree.environment)
            real = tree.environment == "production"
            tree.display_name = name if real else f"{name} ({kind})"

    def _compute_category_count(self):
        counted = self.env["ebay.category"]._read_group(
            [("tree_id", "in", self.ids)], ["tree_id"], ["__count"]
        )
        counts = {tree.id: count for tree, count in counted}
        for tree in self:
            tree.category_count = counts.get(tree.id, 0)

    @api.model
    def _of(self, environment, refs):
        """{number: tree}, made where it is new."""
        domain = [("environment", "=", environment), ("ref", "in", list(refs))]
        found = {tree.ref: tree for tree in self.search(domain)}
        missing = [ref for ref in refs if ref not in found]
        for tree in self.create(
            [{"ref": ref, "environment": environment} for ref in missing]
        ):
            found[tree.ref] = tree
        return found

    def _load(self, name, version, rows):
        """Take the tree as it is now; categories that are gone are archived.

        A site has tens of thousands of them, so they go to the database as they are,
        some thousand in a statement, and only what differs is written.
        """
        self.ensure_one()
        self.env["ebay.category"].flush_model()
        known = set()
        for batch in split_every(BATCH, rows, list):
            known.update(row["ref"] for row in batch)
            self._load_batch(batch)
        self.env.cr.execute(
            SQL(
                "UPDATE ebay_category SET active = FALSE "
                "WHERE tree_id = %s AND active AND NOT ref = ANY(%s)",
                self.id,
                list(known),
            )
        )
        self.env["ebay.category"]._parent_store_compute()
        self.env["ebay.category"].invalidate_model()
        self.write(
            {"name": name, "version": version, "loaded_at": fields.Datetime.now()}
        )

    def _load_batch(self, batch):
        """Parents come before their children, so one join finds them all."""
        rows = json.dumps(batch)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO ebay_category AS known
                    (tree_id, ref, name, path, is_leaf, active, takes_variations)
                SELECT %(tree)s, ref, name, path, is_leaf, TRUE, TRUE
                  FROM jsonb_to_recordset(%(rows)s)
                    AS row (ref text, name text, path text, is_leaf boolean)
                    ON CONFLICT (tree_id, ref) DO UPDATE
                   SET name = excluded.name, path = excluded.path,
                       is_leaf = excluded.is_leaf, active = TRUE
                 WHERE (known.name, known.path, known.is_leaf, known.active)
                    IS DISTINCT FROM
                       (excluded.name, excluded.path, excluded.is_leaf, TRUE)
                """,
                tree=self.id,
                rows=rows,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE ebay_category child SET parent_id = parent.id
                  FROM jsonb_to_recordset(%(rows)s) AS row (ref text, parent_ref text)
             LEFT JOIN ebay_category parent
                    ON parent.tree_id = %(tree)s AND parent.ref = row.parent_ref
                 WHERE child.tree_id = %(tree)s AND child.ref = row.ref
                   AND child.parent_id IS DISTINCT FROM parent.id
                """,
                tree=self.id,
                rows=rows,
            )
        )

    def action_open_categories(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_ebay.ebay_category_action"
        )
        return action | {"domain": [("tree_id", "=", self.id)], "context": {}}
