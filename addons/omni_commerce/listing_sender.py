"""Sends commands over an adapter for as long as an exchange may take.

Pure: it runs where no database is at hand.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from odoo.addons.omni_core.lib.errors import (
    AuthError,
    IntegrationError,
    ThrottledError,
    TransientError,
)

from .adapter import ChannelAdapter, Command, Result

# What takes longer is left for the next job: an exchange has 25 s in all.
ENOUGH_S = 12.0


def send(client: ChannelAdapter, commands: Sequence[Command]) -> list[Result]:
    """A result for each, in order; it ends early where time or the channel does.

    What was done must be written down, so an error counts only where nothing was done.
    """
    stop_at = time.monotonic() + ENOUGH_S
    results: list[Result] = []
    for chunk in _chunks(client, commands):
        if time.monotonic() > stop_at:
            break
        try:
            results += client.push(chunk)
        except IntegrationError:
            if not results:
                raise
            break
    return results


def is_left(result: Result) -> bool:
    """It did not come to it: the same wish is to be tried again.

    A refused sign-in strikes the whole connection, and is raised.
    """
    if isinstance(result.error, AuthError):
        raise result.error
    return isinstance(result.error, (TransientError, ThrottledError))


def _chunks(
    client: ChannelAdapter, commands: Sequence[Command]
) -> Iterator[Sequence[Command]]:
    start = 0
    while start < len(commands):
        size = client.most_per_call.get(type(commands[start]), 1)
        yield commands[start : start + size]
        start += size
