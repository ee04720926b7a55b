"""How one run of the sandbox is set up."""

from __future__ import annotations

from dataclasses import dataclass

PLATFORMS = ("shopify", "ebay", "shipstation")


@dataclass(slots=True)
class Config:
    host: str = "127.0.0.1"
    port: int = 8899
    seed: int = 1
    orders_per_minute: float = 0.0
    #: "small" = 100 products and 1,000 orders, "full" = 100,000 and 1,000,000
    scale: str = "small"
    load_data: bool = True
    #: what links and webhooks name as our address, when it is not host:port
    public_url: str | None = None
    #: webhooks go to loopback only, unless somebody insists
    allow_remote_webhooks: bool = False
    #: names in this package, or dotted names of any package that has `build(kernel)`
    platforms: tuple[str, ...] = PLATFORMS

    @property
    def base_url(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"
