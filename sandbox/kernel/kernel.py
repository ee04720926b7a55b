"""The kernel: what the platforms share, and the platforms themselves."""

from __future__ import annotations

import importlib
import logging

from aiohttp import web

from .clock import Clock
from .config import Config
from .faults import Faults
from .journal import Journal
from .live import LiveTraffic
from .platform import Platform
from .rng import Rng, RngTree
from .webhooks import Webhooks

log = logging.getLogger("sandbox")


class Kernel:
    def __init__(self, config: Config) -> None:
        self.config = config
        self.clock = Clock()
        self.rng_tree = RngTree(config.seed)
        self.journal = Journal(self.clock)
        self.faults = Faults(self.rng_tree, self.journal)
        self.webhooks = Webhooks(
            self.clock, self.faults, self.journal, config.allow_remote_webhooks
        )
        self.live = LiveTraffic(self)
        self.warnings: list[str] = []
        self.platforms: dict[str, Platform] = {}
        self._find_platforms()

    def rng(self, name: str) -> Rng:
        """The stream of chance of that name (give each use its own)."""
        return self.rng_tree(name)

    @property
    def base_url(self) -> str:
        return self.config.base_url

    def warn(self, text: str) -> None:
        """For people: shown at start and on the page."""
        self.warnings.append(text)

    def _find_platforms(self) -> None:
        """Mount what works; a broken platform must not take the others down."""
        for name in self.config.platforms:
            package = name if "." in name else f"sandbox.{name}"
            try:
                platform = importlib.import_module(package).build(self)
            except Exception as error:
                log.debug("platform %s", name, exc_info=True)
                self.warn(f"{name} is not mounted: {type(error).__name__}: {error}")
                continue
            self.platforms[platform.code] = platform
            if platform.contract is None:
                self.warn(
                    f"{platform.code}: validation is off, the vendor's contract is "
                    "missing; run `python -m sandbox.contracts.fetch`"
                )

    def load(self) -> None:
        """Fill every platform with the seeded world."""
        from sandbox.data.world import build_world

        world = build_world(self.config.seed, self.clock.now(), self.config.scale)
        # All in one moment, or the order of things would depend on this machine.
        with self.clock.held():
            for platform in self.platforms.values():
                platform.load(world)

    async def reset(self, seed: int | None = None, data: bool = True) -> None:
        """Begin again, as if just started with that seed."""
        await self.webhooks.clear()
        self.clock.clear()
        self.faults.clear()
        self.journal.clear()
        self.config.seed = self.config.seed if seed is None else seed
        self.rng_tree.reset(self.config.seed)
        for platform in self.platforms.values():
            platform.reset()
        if data:
            self.load()
        self.live.set_rate(self.live.orders_per_minute)


#: where the web application keeps it
KERNEL = web.AppKey("kernel", Kernel)
