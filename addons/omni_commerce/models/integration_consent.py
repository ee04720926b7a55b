"""Who wants to hear of offers: read from the channel, kept, and never given by us."""

from odoo import api, fields, models

from odoo.addons.omni_core.engine.platform import find_platform

from ..adapter import Can
from ..documents import Consent
from .integration_order_binding import _naive

CONSENTS = [
    (Consent.GIVEN.value, "Wants E-Mails"),
    (Consent.ASKED.value, "Asked, Not Confirmed"),
    (Consent.REFUSED.value, "Wants None"),
    (Consent.NEVER.value, "Never Asked"),
]


class IntegrationConnection(models.Model):
    _inherit = "integration.connection"

    read_consent = fields.Boolean(
        "Read Marketing Consent",
        tracking=True,
        help="Whether customers want to hear of offers by e-mail, as the shop knows "
        "it. It is kept beside their account; Odoo never gives or takes it.",
    )
    can_read_consent = fields.Boolean(compute="_compute_can_read_consent")
    consent_polled_until = fields.Datetime(
        "Consent Read Until", readonly=True, copy=False
    )

    @api.depends("platform")
    def _compute_can_read_consent(self):
        for connection in self:
            platform = find_platform(connection.platform)
            connection.can_read_consent = Can.CONSENT in getattr(platform, "can", ())


class IntegrationPartnerBinding(models.Model):
    _inherit = "integration.partner.binding"

    email_consent = fields.Selection(
        CONSENTS, "Marketing", readonly=True, index="btree_not_null"
    )
    email_consent_at = fields.Datetime("Marketing Since", readonly=True)

    @api.model
    def _keep_consent(self, connection, told):
        """Of accounts that are known here; of others nothing is kept."""
        known = self._find(connection, [one.ref for one in told])
        for one in told:
            if binding := known.get(one.ref):
                vals = {
                    "email_consent": one.email.value,
                    "email_consent_at": one.since and _naive(one.since),
                }
                if any(
                    binding[name] != (value or False) for name, value in vals.items()
                ):
                    binding.write(vals)
