"""Change what was ordered: a session that is begun, changed and committed.

Nothing of it counts before the commit. So whatever is not as it was wished ends the
command, and leaves the order as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from odoo.addons.omni_commerce.adapter import AddedLine, EditOrder, Result
from odoo.addons.omni_commerce.documents import Money
from odoo.addons.omni_core.lib.errors import GoneError, RejectedError
from odoo.addons.omni_core.lib.words import _lt

from ..client.client import Node, ShopifyClient, whole


def edit_order(client: ShopifyClient, command: EditOrder) -> Result:
    session = client.do("order_edit_begin", id=command.order_ref)["calculatedOrder"]
    edit = _Edit(client, session)
    for line_ref, quantity in command.quantities:
        edit.set_quantity(line_ref, quantity, command.restock)
    for added in command.added:
        edit.add(added)
    client.do(
        "order_edit_commit",
        id=session["id"],
        notify=command.notify_buyer,
        note=command.note or None,
    )
    return Result(session["id"])


class _Edit:
    def __init__(self, client: ShopifyClient, session: Node) -> None:
        self._client, self._id = client, session["id"]
        # While it is edited, a line keeps its number under another name.
        self._lines = {
            _number(row["id"]): row["id"] for row in whole(session["lineItems"])
        }

    def set_quantity(self, line_ref: str, quantity: Decimal, restock: bool) -> None:
        line = self._lines.get(_number(line_ref))
        if line is None:
            raise GoneError(_lt("This order has no such line any more."))
        self._do("quantity", line=line, quantity=_pieces(quantity), restock=restock)

    def add(self, added: AddedLine) -> None:
        if added.variant_ref:
            line = self._do(
                "add_variant",
                variant=added.variant_ref,
                quantity=_pieces(added.quantity),
            )
            line = self._reduce(added, line)
        else:
            line = self._do(
                "add_item",
                title=added.title,
                price=_money(added.unit_price),
                quantity=_pieces(added.quantity),
                ships=added.requires_shipping,
            )
        charged = _charged(line, added.unit_price.currency)
        if charged != added.unit_price.amount:
            raise RejectedError(
                _lt(
                    "Shopify charges %(theirs)s for one “%(line)s”, and here it is "
                    "%(ours)s. A price can only be reduced there: take Shopify's "
                    "price, or change it in the store first.",
                    theirs=Money(charged, added.unit_price.currency),
                    ours=added.unit_price,
                    line=added.title,
                ),
                code="price",
            )

    def _reduce(self, added: AddedLine, line: Node) -> Node:
        """Shopify begins with the variant's own price."""
        price = added.unit_price
        off = _charged(line, price.currency) - price.amount
        if off <= 0:
            return line
        discount = {"fixedValue": _money(Money(off, price.currency))}
        discount["description"] = "Odoo"
        return self._do("discount", line=line["id"], discount=discount)

    def _do(self, what: str, **variables: Any) -> Node:
        payload = self._client.do(f"order_edit_{what}", id=self._id, **variables)
        return payload["calculatedLineItem"]


def _number(gid: str) -> str:
    return gid.rsplit("/", 1)[-1]


def _money(money: Money) -> Mapping[str, str]:
    return {"amount": str(money.amount), "currencyCode": money.currency}


def _charged(line: Node, currency: str) -> Decimal:
    """For one piece, in the currency that the wish is in."""
    bag = line["discountedUnitPriceSet"]
    seen = bag["presentmentMoney"]
    money = seen if seen["currencyCode"] == currency else bag["shopMoney"]
    return Decimal(money["amount"])


def _pieces(quantity: Decimal) -> int:
    if quantity != int(quantity):
        raise RejectedError(
            _lt(
                "Shopify sells whole pieces only, not %(quantity)s.",
                quantity=f"{quantity.normalize():f}",
            ),
            code="pieces",
        )
    return int(quantity)
