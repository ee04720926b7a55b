"""ShipStation, V1 and V2, for several sellers."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.contracts import shipstation as contracts
from sandbox.contracts.base import load_if_present
from sandbox.contracts.shipstation_operations import OPERATIONS
from sandbox.kernel.platform import Action, Platform

from . import seed, v1, v2
from .actions import Actions
from .channel import ChannelOrder, import_order
from .downloads import serve
from .gate import PREFIX, Gate
from .limits import Limits
from .office import Office
from .snapshot import snapshot
from .state import Account, Order
from .voices import INJECTED

if TYPE_CHECKING:
    from sandbox.data.world import World
    from sandbox.kernel.kernel import Kernel

Json = dict[str, Any]

#: which API the request under way asked: injected failures speak its language
ASKED_API: ContextVar[str] = ContextVar("ASKED_API", default="v1")
FIRST_SELLER = 100_000
#: what the demo and the tests sign in with; further accounts come by `add-account`
DEFAULT_ACCOUNT = ("main", "sandbox-v1-key", "sandbox-v1-secret", "sandbox-v2-key")


class ShipStation(Platform):
    code = "shipstation"

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self.contract = load_if_present(contracts.load)
        self.office = Office(kernel)
        self.limits = Limits()
        self.accounts: list[Account] = []
        self._world: World | None = None
        self.reset()

    # -- the seam --------------------------------------------------------------
    def routes(self) -> list[web.RouteDef]:
        gate = Gate(self)
        handlers = {"v1": v1.HANDLERS, "v2": v2.HANDLERS}
        routes = [
            gate.route(one, handlers[one.api][f"{one.method} {one.path}"])
            for one in OPERATIONS
        ]
        download = "/api/v2/downloads/{dir}/{subdir}/{filename}"
        return [
            *routes,
            web.get(download, self._download),
            web.get("/jwks", self._jwks),
        ]

    def reset(self) -> None:
        self.accounts.clear()
        self.limits.clear()
        self._world, self._live_orders = None, 0
        self.open_account(*DEFAULT_ACCOUNT)

    def load(self, world: World) -> None:
        self._world = world
        seed.fill(self.office, self.accounts[0], world)

    async def new_order(self) -> str:
        """An order of another shop, as ShipStation imports it from Amazon."""
        account = self.accounts[0]
        self._live_orders += 1
        number = seed.PAST_ORDERS + self._live_orders
        store = self._store(account, 2, "Throttle & Torque on Amazon")
        order = import_order(self.office, account, store, self._sold(number))
        self.office.notices.orders_created(account, [order])
        return order.number

    def snapshot(self) -> Json:
        return snapshot(self.accounts)

    def actions(self) -> dict[str, Action]:
        return Actions(self).table()

    def credentials(self) -> dict[str, str]:
        account = self.accounts[0]
        return {
            "v1_key": account.v1_key,
            "v1_secret": account.v1_secret,
            "v2_key": account.v2_key,
        }

    def operation_of(self, request: web.Request, body: bytes) -> str:
        """`v1 POST /orders/createorder`"""
        resource = request.match_info.route.resource
        path = resource.canonical if resource else request.path
        for api, prefix in PREFIX.items():
            start = f"/{self.code}{prefix}"
            if path.startswith(start):
                ASKED_API.set(api)
                return f"{api} {request.method} {path.removeprefix(start)}"
        return f"{request.method} {path}"

    def fault_answer(
        self, kind: str, status: int, retry_after: int | None
    ) -> web.Response:
        return INJECTED[ASKED_API.get()](self.office, status, retry_after)

    # -- for other platforms ---------------------------------------------------
    def import_channel_order(
        self, order: ChannelOrder, store_name: str, marketplace: int
    ) -> Order:
        """A shop that feeds ShipStation directly brings one of its orders.

        `marketplace` is ShipStation's number of the kind of shop (Shopify 12, eBay 1).
        """
        account = self.accounts[0]
        store = self._store(account, marketplace, store_name)
        known = order.key in account.by_key
        record = import_order(self.office, account, store, order)
        if not known:
            self.office.notices.orders_created(account, [record])
        return record

    # -- accounts --------------------------------------------------------------
    def open_account(
        self, name: str, v1_key: str = "", v1_secret: str = "", v2_key: str = ""
    ) -> Account:
        rng = self.office.rng
        account = Account(
            FIRST_SELLER + len(self.accounts),
            name,
            v1_key or rng.hex(32),
            v1_secret or rng.hex(32),
            v2_key or rng.hex(43),
        )
        seed.furnish(self.office, account)
        self.accounts.append(account)
        return account

    def account_by(self, attribute: str, key: str | None) -> Account | None:
        found = (a for a in self.accounts if getattr(a, attribute) == key)
        return next(found, None)

    # -- inside ----------------------------------------------------------------
    def _store(self, account: Account, marketplace: int, name: str) -> Json:
        for store in account.stores.values():
            if (store["marketplaceId"], store["storeName"]) == (marketplace, name):
                return store
        return seed.add_store(self.office, account, name, marketplace)

    def _sold(self, number: int) -> ChannelOrder:
        if self._world is None:
            raise RuntimeError(
                "The sandbox runs without data: there is nothing to sell."
            )
        return seed.another_shops_order(self._world, number, self.office.now())

    async def _download(self, request: web.Request) -> web.Response:
        return serve(self.accounts, **request.match_info)

    async def _jwks(self, request: web.Request) -> web.Response:
        return web.json_response(self.office.signer.jwks())
