"""“Test connection”: the one button that may call the network while somebody waits."""

from odoo import fields, models

from ..engine.language import tell
from ..engine.plain import as_user_error
from ..lib.errors import AuthError, IntegrationError, TransientError


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    last_check_ok = fields.Boolean("Last Test Passed", readonly=True, copy=False)

    def action_check(self):
        """Make the platform's cheapest harmless call and say what came of it."""
        self.ensure_one()
        self._demand("operator")
        self._check_secrets_complete()
        with as_user_error(self.env):
            self._settings()  # a closed vault is no answer of the platform
        try:
            result = self._ask_now(
                lambda platform, settings, transport: platform.check(
                    platform.client(settings, transport)
                )
            )
        except IntegrationError as error:
            return self._check_failed(error)
        return self._check_passed(result)

    def _check_passed(self, result):
        warnings = [tell(self.env.lang, text) for text in result.warnings]
        lines = [result.account, *warnings]
        self.sudo().write(
            {
                "account": result.account,
                "account_ref": result.account_ref,
                "last_check_at": fields.Datetime.now(),
                "last_check_ok": True,
                "last_check": "\n".join(lines),
            }
        )
        self.env["integration.health"]._note(self.id, "out", True)
        if self.state == "reauth":  # the platform takes our secrets again
            self.sudo()._set_state("connected")
            self.sudo()._clear_reauth()
        title = self.env._("Connected to %s", result.account)
        level = "warning" if warnings else "success"
        return _notification(title, "\n".join(warnings), level)

    def _check_failed(self, error):
        why = tell(self.env.lang, error.message)
        self.sudo().write(
            {
                "last_check_at": fields.Datetime.now(),
                "last_check_ok": False,
                "last_check": f"{why}\n{self._advice(error)}".strip(),
            }
        )
        title = self.env._("The test did not succeed")
        return _notification(title, self.last_check, "danger", sticky=True)

    def _advice(self, error):
        if isinstance(error, AuthError):
            return self.env._(
                "The platform does not accept the secrets stored here. "
                "Enter them again, or sign in again."
            )
        if isinstance(error, TransientError):
            return self.env._("Try again in a few minutes.")
        return ""


def _notification(title, message, level, sticky=False):
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {
            "title": title,
            "message": message,
            "type": level,
            "sticky": sticky,
            "next": {"type": "ir.actions.client", "tag": "soft_reload"},
        },
    }
