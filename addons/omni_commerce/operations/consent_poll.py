"""Which customers want to hear of offers: what has changed of it."""

from datetime import timedelta

from odoo.addons.omni_core.engine.operation import register_operation
from odoo.addons.omni_core.lib.words import _lt

from ..documents import Kind
from .page_poll import PagePoll


@register_operation
class ConsentPoll(PagePoll):
    name = "consent_poll"
    title = _lt("Read marketing consent")
    kind = Kind.CONSENT
    polled_until = "consent_polled_until"
    overlap = timedelta(minutes=15)

    def _is_wanted(self, connection):
        return connection.read_consent

    def _keep(self, connection, documents):
        connection.env["integration.partner.binding"]._keep_consent(
            connection, documents
        )
        return []
