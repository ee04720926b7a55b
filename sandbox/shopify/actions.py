"""What happens at the merchant's and the buyer's: `POST /control/shopify/<action>`.

Each takes `shop` (default: the first one); an order is found by its name (`#1001`),
number or id, and the newest one is meant where none is given.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import catalogue, lifecycle, oauth, ordering
from .core.context import Context
from .core.cost import Bucket
from .core.errors import Refused
from .core.money import Money
from .feed import feed, ship_all
from .mutations import order_edit
from .mutations.order import cancel_now
from .mutations.refund import book_refund
from .payouts import pay_out
from .refunding import everything, suggest
from .rest.people import compliance
from .state.app import Token
from .state.dispute import ShopifyPaymentsDispute
from .state.fulfillment import TrackingInfo
from .state.order import Order
from .state.price_list import PriceList
from .state.store import Store

if TYPE_CHECKING:
    from .platform import ShopifyPlatform

Json = dict[str, Any]
GDPR = ("customers/data_request", "customers/redact", "shop/redact")


class Actions:
    def __init__(self, platform: ShopifyPlatform) -> None:
        self._platform = platform

    def table(self) -> dict[str, Any]:
        works: dict[str, Callable[[Store, Json], Any]] = {
            "open-shop": self.open_shop,
            "set-app": self.set_app,
            "set-plan": self.set_plan,
            "set-languages": self.set_languages,
            "open-price-list": self.open_price_list,
            "session-token": self.session_token,
            "install-app": self.install_app,
            "uninstall-app": self.uninstall_app,
            "edit-order": self.edit_order,
            "cancel-order": self.cancel_order,
            "refund-order": self.refund_order,
            "fulfil-elsewhere": self.fulfil_elsewhere,
            "choose-handover": self.choose_handover,
            "pay-order": self.pay_order,
            "pay-out": self.pay_out,
            "open-dispute": self.open_dispute,
            "move-dispute": self.move_dispute,
            "gdpr-request": self.gdpr_request,
            "feed-shipstation": self.feed_shipstation,
        }
        return {name: self._plainly(work) for name, work in works.items()}

    def _plainly(self, work: Callable[[Store, Json], Any]) -> Any:
        @functools.wraps(work)
        async def act(body: Json) -> Any:
            wanted = body.get("shop", next(iter(self._platform.stores)))
            store = self._platform.stores.get(wanted)
            if store is None and work != self.open_shop:
                raise _bad(f"There is no shop {wanted!r}.")
            try:
                return work(store, body)  # type: ignore[arg-type]
            except Refused as refused:
                raise _bad(str(refused)) from None

        return act

    # -- shops and the app on them -------------------------------------------
    def open_shop(self, store: Store | None, body: Json) -> Json:
        """`{shop, currency?}`: one more store, empty."""
        name = body.get("shop") or ""
        if not name or name in self._platform.stores:
            raise _bad("shop must be a name that is not taken yet.")
        made = self._platform.open_shop(name, body.get("currency", "USD"))
        return {"shop": made.domain, "domain": made.myshopify_domain}

    def set_app(self, store: Store, body: Json) -> Json:
        """`{scopes?: [...], protected_customer_data?: bool, rotate_secret?: bool}`"""
        installation = store.installation
        if "scopes" in body:
            installation.granted = frozenset(body["scopes"])
            topic_body = {"id": store.id, "current": sorted(installation.granted)}
            store.emit("app/scopes_update", topic_body)
        if "protected_customer_data" in body:
            installation.may_see_customers = bool(body["protected_customer_data"])
        if body.get("rotate_secret"):
            fresh = "shpss_" + store.kernel.rng("shopify-tokens").hex(32)
            installation.app.secrets.insert(0, fresh)
        return {
            "client_id": installation.app.client_id,
            "client_secret": installation.app.secret,
            "scopes": sorted(installation.scopes),
        }

    def set_plan(self, store: Store, body: Json) -> Json:
        """`{maximum, restore_rate}`: the size of the leaky bucket."""
        bucket = store.installation.bucket
        store.installation.bucket = Bucket(
            float(body.get("maximum", bucket.maximum)),
            float(body.get("restore_rate", bucket.restore_rate)),
            store.kernel.clock.timestamp,
        )
        return store.installation.bucket.status()

    def set_languages(self, store: Store, body: Json) -> Json:
        """`{locales: [...]}`: the languages of the store, its own first."""
        if body.get("locales"):
            store.languages.locales = list(body["locales"])
        return {"locales": store.languages.locales}

    def open_price_list(self, store: Store, body: Json) -> Json:
        """`{name, currency}`: prices of their own for a market."""
        made = store.create(
            PriceList,
            name=str(body.get("name", "Canada")),
            currency=str(body.get("currency", "CAD")),
        )
        return {"price_list": made.gid}

    def session_token(self, store: Store, body: Json) -> Json:
        return {"session_token": oauth.session_token(store)}

    def install_app(self, store: Store, body: Json) -> Json:
        from .platform import STATIC_TOKEN

        store.installation.installed = True
        store.installation.granted = store.installation.app.scopes
        store.installation.issue(Token(STATIC_TOKEN, store.installation.granted))
        return {"installed": True, "static_token": STATIC_TOKEN}

    def uninstall_app(self, store: Store, body: Json) -> Json:
        lifecycle.uninstall(store)
        return {"installed": False}

    # -- orders --------------------------------------------------------------
    def edit_order(self, store: Store, body: Json) -> Json:
        """`{order?, sku? | line?, quantity}`: set a line's quantity, or add a SKU."""
        order, ctx = self._order(store, body), self._context(store)
        begun = order_edit.begin(ctx, order.gid)["calculated_order"]
        sku, quantity = body.get("sku"), int(body.get("quantity", 2))
        lines = [row for row in begun.line_items if not sku or row.sku == sku]
        if lines:
            line = lines[int(body.get("line", 1)) - 1]
            order_edit.set_quantity(ctx, begun.gid, line.gid, quantity, restock=True)
        else:
            variant = catalogue.by_sku(store, sku)
            if variant is None:
                raise _bad(f"No line and no product has the SKU {sku!r}.")
            order_edit.add_variant(ctx, begun.gid, variant.gid, quantity)
        order_edit.commit(ctx, begun.gid)
        return _told(order)

    def cancel_order(self, store: Store, body: Json) -> Json:
        """`{order?, reason?, restock?, refund?}`"""
        order = self._order(store, body)
        if order.cancelled_at:
            raise _bad(f"{order.name} is cancelled already.")
        cancel_now(
            self._context(store),
            order,
            str(body.get("reason", "CUSTOMER")).upper(),
            bool(body.get("restock", True)),
            bool(body.get("refund", True)),
            body.get("note"),
        )
        return _told(order)

    def refund_order(self, store: Store, body: Json) -> Json:
        """`{order?, sku?, quantity?, shipping?, amount?}`: all of it, unless a part is
        named; `amount` alone is goodwill."""
        order, ctx = self._order(store, body), self._context(store)
        if body.get("amount"):
            suggestion = suggest(ctx, order)
            money = _spread(order, Decimal(str(body["amount"])))
        elif body.get("sku"):
            line = next((x for x in order.line_items if x.sku == body["sku"]), None)
            if line is None:
                raise _bad(f"{order.name} has no line with the SKU {body['sku']!r}.")
            quantity = int(body.get("quantity", 1))
            rows = [
                {
                    "line_item_id": line.gid,
                    "quantity": quantity,
                    "restock_type": body.get("restock_type", "RETURN"),
                }
            ]
            suggestion = suggest(ctx, order, rows, None, bool(body.get("shipping")))
            money = suggestion.suggested_transactions
        else:
            suggestion = everything(ctx, order)
            for worth in suggestion.refund_line_items:
                worth.restock_type = body.get("restock_type", "CANCEL")
            money = suggestion.suggested_transactions
        book_refund(ctx, suggestion, money, body.get("note", "Refunded in the admin"))
        ordering.changed(store, order)
        return _told(order)

    def fulfil_elsewhere(self, store: Store, body: Json) -> Json:
        """`{order?, company?, number?}`: shipped by somebody else's hand."""
        order = self._order(store, body)
        number = (
            body.get("number") or f"1Z{store.kernel.rng('shopify').hex(16).upper()}"
        )
        info = TrackingInfo(body.get("company", "UPS"), number, body.get("url"))
        ship_all(store, order, [info])
        return _told(order)

    def choose_handover(self, store: Store, body: Json) -> Json:
        """`{order?, by: PICK_UP | LOCAL | SHIPPING}`: what the buyer chose."""
        order, method = self._order(store, body), body.get("by", "PICK_UP")
        if method not in ("PICK_UP", "LOCAL", "SHIPPING"):
            raise _bad("by must be PICK_UP, LOCAL or SHIPPING.")
        for part in order.fulfillment_orders:
            part.chosen_method = method
            store.touch(part)
        if method == "PICK_UP":
            order.shipping_address = None
        ordering.changed(store, order)
        return _told(order)

    def pay_order(self, store: Store, body: Json) -> Json:
        """`{order?, gateway?}`: what is still open is paid."""
        order = self._order(store, body)
        due = order.total_outstanding_set.floor()
        if not due:
            raise _bad(f"{order.name} is paid already.")
        ordering.pay(store, order, "SALE", due, body.get("gateway", "shopify_payments"))
        ordering.changed(store, order, "orders/paid")
        return _told(order)

    def pay_out(self, store: Store, body: Json) -> Json:
        """Shopify Payments pays out all it holds."""
        rows = store["ShopifyPaymentsBalanceTransaction"]
        held = [row for row in rows if row.payout is None]
        if not held:
            raise _bad("There is nothing to pay out.")
        status = str(body.get("status", "PAID")).upper()
        payout = pay_out(store, held, store.now(), status)
        return {"payout": payout.gid, "net": str(payout.net.amount)}

    def open_dispute(self, store: Store, body: Json) -> Json:
        """`{order?, reason?, type?, days?}`: the buyer asks the bank for the money."""
        order = self._order(store, body)
        due = store.now() + timedelta(days=int(body.get("days", 9)))
        dispute = store.create(
            ShopifyPaymentsDispute,
            amount=Money(order.total_price_set.shop, store.currency),
            initiated_at=store.now(),
            evidence_due_by=due,
            order=order,
            type=str(body.get("type", "CHARGEBACK")).upper(),
            reason=str(body.get("reason", "FRAUDULENT")).upper(),
        )
        return {"dispute": dispute.gid, "order": order.name, "due": due.isoformat()}

    def move_dispute(self, store: Store, body: Json) -> Json:
        """`{dispute, status?, type?, sent?}`: answered on its page, or decided."""
        dispute = store.node(str(body.get("dispute")))
        if not isinstance(dispute, ShopifyPaymentsDispute):
            raise _bad("There is no such dispute.")
        dispute.status = str(body.get("status", dispute.status)).upper()
        dispute.type = str(body.get("type", dispute.type)).upper()
        if body.get("sent"):
            dispute.evidence_sent_on = store.now()
        if dispute.status in ("ACCEPTED", "LOST", "PREVENTED", "WON"):
            dispute.finalized_on = store.now()
        store.touch(dispute)
        return {"dispute": dispute.gid, "status": dispute.status}

    # -- the rest ------------------------------------------------------------
    def gdpr_request(self, store: Store, body: Json) -> Json:
        """`{topic, email?, uri}`: compliance webhooks come from the app's settings,
        so the address is given here."""
        topic = body.get("topic", GDPR[0])
        if topic not in GDPR or not body.get("uri"):
            raise _bad(f"uri, and a topic out of {', '.join(GDPR)}, must be given.")
        wanted = body.get("email")
        rows = [c for c in store["Customer"] if wanted in (None, c.email)]
        who = rows[0] if rows else None
        about = compliance(topic, store, who, who.orders if who else [])
        self._platform.outbox.send_to(store, body["uri"], topic, about)
        return {"topic": topic, "body": about}

    def feed_shipstation(self, store: Store, body: Json) -> Json:
        """`{on: bool}`; switched on, orders not shipped yet go there at once."""
        store.feeds_shipstation = bool(body.get("on", True))
        fed = 0
        for order in store["Order"].awake() if store.feeds_shipstation else ():
            if not order.cancelled_at and any(
                target.is_active for target in order.fulfillment_orders
            ):
                feed(store, order)
                fed += 1
        return {"feeds_shipstation": store.feeds_shipstation, "orders_fed": fed}

    # -- inside --------------------------------------------------------------
    def _context(self, store: Store) -> Context:
        return Context(store, store.installation, "2026-07")

    def _order(self, store: Store, body: Json) -> Order:
        wanted = str(body.get("order") or "")
        if not wanted:
            newest = store["Order"].newest(1)
            if not newest:
                raise _bad("The shop has no order yet.")
            return newest[0]
        if found := store["Order"].hinted(wanted):
            return found
        for order in store["Order"].awake():
            if wanted in (order.name, order.name.lstrip("#"), str(order.id), order.gid):
                return order
        raise _bad(f"There is no order {wanted!r}.")


def _spread(order: Order, amount: Decimal) -> list[Json]:
    from .fields.transaction import refundable_of
    from .refunding import payments

    rows: list[Json] = []
    left = order.total_price_set.of(amount)
    for payment in payments(order):
        part = refundable_of(payment).capped(left)
        if part:
            rows.append(
                {
                    "amount_set": part,
                    "gateway": payment.gateway,
                    "parent_transaction": payment,
                }
            )
            left = left - part
    return rows


def _told(order: Order) -> Json:
    return {
        "order": order.name,
        "id": order.gid,
        "financial_status": order.display_financial_status,
        "fulfillment_status": order.display_fulfillment_status,
        "current_total": str(order.current_total_price_set.shop),
    }


def _bad(said: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=said)
