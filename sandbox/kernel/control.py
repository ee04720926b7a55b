"""The control API: minimal for now."""

from __future__ import annotations

from aiohttp import web

from .kernel import Kernel


def control_routes(kernel: Kernel) -> list[web.RouteDef]:
    async def state(request: web.Request) -> web.Response:
        return web.json_response(
            {code: p.snapshot() for code, p in kernel.platforms.items()}, dumps=_dumps
        )

    return [web.get("/control/state", state)]


def _dumps(value: object) -> str:
    import json

    return json.dumps(value, default=str)
