"""The Shopify simulator as the kernel sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.contracts import shopify as contracts
from sandbox.contracts.base import load_if_present
from sandbox.kernel.platform import Action, Platform

from . import actions, endpoint, files, oauth, snapshot
from .core.cost import Bucket
from .core.registry import MUTATIONS
from .fields import (  # noqa: F401  (each announces its nouns)
    common,
    customer,
    dispute,
    fulfillment,
    inventory,
    media,
    metafield,
    order,
    order_line,
    payout,
    price_list,
    product,
    refund,
    service,
    shop,
    transaction,
    translation,
)
from .live import LiveShop
from .loader import load_world
from .mutations import ALL as MUTATION_MODULES
from .outbox import Outbox
from .state.app import App, Installation, Token
from .state.store import Store
from .unchecked import Unchecked

if TYPE_CHECKING:
    from sandbox.data.world import World
    from sandbox.kernel.kernel import Kernel

DEFAULT_SHOP = "motor-parts"
#: A legacy custom app's token: everlasting, made by hand in the admin.
STATIC_TOKEN = "shpat_sandbox_static_token"


class ShopifyPlatform(Platform):
    code = "shopify"

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self.contract = load_if_present(contracts.ShopifyContract)
        if self.contract is not None:
            self.contract.known_operations = known_operations()
        self._unchecked = Unchecked()
        self.outbox = Outbox()
        self.stores: dict[str, Store] = {}
        self.live = LiveShop(self)
        self.reset()

    # -- the seam ------------------------------------------------------------
    def routes(self) -> list[web.RouteDef]:
        admin = "/{shop}/admin"
        return [
            web.post(admin + "/api/{version}/graphql.json", self._graphql),
            web.get(admin + "/oauth/authorize", self._with_store(oauth.consent_page)),
            web.get(admin + "/oauth/grant", self._with_store(oauth.grant)),
            web.post(admin + "/oauth/access_token", self._token),
            web.post("/{shop}/files/staged", self._file(files.upload_form)),
            web.put("/{shop}/files/staged/{path:.+}", self._file(files.upload_put)),
            web.get("/{shop}/files/{path:.+}", self._file(files.download)),
            web.route("*", "/{shop}/admin/{path:.*}", self._not_here),
        ]

    def load(self, world: World) -> None:
        store = self.stores[DEFAULT_SHOP]
        store.loading = True
        try:
            load_world(store, world)
        finally:
            store.loading = False
        self.live.world = world

    def reset(self) -> None:
        self.stores.clear()
        self.live.made = 0
        self.open_shop(DEFAULT_SHOP)

    def open_shop(self, domain: str, currency: str = "USD") -> Store:
        """One more store, empty but for the app on it."""
        store = Store(domain, self.kernel, len(self.stores))
        store.currency = currency
        app = App()
        store.installation = store.create(
            Installation,
            app=app,
            granted=app.scopes,
            created_at=store.created_at,
            bucket=Bucket(clock=self.kernel.clock.timestamp),
        )
        static = Token(STATIC_TOKEN, app.scopes)
        store.installation.issue(static)
        store.contract, store.breach = self.contract or self._unchecked, self.breach
        store.on_events = self.outbox.tell
        self.stores[domain] = store
        return store

    async def new_order(self) -> str:
        return self.live.buy(self.stores[DEFAULT_SHOP]).name

    def snapshot(self) -> dict[str, Any]:
        return snapshot.of(self.stores)

    def actions(self) -> dict[str, Action]:
        return actions.Actions(self).table()

    def credentials(self) -> dict[str, str]:
        app = self.stores[DEFAULT_SHOP].installation.app
        return {
            "shop": DEFAULT_SHOP,
            "client_id": app.client_id,
            "client_secret": app.secret,
            "access_token": STATIC_TOKEN,
        }

    def operation_of(self, request: web.Request, body: bytes) -> str:
        if request.path.endswith("/graphql.json"):
            return endpoint.operation_of(body)
        return f"{request.method} {request.path}"

    def fault_answer(
        self, kind: str, status: int, retry_after: int | None
    ) -> web.Response:
        if kind == "throttle":
            return endpoint.throttled(self.stores[DEFAULT_SHOP])
        headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
        said = {401: endpoint.UNAUTHORIZED, 402: "Unavailable Shop", 423: "Locked"}
        text = said.get(status, f"Injected failure {status}")
        return web.json_response({"errors": text}, status=status, headers=headers)

    # -- doors ---------------------------------------------------------------
    async def _graphql(self, request: web.Request) -> web.Response:
        return await endpoint.answer(self, request)

    def _store_of(self, request: web.Request) -> Store:
        store = self.stores.get(request.match_info["shop"])
        if store is None:
            raise web.HTTPNotFound(
                text='{"errors":"Not Found"}', content_type="application/json"
            )
        return store

    def _with_store(self, work: Any) -> Any:
        async def handle(request: web.Request) -> web.Response:
            return work(self._store_of(request), request.query)

        return handle

    async def _token(self, request: web.Request) -> web.Response:
        if request.content_type == "application/json":
            try:
                given = await request.json()
            except ValueError:
                return endpoint.refusal(400, "The body is not valid JSON")
        else:
            given = await request.post()
        return oauth.token_answer(self._store_of(request), given)

    def _file(self, work: Any) -> Any:
        async def handle(request: web.Request) -> web.Response:
            return await work(self._store_of(request), request)

        return handle

    async def _not_here(self, request: web.Request) -> web.Response:
        """REST is not played: it is a thing of the past."""
        return endpoint.refusal(404, "Not Found")


def known_operations() -> set[str]:
    from .core.registry import FIELDS

    queries = {
        name.removeprefix("QueryRoot.")
        for name in FIELDS
        if name.startswith("QueryRoot.")
    }
    tables = {"products", "product", "productVariants", "productVariant", "orders"}
    tables |= {"order", "customers", "customer", "collections", "collection"}
    tables |= {"inventoryItems", "inventoryItem", "draftOrders", "draftOrder"}
    tables |= {"fulfillmentOrder", "fulfillment", "refund", "return", "bulkOperation"}
    tables |= {"bulkOperations", "webhookSubscription", "companies", "company"}
    counted = "products productVariants collections orders customers draftOrders"
    tables |= {f"{name}Count" for name in counted.split()}
    return queries | tables | set(MUTATIONS)


__all__ = ["MUTATION_MODULES", "ShopifyPlatform"]
