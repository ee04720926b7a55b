"""One request: who asks which store, and what has happened on the way."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from . import gid
from .errors import ShopifyError, refuse
from .record import Record

if TYPE_CHECKING:
    from ..state.app import Installation
    from ..state.store import Store


class Context:
    def __init__(
        self,
        store: Store,
        installation: Installation,
        version: str,
        variables: dict[str, Any] | None = None,
        in_bulk: bool = False,
    ) -> None:
        self.store = store
        self.installation = installation
        self.version = version
        self.variables = variables or {}
        #: Bulk queries need no `first` and see whole connections.
        self.in_bulk = in_bulk
        self.now: datetime = store.now()
        #: Longest page met per field node: what the query really cost.
        self.sizes: dict[int, int] = {}
        self.search_warnings: list[dict[str, Any]] = []

    @property
    def scopes(self) -> set[str]:
        return self.installation.scopes

    def find(self, global_id: str | None, kind: str) -> Any:
        """The record, or None; an id of another noun is refused as Shopify does."""
        if global_id is None:
            return None
        parts = gid.split(global_id)
        if parts is None:
            raise ShopifyError(
                f"Invalid global id '{global_id}'", "argumentLiteralsIncompatible"
            )
        if parts[0] != kind:
            raise ShopifyError(f"Invalid id: {global_id}", "RESOURCE_NOT_FOUND")
        return self.store.node(global_id)

    def need(
        self,
        global_id: str | None,
        kind: str,
        field: str,
        code: str | None = None,
        message: str | None = None,
    ) -> Any:
        """The record, or a user error on `field` ("input.lineItems")."""
        parts = gid.split(global_id or "")
        record = self.store.node(global_id) if parts and parts[0] == kind else None
        if record is None:
            raise refuse(message or f"{kind} does not exist", field, code)
        return record

    def emit(self, topic: str, record: Record | dict[str, Any]) -> None:
        self.store.emit(topic, record)
