"""How one run of the sandbox is set up."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

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
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    def is_our_name(self, host: str) -> bool:
        """Whether a request's Host may be ours.

        A web page whose own name was made to point to 127.0.0.1 would be let into
        everything here by the browser; its Host header gives it away.
        """
        name = urlsplit(f"//{host}").hostname or ""
        public = urlsplit(self.public_url or "").hostname
        everybody = self.host in ("0.0.0.0", "::")
        return everybody or name in ("127.0.0.1", "::1", "localhost", self.host, public)
