"""What a test or a trainer can make happen: `POST /control/ebay/<name>` with JSON."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sandbox.kernel.platform import Action

from . import disputes, listings, loader, messages, postorder
from .call import (
    ACCOUNT,
    DISPUTES,
    FINANCES,
    FULFILLMENT,
    IDENTITY,
    INVENTORY,
    MESSAGE,
    NOTIFICATION,
    STORES,
)
from .state import Json, Order, OrderLine, Seller

if TYPE_CHECKING:
    from .platform import EbayPlatform

ALL_SCOPES = (
    *INVENTORY,
    *FULFILLMENT,
    *ACCOUNT,
    *FINANCES,
    *STORES,
    *DISPUTES,
    *MESSAGE,
    *IDENTITY,
    *NOTIFICATION,
)
SHIP_TO = {
    "US": {
        "addressLine1": "12 Main Street",
        "city": "Austin",
        "stateOrProvince": "TX",
        "postalCode": "78701",
        "countryCode": "US",
    },
    "GB": {
        "addressLine1": "4 High Street",
        "city": "Leeds",
        "postalCode": "LS1 4DY",
        "countryCode": "GB",
    },
    "DE": {
        "addressLine1": "Hauptstraße 1",
        "city": "Köln",
        "postalCode": "50667",
        "countryCode": "DE",
    },
}
CONSENT_MODES = ("page", "approve", "deny")


def actions_of(ebay: EbayPlatform) -> dict[str, Action]:
    doing = Actions(ebay)
    return {
        "sell": doing.sell,
        "pay-order": doing.pay_order,
        "request-cancel": doing.request_cancel,
        "open-return": doing.open_return,
        "open-dispute": doing.open_dispute,
        "buyer-message": doing.buyer_message,
        "delete-account": doing.delete_account,
        "end-listing": doing.end_listing,
        "pay-out": doing.pay_out,
        "issue-token": doing.issue_token,
        "revoke-consent": doing.revoke_consent,
        "expire-token": doing.expire_token,
        "consent-mode": doing.consent_mode,
        "register-redirect": doing.register_redirect,
        "set-limit": doing.set_limit,
        "hide-usernames": doing.hide_usernames,
        "application": doing.application,
    }


class Actions:
    def __init__(self, ebay: EbayPlatform) -> None:
        self._ebay = ebay

    # -- buyers ----------------------------------------------------------------
    async def sell(self, body: Json) -> Json:
        """`{sku, quantity?, buyer?, paid?, seller?}`: somebody buys what is listed."""
        seller = self._seller(body)
        listing, sku = _listed(seller, body["sku"])
        quantity = int(body.get("quantity", 1))
        variation = listing.variations[sku]
        if variation.quantity < quantity:
            raise ValueError(f"only {variation.quantity} of {sku} are available")
        buyer = body.get("buyer", "rider_sandbox")
        line = OrderLine(
            line_id=self._ebay.next_id("order_line"),
            listing_id=listing.listing_id,
            sku=sku,
            title=listing.title,
            quantity=quantity,
            unit_price=variation.price,
            shipping=Decimal("9.90"),
            aspects=dict(variation.aspects),
        )
        order = self._order(seller, listing, buyer, line)
        if body.get("paid", True):
            order.paid_at = self._ebay.now()
        loader.placed(self._ebay, seller, order)
        return {"orderId": order.order_id, "lineItemId": line.line_id}

    def _order(
        self, seller: Seller, listing: Any, buyer: str, line: OrderLine
    ) -> Order:
        ebay = self._ebay
        now = ebay.now()
        known = ebay.buyers.setdefault(
            buyer,
            {
                "username": buyer,
                "user_id": ebay.rng.hex(11),
                "eias": f"nY+sHZ2PrBmdj6wVnY+{ebay.rng.hex(24)}==",
            },
        )
        number = int(ebay.next_id("sale"))
        order = Order(
            order_id=f"27-{number % 100_000:05d}-{number // 100_000 % 100_000:05d}",
            marketplace=listing.marketplace,
            currency=listing.currency,
            created_at=now,
            modified_at=now,
            buyer={
                **known,
                "name": "Sam Rider",
                "email": f"{known['user_id']}@members.ebay.com",
                "phone": "+1 512-555-0100",
            },
            ship_to=dict(SHIP_TO[seller.site.country]),
            lines=[line],
            record=str(len(seller.orders) + 1),
        )
        seller.orders[order.order_id] = order
        return order

    async def pay_order(self, body: Json) -> Json:
        """`{order_id}`: an order that waited for payment is paid."""
        seller, order = self._find_order(body)
        if order.paid_at is None:
            loader.paid(self._ebay, seller, order)
        return {"paid": True}

    async def request_cancel(self, body: Json) -> Json:
        """`{order_id, reason?}`: the buyer wants out; the seller has three days."""
        _, order = self._find_order(body)
        reason = body.get("reason", "BUYER_ASKED_CANCEL")
        return {
            "cancelId": postorder.request_cancel(self._ebay, order, reason).cancel_id
        }

    async def open_return(self, body: Json) -> Json:
        """`{order_id, reason?}`"""
        seller, order = self._find_order(body)
        reason = body.get("reason", "NOT_AS_DESCRIBED")
        opened = postorder.open_return(self._ebay, seller, order, reason)
        return {"returnId": opened["returnId"]}

    async def open_dispute(self, body: Json) -> Json:
        """`{order_id, reason?}`: the buyer asks the bank for the money back."""
        seller, order = self._find_order(body)
        reason = body.get("reason", "ITEM_NOT_RECEIVED")
        opened = disputes.open_dispute(self._ebay, seller, order, reason)
        return {"paymentDisputeId": opened["paymentDisputeId"]}

    async def buyer_message(self, body: Json) -> Json:
        """`{text, buyer?, order_id?, listing_id?, seller?}`"""
        seller, buyer, listing_id = self._seller(body), body.get("buyer"), ""
        if body.get("order_id"):
            seller, order = self._find_order(body)
            buyer = buyer or order.buyer["username"]
            listing_id = order.lines[0].listing_id
        buyer = buyer or next(iter(self._ebay.buyers), "rider_sandbox")
        self._ebay.buyers.setdefault(buyer, {"username": buyer, "user_id": buyer})
        conversation, message = messages.write(
            self._ebay,
            seller,
            buyer,
            body["text"],
            body.get("listing_id", listing_id),
        )
        self._ebay.outbox.message(seller, conversation.conversation_id, message)
        return {
            "conversationId": conversation.conversation_id,
            "messageId": message["messageId"],
        }

    async def delete_account(self, body: Json) -> Json:
        """`{username}`: the buyer's account is closed; every developer is told."""
        buyer = self._ebay.buyers.get(body["username"])
        if buyer is None:
            raise ValueError(f"there is no buyer {body['username']}")
        self._ebay.outbox.account_deletion(
            buyer["username"], buyer["user_id"], buyer.get("eias", "")
        )
        return {"userId": buyer["user_id"]}

    # -- the seller's account --------------------------------------------------
    async def end_listing(self, body: Json) -> Json:
        """`{listing_id, reason?}`: ended on eBay's own site, or by eBay."""
        for seller in self._ebay.sellers.values():
            listing = seller.listings.get(str(body["listing_id"]))
            if listing is not None:
                listings.end(self._ebay, listing, body.get("reason", "NotAvailable"))
                return {"ended": True}
        raise ValueError(f"there is no listing {body['listing_id']}")

    async def pay_out(self, body: Json) -> Json:
        """`{seller?}`: what waits goes to the bank now."""
        payout = self._ebay.book.pay_out(self._seller(body))
        return {"payoutId": payout["payoutId"] if payout else None}

    async def issue_token(self, body: Json) -> Json:
        """`{seller?, scopes?}`: both tokens without the walk through the browser."""
        scopes = frozenset(body.get("scopes") or ALL_SCOPES)
        return self._ebay.vault.issue(self._seller(body), scopes, self._ebay.now())

    async def revoke_consent(self, body: Json) -> Json:
        """`{seller?}`: the seller took the consent back on eBay's site."""
        return {"revoked": self._ebay.vault.revoke_seller(self._seller(body))}

    async def expire_token(self, body: Json) -> Json:
        """`{seller?}`: every access token is past its time; refresh tokens live."""
        seller, now = self._seller(body), self._ebay.now()
        return {"expired": self._ebay.vault.expire_access(seller, now)}

    # -- the sandbox itself ----------------------------------------------------
    async def consent_mode(self, body: Json) -> Json:
        """`{mode}`: page (ask), approve or deny."""
        if body.get("mode") not in CONSENT_MODES:
            raise ValueError(f"mode must be one of {', '.join(CONSENT_MODES)}")
        self._ebay.consent_mode = body["mode"]
        return {"mode": body["mode"]}

    async def register_redirect(self, body: Json) -> Json:
        """`{url, ru_name?}`: where the RuName sends the browser after the consent."""
        name = body.get("ru_name") or self._ebay.application.ru_name
        self._ebay.redirects[name] = body["url"]
        return {"ru_name": name, "url": body["url"]}

    async def set_limit(self, body: Json) -> Json:
        """`{resource, limit}`: a daily budget, e.g. of `sell.inventory`."""
        self._ebay.budget.set_limit(body["resource"], int(body["limit"]))
        return {"resource": body["resource"], "limit": int(body["limit"])}

    async def hide_usernames(self, body: Json) -> Json:
        """`{on}`: show immutable user ids in orders, as eBay does in more and more."""
        self._ebay.hides_usernames = bool(body.get("on", True))
        return {"on": self._ebay.hides_usernames}

    async def application(self, body: Json) -> Json:
        """The keyset that clients of the sandbox use, and the sellers there are."""
        keys = self._ebay.application
        return {
            "app_id": keys.app_id,
            "dev_id": keys.dev_id,
            "cert_id": keys.cert_id,
            "ru_name": keys.ru_name,
            "redirects": self._ebay.redirects,
            "sellers": list(self._ebay.sellers),
        }

    # -- finding ---------------------------------------------------------------
    def _seller(self, body: Json) -> Seller:
        name = body.get("seller", "")
        if name and name not in self._ebay.sellers:
            raise ValueError(f"there is no seller {name}")
        return self._ebay.seller(name)

    def _find_order(self, body: Json) -> tuple[Seller, Order]:
        for seller in self._ebay.sellers.values():
            order = seller.orders.get(str(body["order_id"]))
            if order is not None:
                return seller, order
        raise ValueError(f"there is no order {body['order_id']}")


def _listed(seller: Seller, sku: str) -> tuple[Any, str]:
    for listing in reversed(seller.listings.values()):
        if listing.is_active and sku in listing.variations:
            return listing, sku
    raise ValueError(f"{sku} is not listed")
