"""A connection and its webhooks: do they still come?"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

SILENCE_ACTIVITY = "omni_core.mail_activity_silence"
SILENCE_HOURS = "omni_core.silence_hours"
# News of a poll is noted this often at most: the row of the connection is a busy one.
_NOTE_EVERY = timedelta(minutes=10)


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    events_expected_since = fields.Datetime(
        "Webhooks Since",
        readonly=True,
        copy=False,
        help="Since then the platform is asked to tell us what happens.",
    )
    event_cap = fields.Integer(
        "Webhooks per Minute",
        default=1000,
        tracking=True,
        help="More are kept and wait in the inbox for a later minute, so that a flood "
        "does not fill the queue. 0: no limit.",
    )
    news_polled_at = fields.Datetime(
        "Last News by Poll",
        readonly=True,
        copy=False,
        help="When asking the platform last brought something no webhook had told.",
    )
    last_event_at = fields.Datetime(
        "Last Webhook", compute="_compute_last_event_at", compute_sudo=True
    )

    def _compute_last_event_at(self):
        self.env.cr.execute(
            SQL(
                """SELECT connection.id, event.received_at
                     FROM integration_connection connection
                     JOIN LATERAL (SELECT received_at FROM integration_event
                                    WHERE connection_id = connection.id
                                    ORDER BY id DESC LIMIT 1) event ON true
                    WHERE connection.id = ANY(%s)""",
                self.ids,
            )
        )
        last = dict(self.env.cr.fetchall())
        for connection in self:
            connection.last_event_at = last.get(connection.id, False)

    def action_open_events(self):
        return self._open_traffic("integration_event_action")

    def action_open_calls(self):
        return self._open_traffic("integration_call_action")

    def _open_traffic(self, action):
        self.ensure_one()
        found = self.env["ir.actions.act_window"]._for_xml_id(f"omni_core.{action}")
        return found | {"domain": [("connection_id", "=", self.id)]}

    def _expect_events(self, expected=True):
        """Called by a platform when it has subscribed to webhooks, or given them up."""
        self.events_expected_since = fields.Datetime.now() if expected else False

    def _note_polled_news(self):
        """Called by a poll that found what no webhook had told."""
        now = fields.Datetime.now()
        self.filtered(
            lambda c: not c.news_polled_at or c.news_polled_at < now - _NOTE_EVERY
        ).news_polled_at = now

    @api.model
    def _cron_check_silence(self):
        """Webhooks have stopped if polls bring news and no event comes for hours."""
        hours = self.env["ir.config_parameter"].sudo().get_param(SILENCE_HOURS, 6)
        connections = self.sudo().search(
            Domain("state", "=", "connected")
            & Domain("events_expected_since", "!=", False)
        )
        silent = connections.filtered(
            lambda c: c._is_silent(timedelta(hours=int(hours)))
        )
        silent._report_silence()
        (connections - silent).activity_unlink([SILENCE_ACTIVITY])

    def _is_silent(self, patience):
        heard = max(filter(None, (self.last_event_at, self.events_expected_since)))
        return bool(self.news_polled_at and self.news_polled_at - heard > patience)

    def _report_silence(self):
        """One activity for the owner, not one every hour."""
        known = self.activity_search([SILENCE_ACTIVITY])
        for connection in self.filtered(lambda c: c.id not in known.mapped("res_id")):
            connection.activity_schedule(
                SILENCE_ACTIVITY,
                user_id=(connection.user_id or self.env.ref("base.user_admin")).id,
                note=self.env._(
                    "No webhook has come since %(time)s UTC, although there was news. "
                    "Nothing is lost, it only arrives later. Check on the platform "
                    "that the webhook address is still registered.",
                    time=connection.last_event_at or connection.events_expected_since,
                ),
            )
