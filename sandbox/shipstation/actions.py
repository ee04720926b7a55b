"""What people do in ShipStation's own screens, and what happens to parcels outside:
`POST /control/shipstation/<action>`. Each takes `account` (its name) where there are
several, and finds an order by `order` (id, number or key), a label by `label` (id) or
`tracking_number`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import orders, shipping, tracking
from .errors import Refusal
from .labelling import label_for
from .seed import add_store
from .state import Account, Label, Order
from .v1 import shapes

if TYPE_CHECKING:
    from .platform import ShipStation

Json = dict[str, Any]
Action = Callable[[Json], Awaitable[Any]]


class Actions:
    def __init__(self, platform: ShipStation) -> None:
        self._platform = platform

    def table(self) -> dict[str, Action]:
        return {
            name: self._plainly(work)
            for name, work in {
                "add-account": self.add_account,
                "add-funds": self.add_funds,
                "add-store": self.add_store,
                "mark-as-shipped": self.mark_as_shipped,
                "merge-orders": self.merge_orders,
                "rotate-signing-key": self.rotate_signing_key,
                "set-account": self.set_account,
                "ship-order": self.ship_order,
                "split-order": self.split_order,
                "tracking-event": self.tracking_event,
                "void-shipment": self.void_shipment,
            }.items()
        }

    # -- accounts --------------------------------------------------------------
    def add_account(self, body: Json) -> Json:
        """`{name}` -> its keys. Empty but for carriers, stores and a warehouse."""
        account = self._platform.open_account(_text(body, "name"))
        return {
            "account": account.name,
            "v1_key": account.v1_key,
            "v1_secret": account.v1_secret,
            "v2_key": account.v2_key,
        }

    def set_account(self, body: Json) -> Json:
        """`{v1_limit?, v2_limit?, api_access?}`: budgets per minute, and the plan."""
        account = self._account(body)
        account.v1_limit = int(body.get("v1_limit", account.v1_limit))
        account.v2_limit = int(body.get("v2_limit", account.v2_limit))
        account.api_access = bool(body.get("api_access", account.api_access))
        return {
            "v1_limit": account.v1_limit,
            "v2_limit": account.v2_limit,
            "api_access": account.api_access,
        }

    def add_funds(self, body: Json) -> Json:
        """`{carrier, amount}`; a negative amount takes money away."""
        carrier = self._account(body).carrier(_text(body, "carrier"))
        try:
            carrier.balance += Decimal(str(body.get("amount")))
        except InvalidOperation:
            raise Refusal("invalid", "amount must be a number.") from None
        return {"carrier": carrier.kind.code, "balance": str(carrier.balance)}

    def add_store(self, body: Json) -> Json:
        """`{name, marketplace_id}`"""
        marketplace = int(body.get("marketplace_id", 0))
        office, account = self._platform.office, self._account(body)
        return add_store(office, account, _text(body, "name"), marketplace)

    def rotate_signing_key(self, body: Json) -> Json:
        self._platform.office.signer.rotate()
        return {"key_id": self._platform.office.signer.key_id}

    # -- orders and labels -----------------------------------------------------
    def ship_order(self, body: Json) -> Json:
        """`{order, service?}`: buy a label in the screen."""
        account = self._account(body)
        order = self._order(account, body.get("order"))
        label = label_for(self._platform.office, account, order, body.get("service"))
        return shapes.shipment(account, label, with_items=True)

    def mark_as_shipped(self, body: Json) -> Json:
        """`{order, carrier?, tracking_number?}`: shipped without a label."""
        office, account = self._platform.office, self._account(body)
        fulfillment = shipping.mark_as_shipped(
            office,
            account,
            self._order(account, body.get("order")),
            body.get("carrier") or "other",
            body.get("tracking_number"),
            office.today(),
            notify_channel=False,
        )
        return shapes.fulfillment(fulfillment)

    def split_order(self, body: Json) -> Json:
        """`{order, lines: {lineItemKey or sku: quantity}}` -> the new order."""
        account = self._account(body)
        order = self._order(account, body.get("order"))
        child = orders.split(
            self._platform.office, account, order, body.get("lines") or {}
        )
        return shapes.order(account, child)

    def merge_orders(self, body: Json) -> Json:
        """`{orders: [...]}` -> the first one, with the lines of all."""
        account = self._account(body)
        chosen = [self._order(account, one) for one in body.get("orders") or ()]
        merged = orders.merge(self._platform.office, account, chosen)
        return shapes.order(account, merged)

    def void_shipment(self, body: Json) -> Json:
        """`{label or tracking_number}`"""
        account = self._account(body)
        label = self._label(account, body)
        approved, message, _ = shipping.void(self._platform.office, account, label)
        return {"approved": approved, "message": message}

    def tracking_event(self, body: Json) -> Json:
        """`{label or tracking_number, status}`: see tracking.STEPS."""
        account = self._account(body)
        label = self._label(account, body)
        tracking.happen(self._platform.office, account, label, _text(body, "status"))
        return tracking.answer(label)

    # -- finding ---------------------------------------------------------------
    def _account(self, body: Json) -> Account:
        name = body.get("account")
        for account in self._platform.accounts:
            if name in (None, account.name):
                return account
        raise Refusal("missing", f"There is no account '{name}'.")

    def _order(self, account: Account, reference: object) -> Order:
        text = str(reference)
        for order in account.orders.values():
            if text in (order.number, order.key, str(order.id), f"se-{order.id}"):
                return order
        raise Refusal("missing", f"There is no order '{reference}'.")

    def _label(self, account: Account, body: Json) -> Label:
        number = body.get("tracking_number")
        if not number:
            return account.label(body.get("label"))
        for label in account.labels.values():
            if number in {one.tracking_number for one in label.parcels}:
                return label
        raise Refusal("missing", f"No label has tracking number '{number}'.")

    @staticmethod
    def _plainly(work: Callable[[Json], Any]) -> Action:
        """A refusal becomes a plain sentence for the person at the controls."""

        async def action(body: Json) -> Any:
            try:
                return work(body)
            except Refusal as refusal:
                kind = web.HTTPNotFound if refusal.kind == "missing" else None
                raise (kind or web.HTTPBadRequest)(text=refusal.message) from None

        return action


def _text(body: Json, name: str) -> str:
    if not body.get(name) or not isinstance(body[name], str):
        raise Refusal("invalid", f"{name} is required.")
    return body[name]
