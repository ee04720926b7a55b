from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.language import tell
from ..engine.plain import as_user_error
from ..engine.vault import keyring
from ..lib.errors import IntegrationError

KEEP_DAYS = (
    "omni_keep_done_days",
    "omni_keep_failed_days",
    "omni_call_days",
    "omni_event_days",
    "omni_event_body_days",
)


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    omni_kill_switch = fields.Boolean(
        "Stop Everything",
        config_parameter="omni_core.kill_switch",
        help="No job starts and nothing is sent until you switch it off again. "
        "Events are still taken and kept.",
    )
    omni_workers = fields.Integer(
        "Workers", help="How many may work at once, on all hosts together."
    )
    omni_keep_done_days = fields.Integer(
        "Done Jobs",
        config_parameter="omni_core.keep_done_days",
        default=30,
        help="Kept for so many days, then deleted.",
    )
    omni_keep_failed_days = fields.Integer(
        "Failed Jobs", config_parameter="omni_core.keep_failed_days", default=180
    )
    omni_call_days = fields.Integer(
        "Calls", config_parameter="omni_core.call_days", default=30
    )
    omni_event_days = fields.Integer(
        "Events", config_parameter="omni_core.event_days", default=30
    )
    omni_event_body_days = fields.Integer(
        "Content of Events", config_parameter="omni_core.event_body_days", default=7
    )
    omni_alert_email = fields.Char(
        "Send Alerts To", config_parameter="omni_core.alert_email"
    )
    omni_alert_threshold = fields.Integer(
        "Jobs of One Error",
        config_parameter="omni_core.alert_threshold",
        default=10,
        help="So many jobs of one error make it an activity of a person. 0: never.",
    )
    omni_quiet_from = fields.Float(
        "Quiet From",
        config_parameter="omni_core.quiet_from",
        help="Local time of the company. No alert is sent in the quiet hours.",
    )
    omni_quiet_to = fields.Float(
        "Quiet Until",
        config_parameter="omni_core.quiet_to",
        help="Local time, 06:30 as 6.5.",
    )
    omni_digest = fields.Selection(
        [("off", "Never"), ("daily", "Every day"), ("weekly", "On Mondays")],
        "Digest",
        config_parameter="omni_core.digest",
        default="off",
    )
    omni_digest_hour = fields.Integer(
        "At (Hour)", config_parameter="omni_core.digest_hour", default=7
    )
    omni_has_monitor_token = fields.Boolean(compute="_compute_omni_has_monitor_token")
    omni_vault_state = fields.Char("Vault", compute="_compute_omni_vault_state")

    @api.depends_context("uid")
    def _compute_omni_has_monitor_token(self):
        self.omni_has_monitor_token = self.env["integration.monitor"]._has_token()

    @api.depends_context("uid")
    def _compute_omni_vault_state(self):
        try:
            key = keyring().newest
        except IntegrationError as error:
            self.omni_vault_state = tell(self.env.lang, error.message)
        else:
            self.omni_vault_state = self._vault_summary(key)

    def _vault_summary(self, key):
        others = (
            self.env["integration.credential"]
            .sudo()
            .search_count([("has_value", "=", True), ("key_id", "!=", key)])
        )
        if others:
            return self.env._(
                "Open. Secrets sealed with an older key than “%(key)s”: %(count)s.",
                count=others,
                key=key,
            )
        return self.env._(
            "Open. All secrets are sealed with the key “%(key)s”.", key=key
        )

    @api.constrains("omni_workers", "omni_digest_hour", *KEEP_DAYS)
    def _check_omni_numbers(self):
        for settings in self:
            if settings.omni_workers < 1:
                raise ValidationError(
                    self.env._(
                        "At least one worker is needed. "
                        "To stop all work, use “Stop Everything”."
                    )
                )
            if not 0 <= settings.omni_digest_hour <= 23:
                raise ValidationError(self.env._("The hour is 0 to 23."))
            if any(settings[name] < 1 for name in KEEP_DAYS):
                raise ValidationError(self.env._("Keep everything for at least a day."))

    def get_values(self):
        workers = self.env["ir.cron"].sudo().search_count([("omni_worker", ">", 0)])
        return super().get_values() | {"omni_workers": workers}

    def set_values(self):
        connections = self.env["integration.connection"]
        was_stopped = connections._all_stopped()
        result = super().set_values()
        crons = self.env["ir.cron"].sudo()
        if self.omni_workers != crons.search_count([("omni_worker", ">", 0)]):
            crons._omni_set_workers(self.omni_workers)
        if was_stopped and not self.omni_kill_switch:
            connections._wake_queue()
        return result

    def action_new_monitor_token(self):
        """Show a fresh token once; only its fingerprint is kept."""
        self.env["integration.connection"]._demand("administrator")
        token = self.env["integration.monitor"]._new_token()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("Copy it now: it is not shown again"),
                "message": token,
                "type": "warning",
                "sticky": True,
            },
        }

    def action_drop_monitor_token(self):
        self.env["integration.connection"]._demand("administrator")
        self.env["integration.monitor"]._drop_token()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def action_reseal_secrets(self):
        """Seal everything with the newest vault key."""
        self.env["integration.connection"]._demand("administrator")
        with as_user_error(self.env):
            changed, unreadable = self.env["integration.credential"]._reseal_all()
        message = self.env._(
            "%(count)s secrets are sealed with the newest key now.", count=changed
        )
        if unreadable:
            message += " " + self.env._(
                "%(count)s could not be opened: enter them again.", count=unreadable
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning" if unreadable else "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
