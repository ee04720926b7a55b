"""What the tests of eBay's insides share."""

from __future__ import annotations

from contextlib import contextmanager

from sandbox.ebay.oauth import Application
from sandbox.kernel.config import Config
from sandbox.kernel.thread import SandboxThread
from sandbox.remote import Remote
from tests.contract.ebay_seller import EbaySeller

APPLICATION = Application()
SCOPE = "https://api.ebay.com/oauth/api_scope"


class EbayRemote(Remote):
    """A client of the control API that can also look behind the curtain."""

    def __init__(self, running: SandboxThread) -> None:
        super().__init__(running.base_url)
        self.running, self.kernel = running, running.kernel
        self.platform = running.kernel.platforms["ebay"]

    def settle(self) -> None:
        """Wait until no notification is on its way any more."""
        self.running.run(self.kernel.webhooks.drain)

    def seller(self, username: str = "motorparts_us") -> EbaySeller:
        return EbaySeller(self, username)


@contextmanager
def ebay_alone(**config):
    with SandboxThread(Config(platforms=("ebay",), **config)) as running:
        yield EbayRemote(running)
