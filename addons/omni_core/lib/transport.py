"""One HTTP client for all platforms: limits, typed errors, and a record of each call.

A transport lives for one exchange of one connection. It knows no database: the worker
reads ``calls`` afterwards and stores them in a transaction of its own.
"""

from __future__ import annotations

import io
import json as jsonlib
import math
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import requests

from . import wire
from .auth import Auth
from .budget import BudgetReading, Lease
from .call import CallPolicy, CallRecord
from .errors import (
    IntegrationError,
    PayloadError,
    RejectedError,
    ThrottledError,
    TransientError,
)
from .redact import Redactor
from .response import Response, error_of
from .urls import check_url, host_of
from .words import _lt

__all__ = ["CallPolicy", "CallRecord", "Response", "Transport"]

Classify = Callable[[Response], "IntegrationError | None"]

MAX_BYTES = 20 * 1024 * 1024
_USER_AGENT = "OmniRoute-Odoo/19.0"
_REPEATABLE = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE")
_REDIRECTS = (301, 302, 303, 307, 308)
_MAX_REDIRECTS = 5
_DEADLINE_FACTOR = 4  # a dripping answer may take so many times the timeout in all
_FULL_RECORDS = 500  # of one exchange; later ones are kept without bodies


class Transport:
    """Everything a platform client may do with the network."""

    def __init__(
        self,
        *,
        name: str,
        hosts: Iterable[str] = (),
        base_url: str | None = None,
        policy: CallPolicy | None = None,
        lease: Lease | None = None,
        redactor: Redactor | None = None,
        trace_id: str = "",
    ) -> None:
        self.name = name
        self.hosts = tuple(hosts)
        self.base_url = base_url
        self.policy = policy or CallPolicy()
        self.lease = lease
        self.redactor = redactor or Redactor()
        self.trace_id = trace_id
        self.current_jobs: tuple[int, ...] = ()
        self.deadline: float | None = None  # time.monotonic; no request lasts longer
        self.calls: list[CallRecord] = []
        # Of every call, kept on record or not: (kind of error, milliseconds)
        self.ticks: list[tuple[str, int]] = []

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        data: Any = None,
        files: Any = None,
        auth: Auth | None = None,
        timeout_s: float = 30.0,
        expect: str = "json",
        accept: Collection[int] = (),
        max_bytes: int = MAX_BYTES,
        retry_connect: bool | None = None,
        cost: float = 1.0,
        budget: str = "",
        operation: str = "",
        classify: Classify | None = None,
        signs_in: bool = True,
    ) -> Response:
        """Send, and return a good answer or raise the typed error.

        :param expect: "json" | "text" | "bytes" | "none": what a good answer holds
        :param accept: error statuses that are an answer here, as 404 to "is it there?"
        :param budget: the one of the platform's budgets that pays; "": all of them
        :param classify: the platform's own table, asked for every answer before the
            default one; it sees a GraphQL error that came with status 200 as well
        :param retry_connect: whether to send again at once when a kept connection
            turns out closed; None: if the method is repeatable. A query sent by POST
            may say True.
        :param signs_in: False where the address alone opens the door, as at a file
            store: that it is refused there says nothing of our sign-in
        """
        request = self._prepare(
            method,
            url,
            params=params,
            headers=headers,
            json=json,
            data=data,
            files=files,
        )
        if retry_connect is None:
            retry_connect = request.method in _REPEATABLE
        return self._exchange(
            _Outgoing(
                request,
                lambda answer: self._judge(answer, expect, accept, classify, signs_in),
                auth=auth,
                timeout_s=timeout_s,
                max_bytes=max_bytes,
                again=retry_connect,
                cost=cost,
                budget=budget,
                operation=operation,
            )
        )

    def download(
        self,
        url: str,
        fileobj: BinaryIO,
        *,
        headers: Mapping[str, str] | None = None,
        auth: Auth | None = None,
        timeout_s: float = 60.0,
        max_bytes: int = 2**31,
        cost: float = 1.0,
        operation: str = "",
    ) -> Response:
        """Stream a big file into ``fileobj``; ``content`` stays empty."""
        return self._exchange(
            _Outgoing(
                self._prepare("GET", url, headers=headers),
                lambda answer: error_of(answer, self.redactor, auth is not None),
                auth=auth,
                timeout_s=timeout_s,
                max_bytes=max_bytes,
                cost=cost,
                operation=operation,
                file=fileobj,
            )
        )

    # -- one exchange --------------------------------------------------------------

    def _prepare(self, method, url, *, headers=None, json=None, data=None, **options):
        if self.base_url and "://" not in url:
            url = f"{self.base_url.rstrip('/')}/{url.lstrip('/')}"
        check_url(url, self.hosts, base_url=self.base_url)
        sent = {
            "User-Agent": _USER_AGENT,
            "Accept-Encoding": "gzip, deflate",
            **({"X-Request-Id": self.trace_id} if self.trace_id else {}),
            **(headers or {}),
        }
        if json is not None:
            data = dumps(json)
            sent.setdefault("Content-Type", "application/json")
        return wire.prepare(method.upper(), url, headers=sent, data=data, **options)

    def _exchange(self, out: _Outgoing) -> Response:
        self._mind_the_time(out)
        if self.lease:
            self.lease.take(out.cost, out.budget)
        error: Exception | None = None
        try:
            out.answer = self._receive(self._follow(out), out)
            error = out.judge(out.answer)
        except Exception as caught:  # noqa: BLE001  (on record first, raised below)
            error = caught
        self._record(out, error)
        if error:
            self._slow_down(error, out.budget)
            raise error
        return out.answer

    def _mind_the_time(self, out: _Outgoing) -> None:
        out.started_at, out.started = datetime.now(timezone.utc), time.monotonic()
        left = self.deadline - out.started if self.deadline else math.inf
        if left <= 0:
            raise TransientError(
                _lt("The platform took too long: the run used up its time."),
                code="out_of_time",
            )
        out.timeout_s = min(out.timeout_s, left)
        out.ends = out.started + min(out.timeout_s * _DEADLINE_FACTOR, left)

    def _follow(self, out: _Outgoing) -> requests.Response:
        """Send, going after redirects as long as they stay with the platform."""
        request, auth = out.request, out.auth
        for _hop in range(_MAX_REDIRECTS + 1):
            raw = self._send(request, auth, out)
            target = raw.headers.get("Location")
            if raw.status_code not in _REDIRECTS or not target:
                return raw
            raw.close()
            request, auth = self._redirected(request, auth, raw.status_code, target)
        raise RejectedError(
            _lt("%(name)s sends us in circles.", name=self.name), code="redirects"
        )

    def _send(self, request, auth, out: _Outgoing) -> requests.Response:
        signed = request.copy()
        if auth:
            auth(signed.headers)  # only now: ``request`` goes on record, this does not
        for may_try_again in (out.again, False):
            try:
                return wire.send(signed, self.name, out.timeout_s)
            except wire.StaleConnection:
                if not may_try_again:
                    break
        raise TransientError(
            _lt("%(name)s closed the connection without an answer.", name=self.name),
            code="closed",
        )

    def _redirected(self, request, auth, status, target):
        url = check_url(
            urljoin(request.url, target), self.hosts, base_url=self.base_url
        )
        following = request.copy()
        following.url = url
        if status == 303 and request.method != "HEAD":
            following.prepare_method("GET")
            following.prepare_body(None, None)
        elif status in (301, 302) and request.method not in ("GET", "HEAD"):
            raise RejectedError(
                _lt("%(name)s has moved this address.", name=self.name),
                code=str(status),
            )
        if host_of(url) != host_of(request.url):
            # Another host of the platform is not meant to see our credentials.
            auth = None
            shown = self.redactor.headers(following.headers)
            for name in [
                n for n, value in following.headers.items() if shown[n] != value
            ]:
                del following.headers[name]
        return following, auth

    def _receive(self, raw: requests.Response, out: _Outgoing) -> Response:
        out.status = raw.status_code
        content = io.BytesIO()
        # An error page is no download: it goes to the record, not into the file.
        sink = out.file if out.file is not None and raw.status_code < 300 else content
        wire.read(raw, self.name, sink.write, out.max_bytes, out.ends)
        return Response(
            raw.status_code, raw.headers, content.getvalue(), raw.url, self.name
        )

    def _judge(
        self, answer, expect, accept, classify, signs_in
    ) -> IntegrationError | None:
        try:
            error = classify(answer) if classify else None
        except IntegrationError as unreadable:
            # An error page in HTML says by its status what its body does not.
            return error_of(answer, self.redactor, signs_in) or unreadable
        if error or answer.status in accept:
            return error
        error = error_of(answer, self.redactor, signs_in)
        if not error and expect == "json":
            answer.json()
        return error

    def _slow_down(self, error: Exception, budget: str) -> None:
        """What the platform asks of this exchange, it asks of all the others too."""
        if isinstance(error, ThrottledError):
            error.budget = budget
        if self.lease and isinstance(error, ThrottledError):
            reading = BudgetReading(retry_after=error.retry_after, name=budget)
            self.lease.feed(reading)

    def _record(self, out: _Outgoing, error: Exception | None) -> None:
        took_ms = round((time.monotonic() - out.started) * 1000)
        self.ticks.append((_kind(error), took_ms))
        if not self.policy.keeps(failed=bool(error)):
            return
        record = CallRecord(
            platform=self.name,
            operation=out.operation,
            trace_id=self.trace_id,
            method=out.request.method,
            url=self.redactor.url(out.request.url),
            host=urlsplit(out.request.url).netloc.rpartition("@")[2],
            started_at=out.started_at,
            status=out.status,
            duration_ms=took_ms,
            job_ids=tuple(self.current_jobs),
        )
        record.describe(
            self.redactor,
            request=out.request,
            answer=out.answer,
            error=error,
            with_bodies=len(self.calls) < _FULL_RECORDS,
        )
        self.calls.append(record)


@dataclass(slots=True)
class _Outgoing:
    """One request on its way, and what may become of it."""

    request: requests.PreparedRequest
    judge: Callable[[Response], IntegrationError | None]
    auth: Auth | None
    timeout_s: float
    max_bytes: int
    cost: float
    operation: str
    budget: str = ""
    again: bool = True
    file: BinaryIO | None = None
    started_at: datetime | None = None
    started: float = 0.0
    ends: float = math.inf
    status: int | None = None
    answer: Response | None = None


def _kind(error: Exception | None) -> str:
    if error is None:
        return ""
    return getattr(error, "kind", IntegrationError.kind)


def dumps(value: Any) -> bytes:
    """JSON as platforms take it; a ``Decimal`` becomes a number of the same digits."""
    try:
        return jsonlib.dumps(value, default=_encode, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise PayloadError(
            _lt("The request could not be built from this data."),
            detail=f"not JSON: {type(error).__name__}",
        ) from None


def _encode(value: Any) -> Any:
    if isinstance(value, Decimal):
        number = float(value)
        if Decimal(repr(number)) == value:
            return number
    raise TypeError(type(value).__name__)
