"""Which addresses we may talk to. A URL from outside is an attacker's wish."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from .errors import RejectedError
from .words import _lt

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def is_loopback(url: str | None) -> bool:
    """Whether the URL points at this machine: a simulator or a developer's proxy."""
    return bool(url) and host_of(url) in _LOOPBACK


def host_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def check_url(url: str, hosts: Iterable[str], *, base_url: str | None = None) -> str:
    """The URL, if it is https and points at one of ``hosts`` ("*.example.com").

    What an administrator set as ``base_url`` is trusted as it is: its origin is
    allowed, and if it is a loopback address, so are the others of this machine.
    """
    if base_url and _origin(url) == _origin(base_url):
        return url
    if is_loopback(url) and is_loopback(base_url):
        return url
    why = _objection(url, hosts)
    if why:
        raise RejectedError(
            why,
            detail=f"host: {host_of(url) or '?'}",
            code="url_refused",
        )
    return url


def _objection(url: str, hosts: Iterable[str]) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _lt("An address was refused because it is not well formed.")
    host = host_of(url)
    if "@" in parts.netloc or "\\" in url:
        return _lt("An address was refused because it carries a user name.")
    if parts.scheme != "https":
        return _lt("An address was refused because it is not https.")
    if not host or _is_ip(host):
        return _lt("An address was refused because it names no host.")
    if port not in (None, 443):
        return _lt("An address was refused because it uses an unusual port.")
    if not any(fnmatchcase(host, pattern.lower()) for pattern in hosts):
        return _lt("An address was refused because it does not belong to the platform.")
    return ""


def _origin(url: str) -> tuple[str, str]:
    """Scheme, host and port; a user name in front makes it nobody's origin."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", url
    return parts.scheme, parts.netloc.lower()


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        # 2130706433 and 0x7f.1 are addresses as well to the C library
        return host.replace(".", "").isdigit() or host.startswith("0x")
    return True
