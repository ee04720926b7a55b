"""Metafields and their definitions as GraphQL shows them."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from ..core.context import Context
from ..core.registry import resolves
from ..state.product import Metafield, MetafieldDefinition


@resolves("Metafield.compareDigest")
def compare_digest(metafield: Metafield) -> str:
    return hashlib.sha256(metafield.value.encode()).hexdigest()


@resolves("Metafield.jsonValue")
def _json_value(metafield: Metafield) -> Any:
    if metafield.type in ("single_line_text_field", "multi_line_text_field", "url"):
        return metafield.value
    try:
        return json.loads(metafield.value)
    except ValueError:
        return metafield.value


@resolves("Metafield.ownerType")
def _owner_type(metafield: Metafield) -> str:
    kind = metafield.owner.kind
    return {"ProductVariant": "PRODUCTVARIANT", "DraftOrder": "DRAFTORDER"}.get(
        kind, kind.upper()
    )


@resolves("Metafield.sizeInBytes")
def _size(metafield: Metafield) -> int:
    return len(metafield.value.encode())


@resolves("Metafield.definition")
def _definition(metafield: Metafield, ctx: Context) -> MetafieldDefinition | None:
    wanted = (_owner_type(metafield), metafield.namespace, metafield.key)
    for each in ctx.store["MetafieldDefinition"]:
        if (each.owner_type, each.namespace, each.key) == wanted:
            return each
    return None


@resolves("MetafieldDefinition.type")
def _definition_type(definition: MetafieldDefinition) -> dict[str, Any]:
    category = "TEXT" if "text" in definition.type_name else "OTHER"
    return {"name": definition.type_name, "category": category}
