"""Where a channel and Odoo do not agree about stock, and what a person decided."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class IntegrationStockFinding(models.Model):
    _name = "integration.stock.finding"
    _description = "Finding About Stock"
    _order = "state, id desc"
    _rec_name = "text"

    binding_id = fields.Many2one(
        "integration.variant.binding",
        "Listing",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    location_id = fields.Many2one(
        "integration.location", readonly=True, ondelete="cascade"
    )
    connection_id = fields.Many2one(
        related="binding_id.connection_id", store=True, index=True
    )
    company_id = fields.Many2one(related="binding_id.company_id", store=True)
    product_id = fields.Many2one(related="binding_id.product_id")
    kind = fields.Selection(
        [
            ("drift", "Differs"),
            ("missing", "Not Stocked There"),
            ("refused", "Refused"),
            ("loop", "Two Systems Quarrel"),
            ("unmatched", "Sent by a Wrong Match"),
        ],
        required=True,
        readonly=True,
    )
    expected = fields.Integer(
        "Should Be",
        readonly=True,
        help="What Odoo has to offer.",
    )
    actual = fields.Integer(
        "Is",
        readonly=True,
        help="What the channel offers.",
    )
    text = fields.Char("What Happened", readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("healed", "Healed"), ("ignored", "Ignored")],
        default="open",
        required=True,
        readonly=True,
    )
    reason = fields.Char("Ignored Because")
    decided_by = fields.Many2one("res.users", readonly=True)

    _one_standing = models.UniqueIndex(
        "(binding_id, COALESCE(location_id, 0), kind) WHERE state <> 'healed'"
    )

    # -- what a person decides --

    def action_heal(self):
        """Tell the channel what Odoo has, now."""
        self._demand_operator()
        for finding in self.filtered(lambda f: f.kind == "loop"):
            finding.binding_id.action_resume_stock()
        rest = self.filtered(lambda f: f.kind != "loop").sudo()
        rest.write({"state": "healed", "decided_by": self.env.uid, "reason": False})
        rest.binding_id._mark_due()
        return True

    def action_ignore(self):
        """It stays as it is; the same difference is not reported again."""
        self._demand_operator()
        if any(not finding.reason for finding in self):
            raise UserError(
                self.env._("Write down why it may stay like that, then ignore it.")
            )
        self.sudo().write({"state": "ignored", "decided_by": self.env.uid})
        return True

    def _demand_operator(self):
        self.check_access("read")
        self.binding_id._demand_operator()

    @api.autovacuum
    def _gc_healed(self):
        """What was put right long ago tells nobody anything."""
        domain = Domain("state", "=", "healed") & Domain(
            "write_date", "<", "today -90d"
        )
        self.search(domain, limit=1000).unlink()

    # -- for operations --

    @api.model
    def _report(self, rows):
        """Open findings, or bring them up to date.

        What somebody ignored stays ignored as long as the numbers stay the same.
        """
        keys = {
            (r["binding_id"], r.get("location_id") or False, r["kind"]) for r in rows
        }
        standing = {
            (f.binding_id.id, f.location_id.id, f.kind): f
            for f in self.search(
                Domain("binding_id", "in", [binding for binding, _loc, _kind in keys])
                & Domain("state", "!=", "healed")
            )
        }
        new = []
        for row in rows:
            key = (row["binding_id"], row.get("location_id") or False, row["kind"])
            known = standing.get(key)
            if not known:
                new.append(row)
            elif known._says_otherwise(row):
                known.write(row | {"state": "open", "reason": False})
        self.create(new)

    def _says_otherwise(self, row):
        compared = ("expected", "actual") if self.kind == "drift" else ("text",)
        return any(name in row and self[name] != row[name] for name in compared)

    @api.model
    def _heal_open(self, kind, bindings):
        """Put right what nobody chose to leave as it is."""
        found = self.search(
            Domain("binding_id", "in", bindings.ids)
            & Domain("kind", "=", kind)
            & Domain("state", "=", "open")
        )
        found.state = "healed"
        found.binding_id._mark_due()

    @api.model
    def _close(self, kind, bindings, locations=None):
        """It is over: nobody has to look at these any more."""
        domain = Domain("binding_id", "in", bindings.ids) & Domain("kind", "=", kind)
        if locations:
            domain &= Domain("location_id", "in", locations.ids)
        self.search(domain & Domain("state", "!=", "healed")).state = "healed"
