"""The eBay simulator as the kernel sees it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.contracts import ebay as contracts
from sandbox.contracts.base import load_if_present
from sandbox.contracts.trading import REQUESTS
from sandbox.kernel.platform import Action, Platform

from . import actions, consent, gate, loader, snapshot, trading
from .budget import Budget
from .call import ROUTES, Call, Router
from .errors import EbayError, error_body
from .finances import Book
from .oauth import Application, Token, Vault
from .outbox import Outbox
from .sellers import DEFAULT_SELLER, opening_sellers
from .signing import NotificationKey
from .state import Json, Order, Seller

if TYPE_CHECKING:
    from sandbox.data.world import World
    from sandbox.kernel.kernel import Kernel

#: first number of each kind of id, so that they look like eBay's
FIRST_IDS = {
    "listing": 110_554_000_001,
    "offer": 8_209_815_010,
    "policy": 6_196_932_000,
    "order_line": 10_073_000_001,
    "refund": 5_000_000_001,
    "reference": 7_000_000_001,
    "cancel": 5_300_000_001,
    "return": 5_400_000_001,
    "payout": 6_000_000_001,
    "conversation": 210_000_001,
    "message": 310_000_001,
}


class EbayPlatform(Platform):
    code = "ebay"

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self.contract = load_if_present(contracts.load)
        if self.contract is not None:
            calls = {f"trading.{name}" for name in REQUESTS}
            self.contract.known_operations = {*ROUTES, *calls}
        self.router = Router()
        self.application = Application()
        self.reset()

    # -- the seam --------------------------------------------------------------
    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/{host:auth|signin}/oauth2/authorize", self._bound(consent.page)),
            web.post("/{host:auth|signin}/oauth2/consent", self._bound(consent.answer)),
            web.post(
                "/{host:api|apiz}/identity/v1/oauth2/token", self._bound(consent.token)
            ),
            web.post(
                "/{host:api|apiz}/identity/v1/oauth2/revoke",
                self._bound(consent.revoke),
            ),
            web.post("/{host:api}/ws/api.dll", self._bound(trading.handle)),
            web.route("*", "/{host:api|apiz|apim}/{path:.*}", self._bound(gate.rest)),
        ]

    def _bound(self, handler: Any) -> Any:
        async def handle(request: web.Request) -> web.StreamResponse:
            return await handler(self, request)

        return handle

    def reset(self) -> None:
        self.rng = self.kernel.rng("ebay")
        self.vault = Vault(self.kernel.rng("ebay/tokens"))
        self.budget = Budget()
        self.notification_key = NotificationKey(self.kernel.rng("ebay/key"))
        self.outbox = Outbox(self)
        self.book = Book(self)
        self.sellers: dict[str, Seller] = opening_sellers(self.kernel.rng("ebay/users"))
        #: user name -> what deletion notices and orders say about a buyer
        self.buyers: dict[str, Json] = {}
        self.alert_email = ""
        self.destinations: dict[str, Json] = {}
        self.subscriptions: dict[str, Json] = {}
        self.signing_keys: dict[str, Json] = {}
        #: "page" asks, "approve" and "deny" answer for the user
        self.consent_mode = "page"
        self.redirects = dict(consent.REDIRECTS)
        self.hides_usernames = False
        self.world: World | None = None
        self._ids = dict(FIRST_IDS)
        self.live_orders = 0

    def load(self, world: World) -> None:
        self.world = world
        loader.load(self, world)

    async def new_order(self) -> str:
        return loader.live_order(self).order_id

    def snapshot(self) -> dict[str, Any]:
        return snapshot.snapshot(self)

    def actions(self) -> dict[str, Action]:
        return actions.actions_of(self)

    def credentials(self) -> dict[str, str]:
        keys = self.application
        return {
            "app_id": keys.app_id,
            "cert_id": keys.cert_id,
            "dev_id": keys.dev_id,
            "ru_name": keys.ru_name,
            "seller": DEFAULT_SELLER,
        }

    def operation_of(self, request: web.Request, body: bytes) -> str:
        if request.path.endswith("/ws/api.dll"):
            return f"trading.{request.headers.get('X-EBAY-API-CALL-NAME', '')}"
        return gate.operation_name(self, request)

    def fault_answer(
        self, kind: str, status: int, retry_after: int | None
    ) -> web.Response:
        error = error_body(2001 if kind == "throttle" else 2003)
        headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
        return web.json_response({"errors": [error]}, status=status, headers=headers)

    # -- for the handlers ------------------------------------------------------
    def now(self) -> datetime:
        return self.kernel.clock.now()

    def next_id(self, kind: str) -> str:
        number = self._ids.get(kind, 1_000_000_001)
        self._ids[kind] = number + 1
        return str(number)

    def seller(self, username: str = "") -> Seller:
        return self.sellers[username or DEFAULT_SELLER]

    def strike_token(self, token: Token, operation: str, path: str) -> None:
        """Ordered faults of the token: refused for good, or as expired."""
        faults = self.kernel.faults
        if not faults:
            return
        if faults.active("revoke_token", self.code, operation, path):
            self.vault.revoke(token.refresh or token.value)
        if faults.active("expire_token", self.code, operation, path):
            token.expires_at = self.now()
        if faults.active("lose_scope", self.code, operation, path):
            token.scopes = frozenset()
        if faults.active("lose_scope", self.code, operation, path):
            token.scopes = frozenset()

    def strike_partial(self, call: Call) -> None:
        """An ordered failure of one element of a bulk call."""
        faults = self.kernel.faults
        if faults and faults.active("partial", self.code, call.name):
            raise EbayError(25001, additionalInfo="Injected partial failure.")

    def notify_order(self, topic: str, seller: Seller, order: Order) -> None:
        self.outbox.order(topic, seller, order)


def build(kernel: Kernel) -> EbayPlatform:
    return EbayPlatform(kernel)
