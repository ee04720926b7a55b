"""A listing that people match: suggestions beside it, decisions on record."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .integration_match_suggestion import CONFIDENCE, confidence_of

# Orders that wait, by the listing that their lines name.
_WAITING = """
    SELECT binding.connection_id, line->>'variant_ref', count(DISTINCT binding.id)
      FROM integration_order_binding binding,
           jsonb_array_elements(binding.document->'lines') line
     WHERE binding.connection_id = ANY(%s) AND binding.state = 'held'
       AND binding.active AND binding.hold_codes LIKE '%%product%%'
       AND line->>'variant_ref' = ANY(%s)
     GROUP BY 1, 2
"""
# What people and rules decide about a listing.
DECISION = {"product_id", "ignored"}
# Another one of these, and other products may be meant.
_DESCRIPTION = {"title", "sku", "barcode"}


class IntegrationVariantBinding(models.Model):
    _inherit = "integration.variant.binding"

    suggestion_ids = fields.One2many(
        "integration.match.suggestion", "binding_id", readonly=True
    )
    suggested_at = fields.Datetime(readonly=True, copy=False)
    best_product_id = fields.Many2one(
        "product.product",
        "Best Suggestion",
        compute="_compute_best",
        store=True,
        ondelete="set null",
    )
    best_percent = fields.Integer(
        "Sure To", compute="_compute_best", store=True, aggregator=False
    )
    best_reason = fields.Char("Because", compute="_compute_best", store=True)
    confidence = fields.Selection(CONFIDENCE, compute="_compute_confidence")
    waiting_count = fields.Integer("Orders That Wait", compute="_compute_waiting_count")
    history_ids = fields.One2many(
        "integration.match.history", "binding_id", readonly=True
    )

    @api.depends("suggestion_ids.percent")
    def _compute_best(self):
        for listing in self:
            best = listing.suggestion_ids.sorted("percent", reverse=True)[:1]
            listing.best_product_id = best.product_id
            listing.best_percent = best.percent
            listing.best_reason = best.reason

    @api.depends("best_percent")
    def _compute_confidence(self):
        for listing in self:
            listing.confidence = confidence_of(listing.best_percent)

    def _compute_waiting_count(self):
        refs = [ref for ref in self.mapped("external_ref") if ref]
        connections = self.connection_id.ids
        self.env["integration.order.binding"].flush_model()
        rows = self.env.execute_query(SQL(_WAITING, connections, refs))
        waiting = {(connection, ref): count for connection, ref, count in rows}
        for listing in self:
            key = listing.connection_id.id, listing.external_ref
            listing.waiting_count = waiting.get(key, 0)

    # -- on record ---------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        listings = super().create(vals_list)
        none = self.env["product.product"]
        decided = listings.filtered("product_id")
        self.env["integration.match.history"]._note(
            {listing: (none, False) for listing in decided}
        )
        self.env["integration.match.repair"]._release(decided)
        return listings

    def write(self, vals):
        """Whoever decides, and whatever about: it is kept, and what follows is done."""
        if not _DESCRIPTION.isdisjoint(vals):
            vals = {"suggested_at": False, **vals}
        if DECISION.isdisjoint(vals) or self.env.context.get("matching_in_batch"):
            return super().write(vals)
        before = {one: (one.product_id, one.ignored) for one in self}
        result = super().write(vals)
        self.env["integration.match.history"]._note(before)
        self.env["integration.match.repair"]._put_right(
            {one: product for one, (product, _ignored) in before.items()}
        )
        return result

    # -- what people decide ------------------------------------------------------------

    def _accept(self, product, note):
        """It is that product; whoever says so may be wrong, and can undo it."""
        self.ensure_one()
        self._demand_operator()
        other = self._of_records(self.connection_id, product).get(product.id)
        if other and other != self:
            raise UserError(
                self.env._(
                    "%(product)s is listed on %(connection)s already, as “%(title)s”. "
                    "Undo that match first, or choose another product.",
                    product=product.display_name,
                    connection=self.connection_id.name,
                    title=other.title,
                )
            )
        self.write(
            {
                "product_id": product.id,
                "match_note": note,
                "ignored": False,
                "match_undone": False,
            }
        )

    def _ignore(self, reason):
        self._demand_operator()
        note = self.env._(
            "Ignored by %(user)s: %(reason)s", user=self.env.user.name, reason=reason
        )
        self.write({"ignored": True, "product_id": False, "match_note": note})

    def _restore(self, product, ignored):
        note = self.env._("Undone by %s.", self.env.user.name)
        self.write(
            {
                "product_id": product.id,
                "ignored": ignored,
                "match_undone": not product,
                "match_note": note,
            }
        )

    def action_accept_best(self):
        """The best suggestion of each; what cannot be taken says why."""
        self._demand_operator()
        refused = []
        for listing in self.sorted("best_percent", reverse=True):
            if listing.match_state == "matched" or not listing.best_product_id:
                continue
            try:
                listing.suggestion_ids[:1].action_accept()
            except UserError as error:
                refused.append(f"{listing.title}: {error.args[0]}")
        matched = len(self.filtered("product_id"))
        text = self.env._(
            "%(matched)s of %(all)s matched.", matched=matched, all=len(self)
        )
        return _notice("\n".join([text, *refused]), bool(refused))

    def action_choose(self):
        """One listing beside all that it might be."""
        self.ensure_one()
        action = self._open_wizard(
            "integration.match", self.env._("Which Product Is It?")
        )
        action["context"] = {"default_binding_id": self.id}
        return action

    def action_ignore(self):
        """Not ours to sell: ask why."""
        self._demand_operator()
        return self._open_wizard("integration.match.ignore", self.env._("Ignore"))

    def _open_wizard(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_binding_ids": self.ids},
        }

    def action_open_history(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_commerce.integration_match_history_action"
        )
        action["domain"] = [("binding_id", "in", self.ids)]
        return action


def _notice(text, is_warning):
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {
            "message": text,
            "type": "warning" if is_warning else "success",
            "sticky": is_warning,
            "next": {"type": "ir.actions.client", "tag": "soft_reload"},
        },
    }
