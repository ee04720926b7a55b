"""The API's own events: a finished bulk operation, a lost installation."""

from __future__ import annotations

from typing import Any

from ..state.service import BulkOperation
from ..state.store import Store
from .basics import moment


def bulk_operation(row: BulkOperation, store: Store) -> dict[str, Any]:
    return {
        "admin_graphql_api_id": row.gid,
        "completed_at": moment(row.completed_at),
        "created_at": moment(row.created_at),
        "error_code": row.error_code.lower() if row.error_code else None,
        "status": row.status.lower(),
        "type": row.type.lower(),
    }


def shop(store: Store) -> dict[str, Any]:
    return {
        "id": store.id,
        "name": store.name,
        "email": f"owner@{store.domain}.example",
        "domain": store.myshopify_domain,
        "myshopify_domain": store.myshopify_domain,
        "currency": store.currency,
        "created_at": moment(store.created_at),
        "plan_name": "basic",
        "taxes_included": store.taxes_included,
    }
