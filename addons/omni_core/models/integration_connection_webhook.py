"""The address under which a platform calls a connection: unguessable, renewable."""

import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

TOKEN_GRACE = timedelta(hours=24)


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    webhook_token = fields.Char(
        default=lambda self: secrets.token_urlsafe(32),
        required=True,
        readonly=True,
        copy=False,
        groups="omni_core.group_administrator",
    )
    webhook_token_previous = fields.Char(
        readonly=True, copy=False, groups="omni_core.group_administrator"
    )
    webhook_token_previous_until = fields.Datetime(
        "Old Address Valid Until",
        readonly=True,
        copy=False,
        groups="omni_core.group_administrator",
        help="Until then events to the old address are taken as well.",
    )
    webhook_url = fields.Char(
        "Webhook Address",
        compute="_compute_webhook_url",
        groups="omni_core.group_administrator",
        help="Where the platform delivers its events. It is as secret as a password.",
    )

    _webhook_token_uniq = models.UniqueIndex("(webhook_token)")
    _webhook_token_previous_idx = models.Index(
        "(webhook_token_previous) WHERE webhook_token_previous IS NOT NULL"
    )

    @api.depends("webhook_token")
    def _compute_webhook_url(self):
        base = self[:1].get_base_url()
        for connection in self:
            connection.webhook_url = f"{base}/omni/webhook/{connection.webhook_token}"

    def action_renew_webhook_token(self):
        """A new address for webhooks; the old one stays open while they are moved."""
        self._demand("administrator")
        for connection in self:
            connection.write(
                {
                    "webhook_token_previous": connection.webhook_token,
                    "webhook_token_previous_until": fields.Datetime.now() + TOKEN_GRACE,
                    "webhook_token": secrets.token_urlsafe(32),
                }
            )
        return True

    @api.model
    def _find_by_webhook_token(self, token):
        """The connection a webhook is meant for, whatever its state; may be empty.

        A paused connection keeps receiving: its events wait like its jobs do.
        """
        if not token or not token.isprintable():  # NUL bytes are no question to ask
            return self.browse()
        return self.sudo().search(
            Domain("webhook_token", "=", token)
            | Domain("webhook_token_previous", "=", token)
            & Domain("webhook_token_previous_until", ">", fields.Datetime.now()),
            limit=1,
        )
