"""The seam between the kernel and one simulated platform.

A platform package (`sandbox.shopify`, ...) exports `build(kernel) -> Platform`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from sandbox.contracts.base import Contract
    from sandbox.data.world import World

    from .kernel import Kernel

Action = Callable[[dict[str, Any]], Awaitable[Any]]


class Platform(ABC):
    """One vendor, played from memory inside the kernel's event loop."""

    code: str
    #: None when the vendor's package was not fetched: validation is skipped.
    contract: Contract | None = None

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel

    @abstractmethod
    def routes(self) -> list[web.RouteDef]:
        """Routes relative to `/<code>` (so `web.get("/jwks", ...)`)."""

    @abstractmethod
    def load(self, world: World) -> None:
        """Fill the state from the neutral world."""

    @abstractmethod
    def reset(self) -> None:
        """Forget everything."""

    @abstractmethod
    async def new_order(self) -> str:
        """Live traffic: one plausible order whose webhooks fire; returns its number."""

    @abstractmethod
    def snapshot(self) -> dict[str, Any]:
        """What the page and the tests see, as JSON, newest 50 rows of each table.

        `{"counts": {"orders": 3}, "tables": {"orders": [{...}]}}`
        """

    def actions(self) -> dict[str, Action]:
        """Controls of this platform alone, reached by `POST /control/<code>/<name>`.

        Each takes the JSON body (a dict) and returns something JSON.
        """
        return {}

    def credentials(self) -> dict[str, str]:
        """What to type into a client to connect to this platform, by field name."""
        return {}

    def operation_of(self, request: web.Request, body: bytes) -> str:
        """The vendor's name of what is asked, for fault rules and the journal."""
        return f"{request.method} {request.path}"

    def fault_answer(
        self, kind: str, status: int, retry_after: int | None
    ) -> web.Response:
        """An injected failure (`status` or `throttle`) in the vendor's own shape."""
        headers = {"Retry-After": str(retry_after)} if retry_after is not None else {}
        return web.json_response(
            {"errors": f"Injected failure {status}"}, status=status, headers=headers
        )

    def breach(self, operation: str, problems: list[str]) -> web.Response:
        """Our own answer broke the vendor's contract: say so, loudly."""
        self.kernel.journal.add(
            "breach", self.code, operation=operation, problems=problems
        )
        return web.json_response(
            {"sandbox": "answer breaks the contract", "problems": problems},
            status=599,
            headers={"X-Sandbox-Contract": "broken"},
        )
