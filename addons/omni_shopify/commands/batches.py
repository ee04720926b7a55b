"""What commands in bulk have in common."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from odoo.addons.omni_core.lib.errors import IntegrationError

from ..client.errors import index_in, of_user_error, user_errors

_OURS = uuid.UUID("6d1c3f0a-3a43-4ce5-9b53-6c3b6e0f7d11")


def key_of(keys: Sequence[str]) -> str:
    """The idempotency key of a call: the same for each try of the same wishes."""
    if not all(keys):
        return str(uuid.uuid4())
    return str(uuid.uuid5(_OURS, "\n".join(keys)))


def refusals(
    payload: Mapping[str, Any], count: int
) -> dict[int, tuple[str, IntegrationError]]:
    """(code, error) by the place of the entry; one about the whole strikes all."""
    found: dict[int, tuple[str, IntegrationError]] = {}
    for row in user_errors(payload):
        told = (row.get("code") or "", of_user_error(row))
        index = index_in(row)
        for place in range(count) if index is None else (index,):
            found.setdefault(place, told)
    return found
