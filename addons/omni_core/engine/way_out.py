"""How an exchange of a connection reaches the network."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ..lib.budget import Lease
from ..lib.redact import Redactor
from ..lib.transport import CallPolicy, Transport
from .platform import ConnectionSettings, Platform


def open_way(
    platform: Platform,
    settings: ConnectionSettings,
    policy: CallPolicy,
    *,
    seconds: float,
    lease: Lease | None = None,
    trace_id: str = "",
    job_ids: Sequence[int] = (),
) -> Transport:
    """A transport that knows this connection's hosts and secrets, for ``seconds``."""
    transport = Transport(
        name=platform.code,
        hosts=platform.hosts,
        base_url=settings.base_url,
        policy=policy,
        lease=lease,
        redactor=Redactor(
            settings.secrets.values(),
            platform.sensitive,
            keep_personal=policy.keep_personal,
        ),
        trace_id=trace_id,
    )
    transport.current_jobs = tuple(job_ids)
    transport.deadline = time.monotonic() + seconds
    return transport
