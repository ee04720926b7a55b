"""Promised for a day that is over: somebody is told, once for each transfer."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

LATE = "omni_shipping.mail_activity_late"
LOOK_BACK = timedelta(days=7)  # what is later than that, people know
AT_ONCE = 500
OPEN = ("waiting", "confirmed", "assigned")


class StockPicking(models.Model):
    _inherit = "stock.picking"

    @api.model
    def _omni_late(self):
        """What should have left by now and is still here.

        In plain values: it goes to browsers too.
        """
        now = fields.Datetime.to_string(fields.Datetime.now())
        return (
            Domain("picking_type_code", "=", "outgoing")
            & Domain("state", "in", OPEN)
            & Domain("date_deadline", "<", now)
        )

    @api.model
    def _omni_cron_late(self):
        since = fields.Datetime.now() - LOOK_BACK
        kind = [("activity_type_id", "=", self.env.ref(LATE).id)]
        told = Domain("activity_ids", "any", kind)
        late = self.search(
            self._omni_late() & Domain("date_deadline", ">", since) & ~told,
            order="date_deadline, id",
            limit=AT_ONCE,
        )
        for picking in late:
            picking.activity_schedule(
                LATE,
                user_id=(picking.user_id or picking.sale_id.user_id).id or self.env.uid,
                note=self.env._(
                    "%(picking)s had to leave by %(day)s.",
                    picking=picking.name,
                    day=picking._omni_day(picking.date_deadline),
                ),
            )

    def _action_done(self):
        result = super()._action_done()
        self.filtered(lambda one: one.state == "done").activity_feedback([LATE])
        return result
