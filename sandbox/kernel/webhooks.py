"""Webhooks out: signed by the platform, retried and given up by its rules."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from .clock import Clock
from .faults import Faults
from .journal import Journal, redacted

REORDER_WAIT_S = 30.0


class ForbiddenAddress(ValueError):
    """Webhooks leave this machine only when the configuration says so."""


@dataclass(slots=True)
class Delivery:
    """One webhook on its way; `schedule` holds the seconds before each retry."""

    platform: str
    url: str
    headers: Mapping[str, str]
    body: bytes
    topic: str
    schedule: tuple[float, ...] = ()
    timeout_s: float = 5.0
    on_give_up: Callable[[Delivery], None] | None = None
    #: attempt number (from 1) -> (headers, body), where each attempt is signed anew
    resign: Callable[[int], tuple[Mapping[str, str], bytes]] | None = None


class Webhooks:
    def __init__(
        self, clock: Clock, faults: Faults, journal: Journal, allow_remote: bool
    ) -> None:
        self._clock, self._faults, self._journal = clock, faults, journal
        self._allow_remote = allow_remote
        self._session: aiohttp.ClientSession | None = None
        self._under_way: set[asyncio.Task[None]] = set()
        self._held: dict[str, list[Delivery]] = {}

    def check_address(self, url: str) -> None:
        """Raise `ForbiddenAddress` for anything but http(s) on loopback."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ForbiddenAddress(f"{url!r} is no http address")
        if not self._allow_remote and not _is_loopback(parts.hostname):
            raise ForbiddenAddress(
                f"{url!r} is not on this machine; start with --allow-remote-webhooks"
            )

    def send(self, delivery: Delivery) -> None:
        """Queue one delivery; every attempt and every fault lands in the journal."""
        try:
            self.check_address(delivery.url)
        except ForbiddenAddress as error:
            self._note(delivery, "refused", error=str(error))
            return
        copies, delay_s = 1, 0.0
        if rule := self._fault("webhook_lose", delivery):
            self._note(delivery, "lost", rule=rule.id)
            return
        if rule := self._fault("webhook_reorder", delivery):
            self._hold(delivery)
            return
        if rule := self._fault("webhook_duplicate", delivery):
            copies = int(rule.args.get("copies", 2))
        if rule := self._fault("webhook_delay", delivery):
            delay_s = float(rule.args.get("seconds", 60))
        for _ in range(copies):
            self._dispatch(delivery, delay_s)
        self._release(delivery.platform)

    async def drain(self) -> None:
        """Wait until no attempt is under way (retries that wait for the clock stay)."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def clear(self) -> None:
        self._held.clear()
        for task in list(self._under_way):
            task.cancel()
        await self.drain()

    async def close(self) -> None:
        await self.clear()
        if self._session is not None:
            await self._session.close()

    # -- order and faults ------------------------------------------------------
    def _fault(self, kind: str, delivery: Delivery):
        return self._faults.active(
            kind, delivery.platform, delivery.topic, urlsplit(delivery.url).path
        )

    def _hold(self, delivery: Delivery) -> None:
        """Keep it back until another one has overtaken it, or nobody comes."""
        self._held.setdefault(delivery.platform, []).append(delivery)
        self._note(delivery, "held")

        async def nobody_came() -> None:
            held = self._held.get(delivery.platform, [])
            if any(one is delivery for one in held):
                self._held[delivery.platform] = [d for d in held if d is not delivery]
                await self._attempt(delivery)

        self._clock.call_later(REORDER_WAIT_S, nobody_came)

    def _release(self, platform: str) -> None:
        held = self._held.pop(platform, [])
        if not held:
            return
        ahead = set(self._under_way)

        async def after_those() -> None:
            await asyncio.gather(*ahead, return_exceptions=True)
            for delivery in held:
                await self._attempt(delivery)

        self._start(after_those())

    def _dispatch(self, delivery: Delivery, delay_s: float) -> None:
        if delay_s:
            self._clock.call_later(delay_s, lambda: self._attempt(delivery))
        else:
            self._start(self._attempt(delivery))

    def _start(self, coroutine) -> None:
        task = asyncio.ensure_future(coroutine)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    # -- one attempt -----------------------------------------------------------
    async def _attempt(self, delivery: Delivery, retry: int = 0) -> None:
        headers, body = delivery.headers, delivery.body
        if delivery.resign is not None:
            headers, body = delivery.resign(retry + 1)
        started = time.perf_counter()
        status, error = await self._post(delivery, headers, body)
        delivered = status is not None and 200 <= status < 300
        self._note(
            delivery,
            "delivered" if delivered else "failed",
            attempt=retry + 1,
            status=status,
            error=error,
            ms=round((time.perf_counter() - started) * 1000),
            headers=redacted(headers),
            body=body,
        )
        if not delivered:
            self._try_again(delivery, retry)

    def _try_again(self, delivery: Delivery, retry: int) -> None:
        if retry < len(delivery.schedule):
            self._clock.call_later(
                delivery.schedule[retry], lambda: self._attempt(delivery, retry + 1)
            )
            return
        self._note(delivery, "given up", attempt=retry + 1)
        if delivery.on_give_up is not None:
            delivery.on_give_up(delivery)

    async def _post(
        self, delivery: Delivery, headers: Mapping[str, str], body: bytes
    ) -> tuple[int | None, str]:
        if self._session is None:
            self._session = aiohttp.ClientSession(auto_decompress=False)
        try:
            async with self._session.post(
                delivery.url,
                data=body,
                headers=headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=delivery.timeout_s),
            ) as answer:
                await answer.read()
                return answer.status, ""
        except asyncio.TimeoutError:
            return None, f"no answer within {delivery.timeout_s:g} s"
        except aiohttp.ClientError as error:
            return None, str(error) or type(error).__name__

    def _note(self, delivery: Delivery, outcome: str, **facts: object) -> None:
        self._journal.add(
            "webhook",
            delivery.platform,
            topic=delivery.topic,
            url=delivery.url,
            outcome=outcome,
            **facts,
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
