"""Parcels on their journey: transfer, label, tracking."""

from odoo import api, models
from odoo.fields import Domain

_MOST = 20


class IntegrationJourney(models.AbstractModel):
    _inherit = "integration.journey"

    @api.model
    def _find(self, term):
        found = super()._find(term)
        labels = self.env["integration.label"]
        if labels.has_access("read"):
            names = ("tracking_number", "ref", "remote_ref")
            domain = Domain.OR([Domain(name, "=", term) for name in names])
            found.append(labels.search(domain, limit=_MOST))
        pickings = self.env["stock.picking"]
        if pickings.has_access("read"):
            found.append(pickings.search([("name", "=", term)], limit=_MOST))
        return found

    @api.model
    def _related(self, records):
        found = super()._related(records)
        if records._name == "integration.label":
            found.append(records.picking_id)
        elif records._name == "stock.picking":
            found.append(records.omni_label_ids)
        return found

    @api.model
    def _steps(self, records):
        if records._name == "integration.label":
            return [step for label in records for step in self._steps_of_label(label)]
        return super()._steps(records)

    def _steps_of_label(self, label):
        labels = dict(label._fields["state"]._description_selection(self.env))
        tone = {"bought": "success", "failed": "danger", "orphan": "danger"}
        yield self._step(
            label,
            label.bought_at or label.create_date,
            "fa-barcode",
            self.env._(
                "Label %(name)s: %(state)s",
                name=label.display_name,
                state=labels[label.state].lower(),
            ),
            label.problem or label.service_code,
            tone.get(label.state, "info"),
        )
        if label.progress and label.progress != "unknown":
            progress = dict(label._fields["progress"]._description_selection(self.env))
            yield self._step(
                label,
                label.delivered_at or label.write_date,
                "fa-map-marker",
                self.env._("Carrier: %s", progress[label.progress]),
                label.progress_text,
                {"delivered": "success", "exception": "danger"}.get(
                    label.progress, "info"
                ),
            )
