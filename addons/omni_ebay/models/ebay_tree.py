"""A tree of categories, as a site of eBay has it."""

import base64
import gzip
import json

from odoo import api, fields, models
from odoo.tools import SQL

STEP = 2_000  # categories of one transaction


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
    staged = fields.Binary(readonly=True, attachment=True)  # what is being loaded
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

    # -- taken in steps: a site has tens of thousands of categories --

    def _stage(self, name, version, rows):
        """Keep what eBay sent until all of it is loaded: it is not asked for again."""
        self.ensure_one()
        content = json.dumps({"name": name, "version": version, "rows": rows})
        self.staged = base64.b64encode(gzip.compress(content.encode()))

    def _load_step(self, start):
        """The rows from there on, as many as a transaction should hold.

        Sellers of one site share its tree: another's job may have come to its end.
        """
        self.ensure_one()
        if not self.staged:
            return
        content = json.loads(gzip.decompress(base64.b64decode(self.staged)))
        rows = content["rows"]
        self._load_batch(rows[start : start + STEP])
        if start + STEP >= len(rows):
            self._finish(content)

    def _finish(self, content):
        """What is not there any more is archived, and the new version counts."""
        self.env.cr.execute(
            SQL(
                "UPDATE ebay_category SET active = FALSE "
                "WHERE tree_id = %s AND active AND NOT ref = ANY(%s)",
                self.id,
                [row["ref"] for row in content["rows"]],
            )
        )
        self.env["ebay.category"].invalidate_model()
        self.write(
            {
                "name": content["name"],
                "version": content["version"],
                "loaded_at": fields.Datetime.now(),
                "staged": False,
            }
        )

    def _load_batch(self, batch):
        """As they are, and only what differs."""
        self.env["ebay.category"].flush_model()
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
        self._parent_batch(rows)
        self._place_batch([row["ref"] for row in batch])
        self.env["ebay.category"].invalidate_model()

    def _parent_batch(self, rows):
        """Parents come before their children, so one join finds them all."""
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

    def _place_batch(self, refs):
        """Their ``parent_path``, level by level, until nothing is left to change."""
        while True:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE ebay_category child
                       SET parent_path = place.path
                      FROM (
                            SELECT own.id,
                                   COALESCE(above.parent_path, '') || own.id || '/'
                                   AS path
                              FROM ebay_category own
                         LEFT JOIN ebay_category above ON above.id = own.parent_id
                             WHERE own.tree_id = %s AND own.ref = ANY(%s)
                           ) AS place
                     WHERE child.id = place.id
                       AND child.parent_path IS DISTINCT FROM place.path
                    """,
                    self.id,
                    refs,
                )
            )
            if not self.env.cr.rowcount:
                break

    def action_open_categories(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_ebay.ebay_category_action"
        )
        return action | {"domain": [("tree_id", "=", self.id)], "context": {}}
