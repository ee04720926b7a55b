"""The life of a connection: who may start and stop it, and what stops it by itself."""

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine import queries
from ..engine.language import tell
from ..engine.plain import as_note
from ..engine.queries import KILL_SWITCH

REAUTH_ACTIVITY = "omni_core.mail_activity_reauth"
ALERT_EMAIL = "omni_core.alert_email"


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    is_all_stopped = fields.Boolean(compute="_compute_is_all_stopped")

    def _compute_is_all_stopped(self):
        self.is_all_stopped = self._all_stopped()

    # -- buttons --

    def action_connect(self):
        """Let jobs run. Needs every secret that the platform asks for."""
        self._demand("administrator")
        self._check_secrets_complete()
        self._set_state("connected")
        self._clear_reauth()
        return True  # as every button: XML-RPC cannot carry None

    action_reauth_done = action_connect

    def action_pause(self, reason=None):
        self._demand("operator")
        self._set_state("paused", reason, only_from=("connected",))
        return True

    def action_resume(self):
        """Go on. A person says that all is well: the circuit breaker closes, too."""
        self._demand("operator")
        self._set_state("connected", only_from=("paused",))
        self.env["integration.health"]._reset(self.ids)
        return True

    def action_block(self, reason=None):
        self._demand("administrator")
        self._set_state("blocked", reason)
        return True

    def _demand(self, role):
        """Buttons are for whom they are shown to; RPC does not see what is hidden."""
        if self.env.su:
            return
        if not self.env.user.has_group(f"omni_core.group_{role}"):
            raise AccessError(
                self.env._("This needs the role “%(role)s” of Integrations.", role=role)
            )
        self.check_access("read")

    def _missing_secrets(self):
        """The labels of those that the platform asks for and nobody has entered."""
        self.ensure_one()
        stored = self.sudo().credential_ids.filtered("has_value").mapped("key")
        return [
            tell(self.env.lang, spec.label)
            for spec in self._secret_specs().values()
            if spec.required and spec.key not in stored
        ]

    def _check_secrets_complete(self):
        for connection in self:
            if missing := connection._missing_secrets():
                raise UserError(
                    self.env._(
                        "“%(name)s” is not complete yet. Missing: %(secrets)s.",
                        name=connection.name,
                        secrets=", ".join(missing),
                    )
                )

    def _set_state(self, state, reason=None, only_from=None):
        wrong = self.filtered(lambda c: only_from and c.state not in only_from)
        if wrong:
            label = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "“%(name)s” is %(state)s, so this does not apply to it.",
                    name=wrong[0].name,
                    state=label[wrong[0].state].lower(),
                )
            )
        self.sudo().write({"state": state, "state_reason": reason})

    def write(self, vals):
        if "state" in vals:
            vals = {
                "state_reason": False,
                **vals,
                "state_changed_at": fields.Datetime.now(),
                "state_changed_by": self.env.uid,
            }
        result = super().write(vals)
        if vals.get("state") == "connected":
            self._wake_queue()
        if "state" in vals:
            self.env["integration.metric"]._pulse()
        return result

    def _wake_queue(self):
        """Jobs that waited for the connection can go now."""
        self.env["sync.job"]._wake()

    @api.model
    def action_stop_all(self):
        """The kill switch: nothing leaves for any platform until it is off again."""
        self._demand("administrator")
        self.env["ir.config_parameter"].sudo().set_param(KILL_SWITCH, True)
        return True

    @api.model
    def action_start_all(self):
        self._demand("administrator")
        self.env["ir.config_parameter"].sudo().set_param(KILL_SWITCH, False)
        self._wake_queue()
        return True

    @api.model
    def _all_stopped(self):
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param(KILL_SWITCH) == "True"

    # -- what the engine does --

    @api.model
    def _runnable(self, now=None):
        """The same as {connection id: limit}, empty while the kill switch is on."""
        self.flush_model(["active", "state"])
        rows = dict(self.env.execute_query(SQL(queries.RUNNABLE, now=now)))
        return {} if 0 in rows else rows

    @api.model
    def _require_reauth(self, connection_ids, message):
        """The platform refuses our secrets: stop, and ask the owner once."""
        connections = self.sudo().browse(connection_ids).exists()
        stopped = connections.filtered(lambda c: c.state == "connected")
        stopped.write({"state": "reauth", "state_reason": message})
        for connection in stopped:
            connection.activity_schedule(
                REAUTH_ACTIVITY,
                user_id=(connection.user_id or self.env.ref("base.user_admin")).id,
                summary=self.env._("Sign in again: %(name)s", name=connection.name),
                note=as_note(message),
            )
            connection._alert(
                self.env._("%s stopped: sign in again", connection.name), message
            )

    def _alert(self, subject, text):
        """Mail whoever is named in the settings; sent after the commit, or never."""
        address = self.env["ir.config_parameter"].sudo().get_param(ALERT_EMAIL)
        if address:
            link = f"{self.get_base_url()}/odoo/connections/{self.id}"
            self.env["mail.mail"].sudo().create(
                {
                    "email_to": address,
                    "subject": subject,
                    "body_html": Markup('<p>%s</p><p><a href="%s">%s</a></p>')
                    % (text, link, link),
                    "auto_delete": True,
                    # Nobody is woken up for it: Odoo sends it when the hours are over.
                    "scheduled_date": self.env["integration.alert"]._quiet_until(),
                }
            )

    def _clear_reauth(self):
        self.sudo().activity_feedback([REAUTH_ACTIVITY])
