"""A claimed job as plain data: what an operation gets to see, in any thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ..lib.errors import GoneError
from ..lib.words import _lt


@dataclass(slots=True)
class Job:
    """One row of ``sync.job`` after its claim. Changing it changes nothing in Odoo."""

    id: int
    platform: str
    operation: str
    lane: str
    connection_id: int | None = None
    company_id: int | None = None
    user_id: int = 1
    user_is_active: bool = True
    context: dict[str, Any] = field(default_factory=dict)
    model: str | None = None
    record_id: int | None = None
    payload: dict[str, Any] = field(default_factory=dict)
    checkpoint: dict[str, Any] | None = None
    retry_count: int = 0
    lost_count: int = 0
    priority: int = 10
    order_key: str | None = None
    identity_key: str | None = None
    batch_id: int | None = None
    trace_id: str = ""
    intent: dict[str, Any] | None = None
    create_date: datetime | None = None

    def record(self, env):
        """The Odoo record the job is about."""
        record = env[self.model].browse(self.record_id).exists()
        if not record:
            raise GoneError(
                _lt("What this job is about was deleted (%(model)s).", model=self.model)
            )
        return record
