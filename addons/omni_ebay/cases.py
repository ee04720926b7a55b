"""Returns and payment disputes, as eBay tells and takes them. Pure.

Of returns eBay publishes which calls there are, and of what they say little more than
the state; the refund of a return is therefore given as any other refund is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from odoo.addons.omni_commerce.adapter import AnswerCase, Result
from odoo.addons.omni_commerce.documents import Answer, Case, CaseKind, Money
from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.moments import moment

from .client.client import EbayClient, Node
from .client.scopes import NOT_ALLOWED
from .client.words import segment

#: eBay takes over a return that nobody has answered
ANSWER_RETURN_WITHIN = timedelta(days=3)
_PAGE = 200
_IS_ASKED = "RETURN_REQUESTED"
_CHOICES = {"SELLER_ACCEPT": Answer.ACCEPT, "SELLER_CONTEST": Answer.CONTEST}


def read(client: EbayClient) -> list[Case]:
    """All that are open or were closed lately. What is not allowed is left out."""
    found: list[Case] = []
    for of_kind in (_returns, _disputes):
        try:
            found += of_kind(client)
        except RejectedError as error:
            if error.code != NOT_ALLOWED:
                raise
    return found


def answer(client: EbayClient, command: AnswerCase) -> Result:
    if command.kind is CaseKind.RETURN:
        _approve_return(client, command)
    else:
        _answer_dispute(client, command)
    return Result(command.case_ref)


def _approve_return(client: EbayClient, command: AnswerCase) -> None:
    path = f"/return/{segment(command.case_ref)}/decide"
    client.call("postorder", "POST", path, json={"decision": "APPROVE"})


def _answer_dispute(client: EbayClient, command: AnswerCase) -> None:
    body: Node = {"revision": command.revision}
    if command.note:
        body["note"] = command.note
    path = f"/payment_dispute/{segment(command.case_ref)}/{command.answer.value}"
    client.call("dispute", "POST", path, json=body)


# -- returns ---------------------------------------------------------------------------


def _returns(client: EbayClient) -> Iterator[Case]:
    for node in client.all("postorder", "/return/search", "members", limit=_PAGE):
        yield _return(node)


def _return(node: Node) -> Case:
    made = node.get("creationInfo") or {}
    opened = moment((made.get("creationDate") or {}).get("value"))
    state = str(node.get("state") or "")
    is_asked = state == _IS_ASKED
    return Case(
        ref=str(node["returnId"]),
        kind=CaseKind.RETURN,
        order_ref=str(node.get("orderId") or ""),
        buyer=str(node.get("buyerLoginName") or ""),
        state=state,
        reason=str(made.get("reason") or ""),
        note=str((made.get("comments") or {}).get("content") or ""),
        is_open=state != "CLOSED",
        needs_answer=is_asked,
        answers=(Answer.ACCEPT,) if is_asked else (),
        opened_at=opened,
        respond_by=opened + ANSWER_RETURN_WITHIN if is_asked and opened else None,
    )


# -- payment disputes ------------------------------------------------------------------


def _disputes(client: EbayClient) -> Iterator[Case]:
    path, rows = "/payment_dispute_summary", "paymentDisputeSummaries"
    for node in client.all("dispute", path, rows, limit=_PAGE):
        is_asked = node.get("paymentDisputeStatus") == "ACTION_NEEDED"
        # Only the whole of it says what may be answered.
        yield _dispute(_whole(client, node) if is_asked else node)


def _whole(client: EbayClient, node: Node) -> Node:
    path = f"/payment_dispute/{segment(node['paymentDisputeId'])}"
    return client.call("dispute", "GET", path).body


def _dispute(node: Node) -> Case:
    state = str(node.get("paymentDisputeStatus") or "")
    choices = node.get("availableChoices") or ()
    answers = tuple(_CHOICES[one] for one in choices if one in _CHOICES)
    return Case(
        ref=str(node["paymentDisputeId"]),
        kind=CaseKind.DISPUTE,
        order_ref=str(node.get("orderId") or ""),
        buyer=str(node.get("buyerUsername") or ""),
        state=state,
        reason=str(node.get("reason") or ""),
        note=str((node.get("buyerProvided") or {}).get("note") or ""),
        is_open=state != "CLOSED",
        needs_answer=bool(answers),
        answers=answers,
        opened_at=moment(node.get("openDate")),
        respond_by=moment(node.get("respondByDate")),
        amount=_amount(node.get("amount")),
        revision=int(node.get("revision") or 0),
    )


def _amount(node: Node | None) -> Money | None:
    if not node:
        return None
    return Money(Decimal(str(node["value"])), str(node["currency"]))
