"""Who wants to hear of offers, as Shopify knows it."""

from __future__ import annotations

from odoo.addons.omni_commerce.documents import Consent, MarketingConsent
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node

_CONSENTS = {
    "SUBSCRIBED": Consent.GIVEN,
    "PENDING": Consent.ASKED,
    "UNSUBSCRIBED": Consent.REFUSED,
    "NOT_SUBSCRIBED": Consent.NEVER,
}


def consent_document(node: Node) -> MarketingConsent:
    """Without an address, or with one that is none, nobody wants anything."""
    address = node["defaultEmailAddress"] or {}
    return MarketingConsent(
        node["id"],
        _CONSENTS.get(address.get("marketingState"), Consent.NEVER),
        moment(address.get("marketingUpdatedAt")),
    )
