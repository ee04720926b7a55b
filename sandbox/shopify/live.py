"""Live traffic: somebody buys something, now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.data.world import World

from .feed import feed
from .state.order import Order
from .state.store import Store

if TYPE_CHECKING:
    from .platform import ShopifyPlatform


class NothingToSell(Exception):
    def __init__(self) -> None:
        super().__init__("The shop is empty; start or reset the sandbox with its data.")


class LiveShop:
    def __init__(self, platform: ShopifyPlatform) -> None:
        self._platform = platform
        self.world: World | None = None
        self.made = 0

    def buy(self, store: Store) -> Order:
        if self.world is None or store.historian is None:
            raise NothingToSell
        self.made += 1
        row = self.world.new_order(self.made, "shopify", store.kernel.clock.now())
        order = store.historian.add(row, live=True)
        if store.feeds_shipstation:
            feed(store, order)
        return order
