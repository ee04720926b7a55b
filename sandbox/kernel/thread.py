"""The whole sandbox in a thread of this process, for tests and benchmarks.

with SandboxThread(Config(seed=7)) as sandbox:
    requests.get(sandbox.base_url + "/control/state")
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from aiohttp import web

from .app import build_app
from .config import Config
from .kernel import KERNEL, Kernel

if TYPE_CHECKING:
    from typing_extensions import Self

Result = TypeVar("Result")


class SandboxThread:
    kernel: Kernel

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name="sandbox", daemon=True
        )
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        return self.config.base_url

    def run(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """Run a coroutine where the state lives, and wait for its result."""

        async def inside() -> Result:
            return await work()

        return asyncio.run_coroutine_threadsafe(inside(), self._loop).result()

    def __enter__(self) -> Self:
        self._thread.start()
        try:
            self.run(self._serve)
        except Exception:
            self._end()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def _end(self) -> None:
        if self._runner is not None:
            self.run(self._runner.cleanup)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _serve(self) -> None:
        # The port must be known before the platforms build their links.
        door = socket.create_server((self.config.host, 0), backlog=512)
        self.config.port = door.getsockname()[1]
        app = build_app(self.config)
        self.kernel = app[KERNEL]
        # A request that still hangs at the end is a fault that somebody asked for.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.SockSite(self._runner, door).start()
