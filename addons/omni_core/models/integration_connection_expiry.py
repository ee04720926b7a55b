"""Secrets that end: people are asked in time, not when orders stop coming in."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

EXPIRY_ACTIVITY = "omni_core.mail_activity_expiry"
EXPIRY_WARN_DAYS = 14


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    secrets_expire_at = fields.Datetime(
        "Secrets Expire",
        compute="_compute_secrets_expire_at",
        compute_sudo=True,
        help="Renew them before: nothing is sent or read afterwards.",
    )

    @api.depends("credential_ids.expires_at", "credential_ids.slot")
    def _compute_secrets_expire_at(self):
        """When the first secret ends that does not renew itself."""
        self.secrets_expire_at = False
        ending = self.env["integration.credential"].search(
            Domain("connection_id", "in", self.ids)
            & Domain("slot", "=", "current")
            & Domain("expires_at", "!=", False),
            order="expires_at desc",
        )
        for credential in ending:
            connection = credential.connection_id
            spec = connection._secret_specs().get(credential.key)
            if spec and not spec.renewed:
                connection.secrets_expire_at = credential.expires_at

    @api.model
    def _expiring(self, margin=timedelta(minutes=30)):
        """Connections with a secret that ends within ``margin``: time to renew."""
        rows = (
            self.env["integration.credential"]
            .sudo()
            ._read_group(
                Domain("slot", "=", "current")
                & Domain("has_value", "=", True)
                & Domain("expires_at", "<", fields.Datetime.now() + margin)
                & Domain("connection_id.state", "=", "connected")
                & Domain("connection_id.active", "=", True),
                ["connection_id"],
            )
        )
        return self.union(*(connection for (connection,) in rows))

    @api.model
    def _cron_warn_expiring(self):
        """Ask each owner once, due on the day; take it back when it was renewed."""
        soon = fields.Datetime.now() + timedelta(days=EXPIRY_WARN_DAYS)
        connections = self.sudo().search([("state", "!=", "draft")])
        ending = connections.filtered(
            lambda c: c.secrets_expire_at and c.secrets_expire_at < soon
        )
        (connections - ending).activity_unlink([EXPIRY_ACTIVITY])
        asked = ending.activity_search([EXPIRY_ACTIVITY]).mapped("res_id")
        for connection in ending.filtered(lambda c: c.id not in asked):
            day = connection.secrets_expire_at.date()
            connection.activity_schedule(
                EXPIRY_ACTIVITY,
                date_deadline=day,
                user_id=(connection.user_id or self.env.ref("base.user_admin")).id,
                note=self.env._(
                    "Secrets of %(name)s end on %(day)s. Renew them on the platform "
                    "and enter them here; until then everything works.",
                    name=connection.name,
                    day=day,
                ),
            )
