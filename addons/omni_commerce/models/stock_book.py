"""Writes down how stock levels were received by a channel."""

from datetime import timedelta

from odoo import fields, models

REST_S = 30  # what the channel could not take now is tried again after this


class StockBook(models.AbstractModel):
    _name = "integration.stock.book"
    _description = "What Channels Were Told About Stock"

    def _write_down(self, connection, told):
        """``told`` is the plan, each of its rows with its end."""
        self._stop_loops(told["loops"])
        ended = [row for row in told["rows"] if row["end"] != "left"]
        now = fields.Datetime.now()
        self.env["integration.stock.level"]._note(
            {
                (row["binding"], row["location"]): self._prepare_level_vals(row, now)
                for row in ended
            }
        )
        self._report_refused(ended)
        left = {row["binding"] for row in told["rows"] if row["end"] == "left"}
        changes = {id_: due for id_, due in told["due"] if id_ not in left}
        bindings = self.env["integration.variant.binding"]
        bindings._told(changes)
        # Switched off while something was due: it waits, and nobody asks for it.
        if connection.stock_push and bindings._due(connection, 1):
            rest = now + timedelta(seconds=REST_S) if left and not changes else None
            connection._request("inventory_update", lane="realtime", eta=rest)

    def _prepare_level_vals(self, row, now):
        actual = {"actual": row["actual"]} if row.get("actual") is not None else {}
        if row["end"] == "done":
            return actual | {"quantity": row["sent"], "pushed_at": now, "error": False}
        return actual | {"error": row["error"]}

    def _report_refused(self, rows):
        refused = [row for row in rows if row["end"] == "refused"]
        self.env["integration.stock.finding"]._report(
            [
                self._prepare_finding_vals(row, "refused", row["error"])
                for row in refused
            ]
        )
        fine = {row["binding"] for row in rows} - {row["binding"] for row in refused}
        bindings = self.env["integration.variant.binding"].browse(fine)
        self.env["integration.stock.finding"]._close("refused", bindings)

    def _stop_loops(self, rows):
        for row in rows:
            text = self.env._(
                "%(ours)s and %(theirs)s took turns three times within an hour. "
                "Something else writes this stock as well: find out what, then go on.",
                ours=row["wanted"],
                theirs=row["believed"],
            )
            binding = self.env["integration.variant.binding"].browse(row["binding"])
            binding._stop_stock(text)
            vals = self._prepare_finding_vals(row, "loop", text)
            self.env["integration.stock.finding"]._report([vals])

    def _prepare_finding_vals(self, row, kind, text):
        known = row.get("actual", row["believed"])
        return {
            "binding_id": row["binding"],
            "location_id": row["location"],
            "kind": kind,
            "expected": row["wanted"],
            "actual": known or 0,
            "text": text,
        }
