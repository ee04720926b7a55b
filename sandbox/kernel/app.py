"""The web application: log -> faults -> platform."""

from __future__ import annotations

from aiohttp import web

from .chain import journal_requests, refuse_strange_hosts, strike_faults
from .config import Config
from .control import control_routes
from .kernel import KERNEL, Kernel
from .page import page_routes

# Staged uploads of bulk operations go up to 100 MB.
MAX_BODY = 110 * 1024 * 1024


def build_app(config: Config) -> web.Application:
    """Everything wired, nothing loaded: the data come when the loop runs."""
    app = web.Application(
        middlewares=[refuse_strange_hosts, journal_requests, strike_faults],
        client_max_size=MAX_BODY,
    )
    kernel = app[KERNEL] = Kernel(config)
    app.add_routes([*page_routes(), *control_routes(kernel)])
    for code, platform in kernel.platforms.items():
        app.add_routes(_mounted(f"/{code}", platform.routes()))
    app.on_startup.append(_start)
    app.on_cleanup.append(_stop)
    return app


def _mounted(prefix: str, routes: list[web.RouteDef]) -> list[web.RouteDef]:
    return [
        web.RouteDef(r.method, prefix + r.path, r.handler, r.kwargs) for r in routes
    ]


async def _start(app: web.Application) -> None:
    kernel = app[KERNEL]
    if kernel.config.load_data:
        kernel.load()
    kernel.live.set_rate(kernel.config.orders_per_minute)


async def _stop(app: web.Application) -> None:
    await app[KERNEL].webhooks.close()
