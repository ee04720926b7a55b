"""Records of the API itself: webhook subscriptions, bulk operations, jobs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..core.record import Record


@dataclass(kw_only=True, eq=False)
class WebhookSubscription(Record):
    topic: str
    uri: str
    format: str = "JSON"
    filter: str | None = None
    include_fields: list[str] = field(default_factory=list)
    metafield_namespaces: list[str] = field(default_factory=list)
    name: str | None = None
    api_version_handle: str = "2026-07"
    #: Events in a row whose every attempt failed.
    failures: int = 0


@dataclass(kw_only=True, eq=False)
class BulkOperation(Record):
    type: str
    query: str
    status: str = "CREATED"
    error_code: str | None = None
    completed_at: datetime | None = None
    object_count: int = 0
    root_object_count: int = 0
    file_size: int | None = None
    url: str | None = None
    partial_data_url: str | None = None
    upload: str | None = None
    client_identifier: str | None = None


@dataclass(kw_only=True, eq=False)
class Job(Record):
    done: bool = False
    key: str = ""

    @property
    def gid(self) -> str:
        return f"gid://shopify/Job/{self.key}"
