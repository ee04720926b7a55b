"""Many jobs in one statement."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..lib.errors import PayloadError
from ..lib.text import clean_deep
from ..lib.words import _lt
from . import queries
from .operation import Operation, get_operation
from .platform import JobRequest

# Of the caller's context only what changes the meaning of data goes along.
_CONTEXT_KEPT = ("lang", "tz")


@dataclass(frozen=True, slots=True)
class Asker:
    """On whose behalf jobs are made. Plain values: where the inbox is swept, reading
    the records would cost more than all the rest."""

    platform: str
    connection_id: int | None
    company_id: int
    user_id: int
    context: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @classmethod
    def of(cls, env, connection, platform: str) -> Asker:
        company = connection.company_id or env.company
        context = {
            key: env.context[key] for key in _CONTEXT_KEPT if env.context.get(key)
        }
        return cls(platform, connection.id or None, company.id, env.uid, context)


def new_trace_id() -> str:
    return uuid.uuid4().hex


def insert_jobs(
    cr,
    asker: Asker,
    requests: Sequence[JobRequest],
    *,
    batch_id: int | None = None,
    trace_id: str | None = None,
) -> list[int]:
    """Insert, or join what is pending under the same identity; ids in no order."""
    rows: dict[object, dict] = {}
    for request in requests:
        operation = get_operation(asker.platform, request.operation)
        row = _row(asker, operation, request)
        row["trace_id"] = request.trace_id or trace_id or new_trace_id()
        row["batch_id"] = batch_id
        # Within one statement an identity may occur once; the last wish wins.
        rows[row["identity_key"] or object()] = row
    if not rows:
        return []
    columns = {name: [row[name] for row in rows.values()] for name in _COLUMNS}
    columns["company_id"] = [asker.company_id] * len(rows)
    columns |= {"user": asker.user_id, "context": json.dumps(dict(asker.context))}
    cr.execute(queries.ENQUEUE, columns)
    return [id_ for (id_,) in cr.fetchall()]


_COLUMNS = (
    "platform",
    "operation",
    "connection_id",
    "lane",
    "priority",
    "model",
    "record_id",
    "payload",
    "eta",
    "identity_key",
    "order_key",
    "batch_id",
    "trace_id",
)


def identity_of(connection_id: int | None, request: JobRequest) -> str | None:
    """How the queue knows that two wishes are the same."""
    if not request.identity_key:
        return None
    return f"{connection_id or 0}:{request.operation}:{request.identity_key}"


def _row(asker: Asker, operation: Operation, request: JobRequest) -> dict:
    if operation.has_exchange and not asker.connection_id:
        raise PayloadError(
            _lt(
                "“%(operation)s” needs a connection to run on.",
                operation=operation.name,
            )
        )
    lane = request.lane or operation.lane
    if lane not in ("realtime", "normal", "bulk"):
        raise PayloadError(_lt("There is no lane “%(lane)s”.", lane=lane))
    scope = f"{asker.connection_id or 0}:"
    return {
        "platform": asker.platform,
        "operation": request.operation,
        "connection_id": asker.connection_id,
        "lane": lane,
        "priority": (
            operation.priority if request.priority is None else request.priority
        ),
        "model": request.model,
        "record_id": request.record_id,
        "payload": _as_json(request.payload),
        "eta": request.eta,
        "identity_key": identity_of(asker.connection_id, request),
        "order_key": f"{scope}{request.order_key}" if request.order_key else None,
    }


def _as_json(payload) -> str:
    if not isinstance(payload, dict):
        raise PayloadError(_lt("The payload of a job must be a JSON object."))
    try:
        return json.dumps(clean_deep(payload))
    except (TypeError, ValueError) as error:
        raise PayloadError(
            _lt("The payload of a job must be plain data."), detail=str(error)
        ) from None
