"""Shows what operations would change, before they are carried out: a dry run."""

from contextlib import closing

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method

from ..engine.language import tell
from ..engine.preview import Effect
from .rehearsal import ENOUGH, changes_of, job_of, plan_changes


class IntegrationPreview(models.TransientModel):
    _name = "integration.preview"
    _description = "Preview of Changes"

    connection_id = fields.Many2one("integration.connection", readonly=True)
    line_ids = fields.One2many("integration.preview.line", "preview_id", readonly=True)
    note = fields.Char(readonly=True)
    # -- what carries it out --
    name = fields.Char(readonly=True)
    res_model = fields.Char(readonly=True)
    res_ids = fields.Json(readonly=True)
    method = fields.Char(readonly=True)
    batch_id = fields.Many2one("sync.batch", readonly=True, ondelete="set null")
    total = fields.Integer(related="batch_id.total")
    done = fields.Integer(related="batch_id.done")
    failed = fields.Integer(related="batch_id.failed")
    held = fields.Integer(related="batch_id.held")
    progress = fields.Float(related="batch_id.progress")

    # -- of operations, only to be looked at --

    @api.model
    def _open(self, connection, wishes):
        """The window for these wishes: (operation, payload) each. No call is made."""
        connection.ensure_one()
        connection._demand("operator")
        changes = []
        for name, payload in wishes:
            job = job_of(connection, name, payload)
            with closing(self.env.cr.savepoint()):  # whatever it writes is undone
                changes += plan_changes(self.sudo().env, [job])
        return self._show(
            changes, self._note(changes), {"connection_id": connection.id}
        )

    def _note(self, changes):
        if not changes:
            return self.env._("Nothing would change: the channel was told all of this.")
        return self.env._(
            "This would change; nothing has been sent (%s changes).", len(changes)
        )

    # -- of a button, to be pressed then --

    @api.model
    def _offer(self, records, method, title):
        """The window of what a button of the records would do, and the way to press it.

        What it shows is a real run that is undone. So it never differs from what
        happens then, and whoever may not press the button is refused here already.
        """
        with closing(self.env.cr.savepoint()):
            batch, _answer = self._press(records, method, title)
            jobs = batch.job_ids.sorted("id")
            count, changes = len(jobs), changes_of(jobs[:ENOUGH])
        self.env.invalidate_all()
        button = {
            "name": title,
            "res_model": records._name,
            "res_ids": records.ids,
            "method": method if count else False,
        }
        return self._show(changes, self._offer_note(count, records), button)

    def _offer_note(self, count, records):
        if not count:
            return self.env._(
                "There is nothing to do: all of it is up to date, or on its way."
            )
        if count > ENOUGH:
            return self.env._(
                "%(jobs)s jobs for %(records)s chosen; here are the first %(shown)s. "
                "Nothing has been sent.",
                jobs=count,
                records=len(records),
                shown=ENOUGH,
            )
        return self.env._("This is what would happen; nothing has been sent.")

    def _press(self, records, method, title):
        """(the batch of all jobs that it asked for, what the button answers)

        With the rights of whoever asks: it is no more than what RPC lets him call.
        """
        if not (method or "").startswith("action_"):
            raise AccessError(self.env._("Only buttons can be previewed."))
        press = get_public_method(records, method)
        batch = self.env["sync.batch"]._begin(title)
        answer = press(records.with_context(omni_batch_id=batch.id))
        self.env.cr.flush()  # some ask for their jobs only before the commit
        batch.invalidate_recordset()
        return batch, answer

    def action_run(self):
        self.ensure_one()
        if self.batch_id or not self.method:
            raise UserError(self.env._("It was carried out already."))
        records = self.env[self.res_model].browse(self.res_ids).exists()
        batch, answer = self._press(records, self.method, self.name)
        self.write({"batch_id": batch.id, "note": self._note_of(answer)})
        return self._window()

    def _note_of(self, answer):
        """What the button has to say besides."""
        told = answer.get("params", {}) if isinstance(answer, dict) else {}
        said = " ".join(filter(None, (told.get("title"), told.get("message"))))
        return said or self.env._("It is under way, also when you close this window.")

    def action_open_batch(self):
        self.ensure_one()
        return self.batch_id.get_formview_action()

    @api.model
    def _watch(self, batch):
        """The window with the progress of a batch that was just begun."""
        note = self._note_of(None)
        values = {"name": batch.name, "batch_id": batch.id, "note": note}
        return self.create(values)._window()

    # -- the window --

    def _show(self, changes, note, vals):
        lines = [
            fields.Command.create(_line(self.env.lang, number, change))
            for number, change in enumerate(changes)
        ]
        return self.create({**vals, "note": note, "line_ids": lines})._window()

    def _window(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.name or self.env._("What Would Change"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "view_mode": "form",
            "target": "new",
        }


class IntegrationPreviewLine(models.TransientModel):
    _name = "integration.preview.line"
    _description = "Change in a Preview"
    _order = "sequence, id"

    preview_id = fields.Many2one(
        "integration.preview", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer()
    name = fields.Char("Of")
    what = fields.Char()
    before = fields.Text("There Now")
    after = fields.Text("Would Be")
    effect = fields.Selection(
        [
            (Effect.CREATE.value, "New"),
            (Effect.CHANGE.value, "Changed"),
            (Effect.REMOVE.value, "Removed"),
            (Effect.REFUSED.value, "Not Sent"),
            (Effect.RUN.value, "To Do"),
        ]
    )


def _line(lang, number, change):
    return {
        "sequence": number,
        "name": change.name,
        "what": tell(lang, change.what),
        "before": tell(lang, change.before),
        "after": tell(lang, change.after),
        "effect": change.effect.value,
    }
