"""Forget a person who asked for it: look what is there, then do it."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.language import tell
from ..lib.person import Person


class IntegrationForget(models.TransientModel):
    _name = "integration.forget"
    _description = "Forget a Person"

    email = fields.Char(
        "E-mail",
        help="With both, a person is found by either.",
    )
    phone = fields.Char()
    ref = fields.Char("Number There", help="The customer's number or user name.")
    reason = fields.Char(
        required=True, help="Who asked for it, and under what number or date."
    )
    connection_ids = fields.Many2many(
        "integration.connection",
        string="Connections",
        required=True,
        default=lambda self: self.env["integration.connection"].search([]),
    )
    found = fields.Text("What Is There", compute="_compute_found")

    @api.depends("email", "phone", "ref", "connection_ids")
    def _compute_found(self):
        for wizard in self:
            wizard.found = wizard._what_is_there()

    def _what_is_there(self):
        person = self._person()
        try:
            person.pattern()
        except ValueError as error:
            return tell(self.env.lang, error.args[0])
        # Superuser: what is there is only counted, and the role is demanded below.
        traces = self.connection_ids._origin.sudo()._traces(person)
        found = [f"{what}: {count}" for what, count in traces if count]
        return "\n".join(found) or self.env._("Nothing.")

    def _person(self):
        return Person(
            *(tuple(filter(None, [one])) for one in (self.email, self.phone, self.ref))
        )

    def action_forget(self):
        self.connection_ids._demand("administrator")
        person = self._person()
        evidence = self.connection_ids.sudo()._forget_person(
            emails=person.emails,
            phones=person.phones,
            refs=person.refs,
            reason=self.reason,
        )
        if not evidence:
            raise UserError(self.env._("Choose the connections first."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "omni_core.integration_erasure_action"
        )
        return action | {"domain": [("id", "in", evidence.ids)]}
