"""The control API: what a test, a trainer or the page does to the simulated world.

Described by `openapi.yaml` beside this package; a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from .faults import KINDS, BadRule
from .kernel import Kernel
from .platform import Platform

OPENAPI = Path(__file__).parent.parent / "openapi.yaml"
MAX_ORDERS_AT_ONCE = 1_000
MOST_ADVANCE_S = 400 * 86_400


class BadRequest(ValueError):
    """What was sent to the control API makes no sense; the text says why."""


def control_routes(kernel: Kernel) -> list[web.RouteDef]:
    control = Control(kernel)
    return [
        web.get("/control/state", _plain(control.state)),
        web.get("/control/state/{platform}", _plain(control.platform_state)),
        web.get("/control/contract", _plain(control.contract)),
        web.get("/control/journal", _plain(control.journal)),
        web.get("/control/faults", _plain(control.faults)),
        web.post("/control/faults", _plain(control.add_fault)),
        web.delete("/control/faults", _plain(control.clear_faults)),
        web.delete("/control/faults/{rule}", _plain(control.remove_fault)),
        web.get("/control/clock", _plain(control.clock)),
        web.post("/control/clock", _plain(control.set_clock)),
        web.post("/control/reset", _plain(control.reset)),
        web.post("/control/orders", _plain(control.orders)),
        web.post("/control/live", _plain(control.live)),
        web.get("/control/openapi.yaml", control.openapi),
        web.post("/control/{platform}/{action}", _plain(control.action)),
    ]


class Control:
    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel

    # -- looking ---------------------------------------------------------------
    async def state(self, request: web.Request) -> Any:
        """All that the page shows, in one answer."""
        platforms = self.kernel.platforms.items()
        return {
            "seed": self.kernel.config.seed,
            "scale": self.kernel.config.scale,
            "clock": self.kernel.clock.state(),
            "live": self.kernel.live.state(),
            "faults": self.kernel.faults.rules(),
            "warnings": self.kernel.warnings,
            "breaches": self.kernel.journal.counts.get("breach", 0),
            "contract": {code: _counted(platform) for code, platform in platforms},
            "credentials": {code: p.credentials() for code, p in platforms},
            "actions": {code: sorted(p.actions()) for code, p in platforms},
            "platforms": {code: platform.snapshot() for code, platform in platforms},
        }

    async def platform_state(self, request: web.Request) -> Any:
        return self._platform(request.match_info["platform"]).snapshot()

    async def contract(self, request: web.Request) -> Any:
        return {
            code: platform.contract.counters() if platform.contract else None
            for code, platform in self.kernel.platforms.items()
        }

    async def journal(self, request: web.Request) -> Any:
        query = request.query
        return {
            "counts": self.kernel.journal.counts,
            "entries": self.kernel.journal.entries(
                kind=query.get("kind", ""),
                platform=query.get("platform", ""),
                since=_number(query, "since", 0, 0, 2**53),
                limit=_number(query, "limit", 200, 1, 2_000),
            ),
        }

    async def clock(self, request: web.Request) -> Any:
        return self.kernel.clock.state()

    async def faults(self, request: web.Request) -> Any:
        return {"kinds": KINDS, "rules": self.kernel.faults.rules()}

    async def openapi(self, request: web.Request) -> web.FileResponse:
        return web.FileResponse(OPENAPI, headers={"Content-Type": "application/yaml"})

    # -- doing -----------------------------------------------------------------
    async def add_fault(self, request: web.Request) -> Any:
        rule = self.kernel.faults.add(await _body(request))
        return {"id": rule.id}

    async def clear_faults(self, request: web.Request) -> Any:
        self.kernel.faults.clear()
        return {}

    async def remove_fault(self, request: web.Request) -> Any:
        if not self.kernel.faults.remove(request.match_info["rule"]):
            raise web.HTTPNotFound(text="there is no such rule")
        return {}

    async def set_clock(self, request: web.Request) -> Any:
        """`{advance_s}`, `{freeze: true}`, `{thaw: true}`, `{skew_s}`, in any mix."""
        body, clock = await _body(request), self.kernel.clock
        unknown = set(body) - {"advance_s", "freeze", "thaw", "skew_s"}
        if unknown:
            raise BadRequest(f"unknown: {', '.join(sorted(unknown))}")
        if body.get("freeze"):
            clock.freeze()
        if "skew_s" in body:
            clock.skew_s = _number(body, "skew_s", 0, -(10**9), 10**9)
        if "advance_s" in body:
            # Deliveries under way belong to the time that is being left.
            await self.kernel.webhooks.drain()
            await clock.advance(_number(body, "advance_s", 0, 0, MOST_ADVANCE_S))
        if body.get("thaw"):
            clock.thaw()
        return clock.state()

    async def reset(self, request: web.Request) -> Any:
        body = await _body(request)
        seed = _number(body, "seed", self.kernel.config.seed, 0, 2**53)
        await self.kernel.reset(seed, bool(body.get("data", True)))
        return {"seed": seed}

    async def orders(self, request: web.Request) -> Any:
        body = await _body(request)
        platform = self._platform(str(body.get("platform")))
        count = _number(body, "count", 1, 1, MAX_ORDERS_AT_ONCE)
        return {"orders": [await platform.new_order() for _ in range(count)]}

    async def live(self, request: web.Request) -> Any:
        rate = _number(await _body(request), "orders_per_minute", 0, 0, 6_000)
        self.kernel.live.set_rate(rate)
        return self.kernel.live.state()

    async def action(self, request: web.Request) -> Any:
        actions = self._platform(request.match_info["platform"]).actions()
        action = actions.get(request.match_info["action"])
        if action is None:
            known = ", ".join(sorted(actions)) or "none"
            raise web.HTTPNotFound(text=f"no such action; known: {known}")
        body = await _body(request)
        try:
            return await action(body)
        except KeyError as error:
            raise BadRequest(f"{error.args[0]} is missing or unknown") from None
        except ValueError as error:
            raise BadRequest(str(error)) from None

    def _platform(self, code: str) -> Platform:
        platform = self.kernel.platforms.get(code)
        if platform is None:
            known = ", ".join(self.kernel.platforms) or "none"
            raise web.HTTPNotFound(text=f"no platform {code!r}; running: {known}")
        return platform


def _counted(platform: Platform) -> dict[str, int] | None:
    """How much was held against the vendor's contract; None = it is missing."""
    contract = platform.contract
    return contract and {
        "requests": contract.requests,
        "answers": contract.answers,
        "operations": len(contract.operations),
        "known_operations": len(contract.known_operations),
    }


