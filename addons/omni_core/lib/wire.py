"""The only place that opens a socket: one request out, one bounded answer back.

Sessions are kept per thread, so a worker thread reuses its connections. They carry no
cookies and no credentials: what one account was given never reaches another.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from http.client import RemoteDisconnected
from http.cookiejar import DefaultCookiePolicy

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.exceptions import DecodeError, HTTPError, ReadTimeoutError

from .errors import AuthError, PayloadError, RejectedError, TransientError
from .urls import is_loopback
from .words import _lt

CONNECT_TIMEOUT_S = 10.0
_CHUNK = 64 * 1024
_CLOSED = (RemoteDisconnected, ConnectionResetError, BrokenPipeError)
_local = threading.local()


class StaleConnection(Exception):
    """A kept connection turned out closed before one byte of the answer came."""


class _Adapter(HTTPAdapter):
    """Waits for an answer as long as told, but less for a connection."""

    def send(self, request, *args, timeout=None, **kwargs):
        both = (min(CONNECT_TIMEOUT_S, timeout), timeout)
        return super().send(request, *args, timeout=both, **kwargs)


def _session() -> requests.Session:
    # A forked worker must not talk through its parent's sockets.
    if getattr(_local, "pid", None) != os.getpid():
        session = requests.Session()
        session.trust_env = False  # else a .netrc on the host would add credentials
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.headers.clear()
        session.mount("https://", _Adapter(pool_connections=32, pool_maxsize=2))
        session.mount("http://", _Adapter(pool_connections=4, pool_maxsize=2))
        _local.session, _local.pid = session, os.getpid()
    return _local.session


def prepare(method: str, url: str, **kwargs) -> requests.PreparedRequest:
    try:
        return requests.Request(method, url, **kwargs).prepare()
    except (requests.RequestException, UnicodeError, ValueError, TypeError) as error:
        raise PayloadError(
            _lt("The request could not be built from this data."),
            detail=f"{type(error).__name__} on {method}",
        ) from None


def send(
    request: requests.PreparedRequest, name: str, timeout_s: float
) -> requests.Response:
    """Send and return as soon as the headers are here; redirects come back as such."""
    try:
        return _session().send(
            request,
            stream=True,
            timeout=timeout_s,
            allow_redirects=False,
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
            proxies={}
            if is_loopback(request.url)
            else get_environ_proxies(request.url),
        )
    except requests.RequestException as error:
        raise _unsent(error, name) from None
    except ValueError:
        # Of all headers only those of the sign-in were not looked at before, and the
        # error of Python's HTTP client quotes them.
        raise AuthError(
            _lt(
                "A secret for %(name)s has a character that cannot be sent, a line "
                "break perhaps. Enter it again.",
                name=name,
            ),
            code="unsendable",
        ) from None


def read(
    response: requests.Response,
    name: str,
    write: Callable[[bytes], object],
    max_bytes: int,
    deadline: float,
) -> int:
    """Feed the decompressed body to ``write``; never more than ``max_bytes``.

    Both limits are checked while reading: a few kilobytes may unpack to gigabytes, and
    a platform may send one byte a minute. ``deadline`` is in ``time.monotonic``.
    """
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise TransientError(
            _lt("%(name)s sent an answer in an unknown packing.", name=name)
        )
    total = 0
    try:
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            total += len(chunk)
            if total > max_bytes:
                raise _too_large(name, max_bytes)
            write(chunk)
            if time.monotonic() > deadline:
                raise TransientError(
                    _lt("%(name)s was too slow to answer.", name=name), code="timeout"
                )
    except (HTTPError, OSError) as error:
        raise _broken(error, name) from None
    finally:
        _release(response, total <= max_bytes)
    return total


def _release(response: requests.Response, read_to_the_end: bool) -> None:
    """Give the connection back, or close it if part of the answer is still in it."""
    if read_to_the_end and response.raw.closed:
        response.raw.release_conn()
    else:
        response.close()


def _too_large(name: str, max_bytes: int) -> RejectedError:
    return RejectedError(
        _lt(
            "%(name)s sent more than %(max_bytes)s KiB; the answer was dropped.",
            name=name,
            max_bytes=f"{max_bytes // 1024:,}",
        ),
        code="too_large",
    )


def _unsent(error: requests.RequestException, name: str) -> Exception:
    """What it means that not even the head of an answer came."""
    cause = _root(error)
    if isinstance(error, requests.exceptions.SSLError):
        return TransientError(
            _lt("The secure connection to %(name)s could not be proven.", name=name),
            detail=str(cause)[:200],
            code="tls",
        )
    if isinstance(error, requests.Timeout):
        return TransientError(
            _lt("%(name)s did not answer in time.", name=name), code="timeout"
        )
    if isinstance(error, requests.exceptions.InvalidURL):
        return PayloadError(
            _lt("The address for %(name)s is not well formed.", name=name)
        )
    if isinstance(cause, _CLOSED):
        return StaleConnection()
    detail = type(cause).__name__
    return TransientError(
        _lt("%(name)s cannot be reached.", name=name), detail=detail, code="unreachable"
    )


def _broken(error: Exception, name: str) -> TransientError:
    """What it means that an answer began and did not end well."""
    if isinstance(error, ReadTimeoutError):
        return TransientError(
            _lt("%(name)s was too slow to answer.", name=name), code="timeout"
        )
    if isinstance(error, DecodeError):
        return TransientError(
            _lt("%(name)s sent a damaged answer.", name=name), code="damaged"
        )
    return TransientError(
        _lt("%(name)s broke off its answer.", name=name), code="cut_off"
    )


def _root(error: BaseException) -> BaseException:
    """The lowest cause: requests wraps urllib3, which wraps the socket's error."""
    while True:
        inside = [getattr(error, "reason", None), *error.args]
        inner = next((e for e in inside if isinstance(e, BaseException)), None)
        if inner is None:
            return error
        error = inner
