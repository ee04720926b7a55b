"""What we ask of a channel for an order: stored first, sent by a job, known again.

The row with the wish is committed before its job can start; the job shares the order's
queue, so that no news of the order is read between the asking and its answer.
"""

import uuid
from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.omni_core.engine.preview import Change, Effect

from ..asking import came_of, command_of, kind_of, refs_of, stored
from .integration_order_binding import order_job


class IntegrationOrderStep(models.Model):
    _inherit = "integration.order.step"

    job_status = fields.Selection(related="job_id.status", string="Job")

    # Two people who press the button at once ask once.
    _asked_uniq = models.UniqueIndex(
        "(binding_id, kind) WHERE state = 'asked'",
        "This has been asked of the channel already: wait for its answer.",
    )

    @api.model
    def _ask(self, binding, command, **vals):
        """Remember the wish, and the job that carries it to the channel."""
        kind = kind_of(command)
        under_way = binding.step_ids.filtered(
            lambda step: step.kind == kind and step.state == "asked"
        )
        if under_way:
            raise UserError(
                self.env._(
                    "%(what)s: this is on its way to the channel already. Wait for its "
                    "answer, or look at its job.",
                    what=under_way.text,
                )
            )
        key = f"omni-{uuid.uuid4().hex}"
        before = refs_of(kind, binding._document())
        step = self.sudo().create(
            {
                "binding_id": binding.id,
                "kind": kind,
                "direction": "out",
                "state": "asked",
                "key": key,
                "user_id": self.env.uid,
                "wish": {
                    "command": stored(replace(command, key=key)),
                    "before": before,
                },
                **vals,
            }
        )
        step.job_id = step.env["sync.job"].enqueue(
            binding.connection_id,
            "order_ask",
            record=step,
            identity_key=key,
            order_key=f"order:{binding.external_ref}",
            lane="realtime",
        )
        return step

    def _command(self):
        return command_of(self.kind, self.wish["command"])

    def _changes(self):
        """What it asks for, row by row, for people to see beforehand."""
        self.ensure_one()
        binding = self.binding_id
        what = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        rows = [("", text) for text in self.text.split("\n")]
        changes = [(what, *row) for row in rows]
        if self.kind == "edit":
            changes += self.env["integration.order.difference"]._money_rows(self)
        return [
            Change(binding.name, *row, Effect.CHANGE, binding._name, binding.id)
            for row in changes
        ]

    def _note_answer(self, ref):
        """The channel did it. What it means for the books comes with the order."""
        self.ensure_one()
        known = self._of(self.binding_id, self.kind).get(ref)
        if known and known != self:
            known.unlink()  # read meanwhile, before we knew that it was ours
        self.write({"ref": ref, "state": "waiting" if self._has_echo() else "done"})

    def _note_refused(self, message):
        self.ensure_one()
        self.write({"state": "refused", "text": f"{self.text}\n{message}"})
        self.env["integration.order.change"]._tell(
            self.binding_id,
            self.env._("Refused by the channel"),
            [f"{self.text}"],
        )

    def _has_echo(self):
        """Whether the order, when it is read again, brings what is to be booked."""
        return self.kind in ("refund", "edit")

    @api.model
    def _recognise(self, binding, order):
        """Ours, although its answer was lost: told by what the order has now."""
        for step in binding.step_ids.filtered(lambda step: step.state == "asked"):
            ref = came_of(step._command(), step.wish["before"], order)
            if ref:
                step._note_answer(ref)

    def _read_again(self):
        return order_job("order_import", self.binding_id.external_ref, "realtime")
