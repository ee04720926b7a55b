"""What every request to a platform passes: the journal, then the transport faults."""

from __future__ import annotations

import asyncio
import time

from aiohttp import web

from .faults import AFTER_KINDS, TRANSPORT_KINDS, Rule
from .journal import redacted
from .kernel import KERNEL
from .platform import Platform

HTML = "<!DOCTYPE html><html><body><h1>We'll be right back</h1></body></html>"


def _platform_of(request: web.Request) -> Platform | None:
    code = request.path.split("/", 2)[1]
    return request.app[KERNEL].platforms.get(code)


@web.middleware
async def refuse_strange_hosts(request: web.Request, handler) -> web.StreamResponse:
    if not request.app[KERNEL].config.is_our_name(request.host):
        raise web.HTTPForbidden(
            text=f"The sandbox is not called {request.host}; --public-url names it."
        )
    return await handler(request)


@web.middleware
async def journal_requests(request: web.Request, handler) -> web.StreamResponse:
    platform = _platform_of(request)
    if platform is None:
        return await handler(request)
    started = time.perf_counter()
    body = await request.read()
    answer: web.StreamResponse | None = None
    try:
        answer = await handler(request)
    except web.HTTPException as error:
        answer = error
        raise
    finally:
        platform.kernel.journal.add(
            "request",
            platform.code,
            operation=platform.operation_of(request, body),
            method=request.method,
            path=request.path_qs,
            status=answer.status if answer is not None else None,
            ms=round((time.perf_counter() - started) * 1000, 1),
            headers=redacted(request.headers),
            body=body[:4_000],
            answer=_start_of(answer),
        )
    return answer


def _start_of(answer: web.StreamResponse | None) -> bytes:
    body = getattr(answer, "body", None)
    return body[:4_000] if isinstance(body, bytes) else b""


@web.middleware
async def strike_faults(request: web.Request, handler) -> web.StreamResponse:
    platform = _platform_of(request)
    if platform is None or not platform.kernel.faults:
        return await handler(request)
    operation = platform.operation_of(request, await request.read())
    for kind in TRANSPORT_KINDS:
        rule = platform.kernel.faults.active(
            kind, platform.code, operation, request.path
        )
        if rule is not None:
            return await _strike(rule, platform, request, handler)
    return await handler(request)


async def _strike(
    rule: Rule, platform: Platform, request: web.Request, handler
) -> web.StreamResponse:
    """`args.after` lets the platform do its work first: only the answer is lost."""
    answer = None
    after = rule.args.get("after", rule.kind in ("half", "slow"))
    if after and rule.kind in AFTER_KINDS:
        answer = await handler(request)
    match rule.kind:
        case "status":
            code, retry_after = rule.args.get("code", 503), rule.args.get("retry_after")
            return platform.fault_answer("status", code, retry_after)
        case "throttle":
            retry_after = rule.args.get("retry_after", 2)
            return platform.fault_answer("throttle", 429, retry_after)
        case "html200":
            return web.Response(text=HTML, content_type="text/html")
        case "redirect":
            location = rule.args.get("location", platform.kernel.base_url + "/")
            return web.Response(status=302, headers={"Location": location})
        case "timeout":
            await asyncio.sleep(rule.args.get("seconds", 120))
        case "slow":
            await asyncio.sleep(rule.args.get("seconds", 3))
            return answer or await handler(request)
        case "half" if isinstance(answer, web.Response):
            return await _half(request, answer)
    return _hang_up(request)


async def _half(request: web.Request, answer: web.Response) -> web.StreamResponse:
    """All the headers, half of the body they promise, then silence."""
    body = answer.body if isinstance(answer.body, bytes) else b""
    broken = web.StreamResponse(status=answer.status, headers=answer.headers)
    broken.content_length = max(len(body), 2)
    await broken.prepare(request)
    await broken.write(body[: len(body) // 2] or b" ")
    _hang_up(request)
    return broken


def _hang_up(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response(status=599, reason="Connection closed by the sandbox")
