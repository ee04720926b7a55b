"""What a channel has of a variant at one of its locations, as far as we know."""

from odoo import fields, models

from .. import stock_rules


class IntegrationStockLevel(models.Model):
    _name = "integration.stock.level"
    _description = "Stock Level on a Channel"
    _order = "binding_id, location_id"
    _log_access = False
    _rec_name = "location_id"

    binding_id = fields.Many2one(
        "integration.variant.binding", "Variant", required=True, ondelete="cascade"
    )
    location_id = fields.Many2one(
        "integration.location", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="binding_id.company_id", store=True)
    quantity = fields.Integer(
        "On the Channel",
        readonly=True,
        help="What the channel offers, as we last heard.",
    )
    pushed_at = fields.Datetime("Sent", readonly=True)
    seen_at = fields.Datetime("Read", readonly=True)
    error = fields.Char("Refused Because", readonly=True)
    history = fields.Json(readonly=True, help="The values of the last hour.")

    _binding_location_uniq = models.UniqueIndex("(binding_id, location_id)")

    def _of_bindings(self, bindings):
        """{(binding id, location id): level}"""
        levels = self.search([("binding_id", "in", bindings.ids)])
        return {(lev.binding_id.id, lev.location_id.id): lev for lev in levels}

    def _known(self):
        """What the channel has; None if it never took nor told anything."""
        return self.quantity if self.pushed_at or self.seen_at else None

    def _would_loop(self, value, now):
        return bool(self) and stock_rules.is_loop(self.history or (), value, now)

    def _note(self, entries):
        """Write down what became of levels.

        ``entries``: {(binding id, location id): values}. A ``quantity`` among the
        values is what the channel has now; ``actual`` what it turned out to have had
        just before.
        """
        bindings = self.env["integration.variant.binding"].browse(
            {binding for binding, _location in entries}
        )
        known = self._of_bindings(bindings)
        now, missing = fields.Datetime.now(), []
        for key, values in entries.items():
            level = known.get(key, self.browse())
            vals = self._prepare_vals(level, dict(values), now)
            if level:
                level.write(vals)
            else:
                missing.append({"binding_id": key[0], "location_id": key[1], **vals})
        self.create(missing)

    def _prepare_vals(self, level, values, now):
        history, last = level.history or [], level._known()
        for value in (values.pop("actual", None), values.get("quantity")):
            if value is not None and value != last:
                history, last = stock_rules.remember(history, value, now), value
        return {**values, "history": history}
