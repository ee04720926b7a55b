"""What buyers asked their banks for: disputes of Shopify Payments."""

from __future__ import annotations

from odoo.addons.omni_commerce.documents import Case, CaseKind
from odoo.addons.omni_core.lib.moments import moment

from .basics import Node, money, ref

_OPEN = ("NEEDS_RESPONSE", "UNDER_REVIEW")


def case_document(node: Node) -> Case:
    status = node["status"]
    return Case(
        ref=node["id"],
        kind=CaseKind.DISPUTE,
        order_ref=ref(node["order"]),
        # A mere inquiry costs nothing yet; a chargeback has taken the money.
        state=f"{node['type']}, {status}",
        reason=node["reasonDetails"]["reason"],
        is_open=status in _OPEN,
        # The evidence is gathered on Shopify's own page, and sent by it.
        needs_answer=status == "NEEDS_RESPONSE" and not node["evidenceSentOn"],
        opened_at=moment(node["initiatedAt"]),
        respond_by=moment(node["evidenceDueBy"]),
        amount=money(node["amount"]),
    )
