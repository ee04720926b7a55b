"""What a channel really has, and what follows from it."""

from odoo import fields, models
from odoo.fields import Domain

from .integration_variant_stock import SENT


class StockAuditor(models.AbstractModel):
    _name = "integration.stock.auditor"
    _description = "Audit of Stock on Channels"

    def _portion(self, connection, after, size):
        """The next listings whose stock we keep."""
        if not connection.stock_push or not connection._stock_locations():
            return self.env["integration.variant.binding"]
        domain = Domain("connection_id", "=", connection.id) & Domain("id", ">", after)
        bindings = self.env["integration.variant.binding"]
        return bindings.search(domain & SENT, order="id", limit=size)

    def _compare(self, connection, refs, found, started):
        """``refs``: {stock ref: binding id}; ``found``: what the channel answered."""
        bindings = self.env["integration.variant.binding"].browse(refs.values())
        settled = bindings.exists().filtered(lambda b: not b.stock_due)
        locations = connection._stock_locations()
        planner = self.env["integration.stock.planner"]
        wanted = planner._wanted(connection, settled, locations)
        for key in self._told_since(settled, started):
            wanted.pop(key, None)
        actual = self._by_record(settled, locations, found)
        self._note_levels(
            {key: value for key, value in actual.items() if key in wanted}
        )
        self._judge(connection, wanted, actual)

    def _judge(self, connection, wanted, actual):
        """Report what differs, or put it right; what agrees is no finding any more."""
        bad, missing = [], []
        findings = self.env["integration.stock.finding"]
        good = {key for key, value in wanted.items() if actual.get(key) == value}
        for key in wanted.keys() - good:
            (bad if key in actual else missing).append(key)
        findings._report(
            [self._prepare_drift_vals(key, wanted[key], actual[key]) for key in bad]
            + [self._prepare_missing_vals(key, wanted[key]) for key in missing]
        )
        self._forget(missing)
        self._settle(good)
        if connection.stock_heal and bad:
            bindings = self.env["integration.variant.binding"].browse(
                {binding for binding, _location in bad}
            )
            findings._heal_open("drift", bindings)

    def _forget(self, keys):
        """We believed that the channel had them: it must be told anew."""
        bindings = self.env["integration.variant.binding"].browse({b for b, _l in keys})
        levels = self.env["integration.stock.level"]._of_bindings(bindings)
        lost = [level.id for key, level in levels.items() if key in keys]
        self.env["integration.stock.level"].browse(lost).unlink()

    def _settle(self, keys):
        if not keys:
            return
        bindings = self.env["integration.variant.binding"].browse({b for b, _l in keys})
        standing = self.env["integration.stock.finding"].search(
            Domain("binding_id", "in", bindings.ids)
            & Domain("kind", "in", ("drift", "missing"))
            & Domain("state", "!=", "healed")
        )
        over = standing.filtered(lambda f: (f.binding_id.id, f.location_id.id) in keys)
        over.state = "healed"

    def _prepare_drift_vals(self, key, expected, actual):
        text = self.env._(
            "The channel offers %(actual)s, Odoo has %(expected)s to offer.",
            actual=actual,
            expected=expected,
        )
        return self._prepare_vals(key, "drift", text, expected, actual)

    def _prepare_missing_vals(self, key, expected):
        text = self.env._("The channel does not stock it at this location.")
        return self._prepare_vals(key, "missing", text, expected, 0)

    def _prepare_vals(self, key, kind, text, expected, actual):
        return {
            "binding_id": key[0],
            "location_id": key[1],
            "kind": kind,
            "text": text,
            "expected": expected,
            "actual": actual,
        }

    # -- what was read --

    def _note_seen(self, connection, levels, started):
        """An event told of these levels, which were read after ``started``."""
        by_ref = {}
        for level in levels:
            by_ref.setdefault(level.stock_ref, []).append(level)
        bindings = self.env["integration.variant.binding"].search(
            Domain("connection_id", "=", connection.id)
            & Domain("stock_ref", "in", list(by_ref))
        )
        actual = self._by_record(bindings, connection._stock_locations(), by_ref)
        for key in self._told_since(bindings, started):
            actual.pop(key, None)
        self._note_levels(actual)

    def _note_levels(self, actual):
        now = fields.Datetime.now()
        self.env["integration.stock.level"]._note(
            {key: {"quantity": value, "seen_at": now} for key, value in actual.items()}
        )

    def _told_since(self, bindings, started):
        """Levels that we set ourselves while we were reading: the reading is old."""
        levels = self.env["integration.stock.level"]._of_bindings(bindings)
        return [
            key
            for key, level in levels.items()
            if level.pushed_at and level.pushed_at >= started
        ]

    def _by_record(self, bindings, locations, found):
        """{(binding id, location id): what the channel has}"""
        places = {location.external_ref: location.id for location in locations}
        return {
            (binding.id, places[level.location_ref]): level.available
            for binding in bindings
            for level in found.get(binding.stock_ref, ())
            if level.location_ref in places
        }
