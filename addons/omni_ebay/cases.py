"""Returns and payment disputes, as eBay tells and takes them. Pure.

Of returns eBay publishes which calls there are, and of what they say little more than
the state; the refund of a return is therefore given as any other refund is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from odoo.addons.omni_core.lib.errors import RejectedError
from odoo.addons.omni_core.lib.moments import moment

from .client.client import EbayClient, Node
from .client.scopes import NOT_ALLOWED
from .client.words import segment

RETURN, DISPUTE = "return", "dispute"
ACCEPT, CONTEST = "accept", "contest"
#: eBay takes over a return that nobody has answered
ANSWER_RETURN_WITHIN = timedelta(days=3)
_PAGE = 200
_IS_ASKED = "RETURN_REQUESTED"
_CHOICES = {"SELLER_ACCEPT": ACCEPT, "SELLER_CONTEST": CONTEST}

Row = Mapping[str, Any]


def read(client: EbayClient) -> list[Row]:
    """All that are open or were closed lately. What is not allowed is left out."""
    rows: list[Row] = []
    for of_kind in (_returns, _disputes):
        try:
            rows += of_kind(client)
        except RejectedError as error:
            if error.code != NOT_ALLOWED:
                raise
    return rows


def answer(client: EbayClient, wish: Row) -> None:
    if wish["kind"] == RETURN:
        _approve_return(client, wish)
    else:
        _answer_dispute(client, wish)


def _approve_return(client: EbayClient, wish: Row) -> None:
    path = f"/return/{segment(wish['ref'])}/decide"
    client.call("postorder", "POST", path, json={"decision": "APPROVE"})


def _answer_dispute(client: EbayClient, wish: Row) -> None:
    body: Node = {"revision": wish["revision"]}
    if wish["note"]:
        body["note"] = wish["note"]
    path = f"/payment_dispute/{segment(wish['ref'])}/{wish['answer']}"
    client.call("dispute", "POST", path, json=body)


# -- returns ---------------------------------------------------------------------------


def _returns(client: EbayClient) -> Iterator[Row]:
    for node in client.all("postorder", "/return/search", "members", limit=_PAGE):
        yield _return(node)


def _return(node: Node) -> Row:
    made = node.get("creationInfo") or {}
    opened = moment((made.get("creationDate") or {}).get("value"))
    state = str(node.get("state") or "")
    is_asked = state == _IS_ASKED
    return {
        "kind": RETURN,
        "ref": str(node["returnId"]),
        "order": str(node.get("orderId") or ""),
        "buyer": str(node.get("buyerLoginName") or ""),
        "state": state,
        "reason": str(made.get("reason") or ""),
        "opened_at": opened,
        "respond_by": opened + ANSWER_RETURN_WITHIN if is_asked and opened else None,
        "is_open": state != "CLOSED",
        "choices": [ACCEPT] if is_asked else [],
        "amount": None,
        "revision": 0,
        "note": str((made.get("comments") or {}).get("content") or ""),
    }


# -- payment disputes ------------------------------------------------------------------


def _disputes(client: EbayClient) -> Iterator[Row]:
    path, rows = "/payment_dispute_summary", "paymentDisputeSummaries"
    for node in client.all("dispute", path, rows, limit=_PAGE):
        is_asked = node.get("paymentDisputeStatus") == "ACTION_NEEDED"
        # Only the whole of it says what may be answered.
        yield _dispute(_whole(client, node) if is_asked else node)


def _whole(client: EbayClient, node: Node) -> Node:
    path = f"/payment_dispute/{segment(node['paymentDisputeId'])}"
    return client.call("dispute", "GET", path).body


def _dispute(node: Node) -> Row:
    state = str(node.get("paymentDisputeStatus") or "")
    choices = node.get("availableChoices") or ()
    return {
        "kind": DISPUTE,
        "ref": str(node["paymentDisputeId"]),
        "order": str(node.get("orderId") or ""),
        "buyer": str(node.get("buyerUsername") or ""),
        "state": state,
        "reason": str(node.get("reason") or ""),
        "opened_at": moment(node.get("openDate")),
        "respond_by": moment(node.get("respondByDate")),
        "is_open": state != "CLOSED",
        "choices": [_CHOICES[one] for one in choices if one in _CHOICES],
        "amount": node.get("amount"),
        "revision": int(node.get("revision") or 0),
        "note": str((node.get("buyerProvided") or {}).get("note") or ""),
    }
