"""The smallest platform that fits the sandbox's seam: the kernel's tests need no other.

It sells one thing, and tells whoever subscribed.
"""

from __future__ import annotations

from typing import Any

from aiohttp import web

from sandbox.contracts.base import Contract
from sandbox.data.world import World
from sandbox.kernel.kernel import Kernel
from sandbox.kernel.platform import Platform
from sandbox.kernel.webhooks import Delivery


class CornerShop(Platform):
    code = "corner"

    def __init__(self, kernel: Kernel) -> None:
        super().__init__(kernel)
        self.contract = Contract()
        self.subscribers: list[str] = []
        self.given_up: list[str] = []
        self.schedule: tuple[float, ...] = (60, 3600)
        self.reset()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/orders", self._list),
            web.post("/orders", self._buy),
            web.get("/broken", self._broken),
        ]

    def load(self, world: World) -> None:
        self.loaded = len(world.orders)

    def reset(self) -> None:
        self.orders: list[str] = []
        self.loaded = 0

    async def new_order(self) -> str:
        order = f"C{len(self.orders) + 1}"
        self.orders.append(order)
        for url in self.subscribers:
            self.kernel.webhooks.send(self._delivery(url, order))
        return order

    def snapshot(self) -> dict[str, Any]:
        return {
            "counts": {"orders": len(self.orders), "loaded": self.loaded},
            "tables": {"orders": [{"number": o} for o in self.orders[-50:]]},
        }

    def credentials(self) -> dict[str, str]:
        return {"password": "open sesame"}

    def actions(self):
        async def burn_down(body: dict[str, Any]) -> dict[str, int]:
            if body["how"] == "slowly":
                raise ValueError("it burns at once or not at all")
            lost = len(self.orders)
            self.reset()
            return {"lost": lost}

        return {"burn-down": burn_down}

    def _delivery(self, url: str, order: str) -> Delivery:
        def signed(attempt: int) -> tuple[dict[str, str], bytes]:
            return {"X-Attempt": str(attempt)}, order.encode()

        return Delivery(
            platform=self.code,
            url=url,
            headers={},
            body=b"",
            topic="orders/create",
            schedule=self.schedule,
            timeout_s=1,
            on_give_up=lambda delivery: self.given_up.append(delivery.url),
            resign=signed,
        )

    async def _list(self, request: web.Request) -> web.Response:
        return web.json_response({"orders": self.orders})

    async def _buy(self, request: web.Request) -> web.Response:
        return web.json_response({"order": await self.new_order()}, status=201)

    async def _broken(self, request: web.Request) -> web.Response:
        return self.breach("broken", ["orders: is missing"])


def build(kernel: Kernel) -> CornerShop:
    return CornerShop(kernel)