def _plain(
    work: Callable[[web.Request], Awaitable[Any]],
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """JSON out, and every refusal as `{"error": "..."}`."""

    async def handler(request: web.Request) -> web.Response:
        try:
            return web.json_response(await work(request), dumps=_dumps)
        except (BadRequest, BadRule) as error:
            return web.json_response({"error": str(error)}, status=400)
        except web.HTTPException as error:
            return web.json_response({"error": error.text}, status=error.status)

    return handler


async def _body(request: web.Request) -> dict[str, Any]:
    """The JSON object sent (nothing = {}).

    Only as application/json: a strange web page cannot send that to another origin
    without being allowed to, so it cannot play with a sandbox it finds on loopback.
    """
    raw = await request.read()
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send Content-Type: application/json")
    try:
        body = json.loads(raw or b"{}")
    except ValueError as error:
        raise BadRequest(f"no JSON: {error}") from None
    if not isinstance(body, dict):
        raise BadRequest("a JSON object is expected")
    return body


def _number(source: Any, name: str, default: float, low: float, high: float) -> Any:
    """A number within its bounds, from a query or a body; whole where it can be."""
    value = source.get(name, default)
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise BadRequest(f"{name} must be a number; got {value!r}") from None
    if not low <= number <= high:
        raise BadRequest(f"{name} must lie between {low} and {high}; got {value!r}")
    return int(number) if number == int(number) else number


def _dumps(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)
