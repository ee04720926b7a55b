"""Who is told, when, of what: activities, the digest, and hours in which nobody is."""

from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from ..lib.quiet import quiet_until
from .integration_connection_life import ALERT_EMAIL

ISSUE_ACTIVITY = "omni_core.mail_activity_issue"
_MONDAY = 0


class IntegrationAlert(models.AbstractModel):
    _name = "integration.alert"
    _description = "Alerts of Integrations"

    @api.model
    def _cron_watch(self):
        self.env["integration.issue"]._settle_all()
        if self._quiet_until():
            return
        self._remind()
        self._pass_on()
        self._send_digest_if_due()

    # -- settings ----------------------------------------------------------------------

    @api.model
    def _setting(self, name, default):
        parameters = self.env["ir.config_parameter"].sudo()
        return type(default)(parameters.get_param(f"omni_core.{name}", default))

    @api.model
    def _zone(self):
        company = self.env.ref("base.main_company")
        return pytz.timezone(company.partner_id.tz or self.env.user.tz or "UTC")

    @api.model
    def _quiet_until(self):
        """When the quiet hours end that we are in; False outside of them."""
        start, end = self._setting("quiet_from", 0.0), self._setting("quiet_to", 0.0)
        return quiet_until(fields.Datetime.now(), start, end, self._zone()) or False

    # -- activities --------------------------------------------------------------------

    @api.model
    def _remind(self):
        """An activity for an error that hits many jobs: once, not every ten minutes."""
        threshold = self._setting("alert_threshold", 10)
        if not threshold:
            return
        issues = self.env["integration.issue"]
        told = self.env["mail.activity"].search(
            Domain("res_model", "=", issues._name)
            & Domain("activity_type_id", "=", self.env.ref(ISSUE_ACTIVITY).id)
        )
        loud = issues.search(
            issues._needing_attention() & Domain("id", "not in", told.mapped("res_id"))
        ).filtered(lambda issue: issue.job_count >= threshold)
        for issue in loud:
            owner = issue.user_id or issue.connection_id.user_id
            issue.activity_schedule(
                ISSUE_ACTIVITY,
                user_id=(owner or self.env.ref("base.user_admin")).id,
                summary=self.env._("%s jobs failed for one reason", issue.job_count),
                note=issue.advice,
            )
        loud.write({"told_at": fields.Datetime.now(), "passed_on_at": False})

    # -- digest ------------------------------------------------------------------------

    @api.model
    def _send_digest_if_due(self):
        today = self._digest_day()
        parameters = self.env["ir.config_parameter"].sudo()
        if today and parameters.get_param("omni_core.digest_sent") != today:
            parameters.set_param("omni_core.digest_sent", today)
            self._send_digest()

    @api.model
    def _digest_day(self):
        """The day whose digest may go out now; empty before its hour."""
        rhythm = self._setting("digest", "off")
        local = pytz.utc.localize(fields.Datetime.now()).astimezone(self._zone())
        if rhythm == "off" or local.hour < self._setting("digest_hour", 7):
            return ""
        day = local.date()
        if rhythm == "weekly":
            day -= timedelta(days=(day.weekday() - _MONDAY) % 7)
        return str(day)

    @api.model
    def _send_digest(self):
        address = self.env["ir.config_parameter"].sudo().get_param(ALERT_EMAIL)
        if not address:
            return
        connections = self.env["integration.connection"]
        rhythm = self._setting("digest", "off")
        board = self.env["integration.dashboard"]
        values = {
            "data": board.get_data("week" if rhythm == "weekly" else "day"),
            "lights": dict(
                connections._fields["light"]._description_selection(self.env)
            ),
            "link": f"{connections.get_base_url()}/odoo/integrations",
        }
        self.env["mail.mail"].sudo().create(
            {
                "email_to": address,
                "subject": self.env._(
                    "Integrations: %s need a person", values["data"]["issues"]["count"]
                ),
                "body_html": self.env["ir.qweb"]._render("omni_core.digest", values),
                "auto_delete": True,
            }
        )
