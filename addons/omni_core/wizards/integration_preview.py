"""Shows what operations would change, before they are carried out: a dry run."""

from contextlib import closing

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.job import Job
from ..engine.language import tell
from ..engine.operation import get_operation
from ..engine.preview import Effect
from ..lib.errors import IntegrationError


class IntegrationPreview(models.TransientModel):
    _name = "integration.preview"
    _description = "Preview of a Synchronisation"

    connection_id = fields.Many2one("integration.connection", readonly=True)
    line_ids = fields.One2many("integration.preview.line", "preview_id", readonly=True)
    note = fields.Char(readonly=True)

    @api.model
    def _open(self, connection, wishes):
        """The window for these wishes: (operation, payload) each. No call is made."""
        connection.ensure_one()
        connection._demand("operator")
        changes = [
            change
            for operation, payload in wishes
            for change in self._changes(connection, operation, payload)
        ]
        preview = self.create(
            {
                "connection_id": connection.id,
                "note": self._note(changes),
                "line_ids": [
                    fields.Command.create(_line(self.env.lang, number, change))
                    for number, change in enumerate(changes)
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What Would Change"),
            "res_model": self._name,
            "res_id": preview.id,
            "view_mode": "form",
            "target": "new",
        }

    def _changes(self, connection, name, payload):
        operation = get_operation(connection.platform, name)
        job = Job(
            id=0,
            platform=connection.platform,
            operation=name,
            lane=operation.lane,
            connection_id=connection.id,
            company_id=connection.company_id.id,
            user_id=self.env.uid,
            payload=payload,
            trace_id="preview",
        )
        # sudo: it reads what the job would read, whoever may ask for the job.
        env = self.sudo().env
        try:
            with closing(self.env.cr.savepoint()):  # whatever it writes is undone
                plan = operation.prepare(env, [job])
                changes = operation.preview(env, [job], plan)
        except IntegrationError as error:
            raise UserError(tell(self.env.lang, error.message)) from None
        if changes is None:
            raise UserError(
                self.env._(
                    "“%s” has no preview.",
                    tell(self.env.lang, operation.title) or name,
                )
            )
        return changes

    def _note(self, changes):
        if not changes:
            return self.env._("Nothing would change: the channel was told all of this.")
        return self.env._(
            "This would change; nothing has been sent (%s changes).", len(changes)
        )


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
