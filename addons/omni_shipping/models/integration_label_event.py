"""Every scan of a parcel, as the carrier tells it: the whole way, not the last word."""

from odoo import fields, models


class IntegrationLabelEvent(models.Model):
    _name = "integration.label.event"
    _description = "Scan of a Parcel"
    _order = "at desc, id desc"
    _rec_name = "text"

    label_id = fields.Many2one(
        "integration.label", required=True, index=True, ondelete="cascade"
    )
    at = fields.Datetime("When", required=True)
    progress = fields.Char(required=True)
    text = fields.Char("What")
    place = fields.Char("Where")


class IntegrationLabel(models.Model):
    _inherit = "integration.label"

    event_ids = fields.One2many("integration.label.event", "label_id", "Way")

    def _note_progress(self, tracking):
        """Carriers tell the whole history each time; only what is new is written."""
        result = super()._note_progress(tracking)
        for label in self:
            known = {(event.at, event.text) for event in label.event_ids}
            said = {
                (one.at.replace(tzinfo=None, microsecond=0), one.text): one
                for one in tracking.events
            }
            self.env["integration.label.event"].create(
                [
                    {
                        "label_id": label.id,
                        "at": at,
                        "progress": one.progress.value,
                        "text": text,
                        "place": one.place,
                    }
                    for (at, text), one in said.items()
                    if (at, text) not in known
                ]
            )
        return result
