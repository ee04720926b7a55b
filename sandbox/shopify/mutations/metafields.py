"""Metafields and their definitions: typed values, checked as Shopify checks them."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ..core import gid
from ..core.context import Context
from ..core.errors import Refused, UserError, refuse
from ..core.registry import plays
from ..fields.metafield import compare_digest
from ..state.product import Metafield, MetafieldDefinition

OWNERS = {
    "Product": "PRODUCT",
    "ProductVariant": "PRODUCTVARIANT",
    "Collection": "COLLECTION",
    "Order": "ORDER",
    "Customer": "CUSTOMER",
    "DraftOrder": "DRAFTORDER",
    "Location": "LOCATION",
    "Company": "COMPANY",
    "Shop": "SHOP",
}
TYPES = {
    "boolean",
    "color",
    "date",
    "date_time",
    "dimension",
    "id",
    "json",
    "language",
    "link",
    "money",
    "multi_line_text_field",
    "number_decimal",
    "number_integer",
    "rating",
    "rich_text_field",
    "single_line_text_field",
    "url",
    "volume",
    "weight",
}
REFERENCES = re.compile(r"^\w+_reference$")
_NAMESPACE = re.compile(r"^[\w$:-]{2,255}$")
_KEY = re.compile(r"^[\w-]{2,64}$")
_JSON_TYPES = {
    "dimension",
    "json",
    "link",
    "money",
    "rating",
    "rich_text_field",
    "volume",
    "weight",
}


def value_problem(type_: str, value: str) -> str:
    """Why the value does not fit its type; empty when it does."""
    if type_.startswith("list."):
        return _list_problem(type_.removeprefix("list."), value)
    try:
        _read(type_, value)
    except (ValueError, InvalidOperation):
        return _complaint(type_)
    return ""


def _list_problem(type_: str, value: str) -> str:
    try:
        items = json.loads(value)
    except ValueError:
        items = None
    if not isinstance(items, list):
        return "Value must be an array."
    texts = (i if isinstance(i, str) else json.dumps(i) for i in items)
    return next((p for text in texts if (p := value_problem(type_, text))), "")


def _read(type_: str, value: str) -> None:
    if type_ == "number_integer":
        int(value)
    elif type_ == "number_decimal":
        Decimal(value)
    elif type_ == "boolean" and value not in ("true", "false"):
        raise ValueError(value)
    elif type_ == "date":
        date.fromisoformat(value)
    elif type_ == "date_time":
        datetime.fromisoformat(value.replace("Z", "+00:00"))
    elif (
        type_ == "url"
        and not re.match(r"^(https?|mailto|sms|tel):", value)
        or type_ == "single_line_text_field"
        and "\n" in value
    ):
        raise ValueError(value)
    elif type_ in _JSON_TYPES:
        json.loads(value)
    elif REFERENCES.match(type_) and gid.split(value) is None:
        raise ValueError(value)


def _complaint(type_: str) -> str:
    return {
        "number_integer": "Value must be an integer.",
        "number_decimal": "Value must be a decimal.",
        "boolean": "Value must be true or false.",
        "date": "Value must be in YYYY-MM-DD format.",
        "date_time": "Value must be in ISO 8601 format.",
        "url": "Value must be a URL.",
        "single_line_text_field": "Value must be a single line text string.",
    }.get(type_, "Value is invalid.")


def definition_of(ctx: Context, owner: Any, namespace: str, key: str) -> Any:
    kind = OWNERS.get(owner.kind)
    for each in ctx.store["MetafieldDefinition"]:
        if (each.owner_type, each.namespace, each.key) == (kind, namespace, key):
            return each
    return None


def checked(
    ctx: Context, owner: Any, row: dict[str, Any], path: list[str], index: int = 0
) -> tuple[str, str, str, str]:
    """`(namespace, key, type, value)`, or refused with the reason."""
    namespace, key = row.get("namespace") or "$app", row.get("key") or ""
    definition = definition_of(ctx, owner, namespace, key) if owner else None
    known = find(owner, namespace, key) if owner else None
    fallback = definition.type_name if definition else known.type if known else None
    type_, value = row.get("type") or fallback, row.get("value") or ""

    def bad(field: str, message: str, code: str) -> Refused:
        return Refused(UserError(message, [*path, field], code, index))

    if not _KEY.match(key):
        raise bad("key", "Key must be between 2 and 64 characters.", "TOO_SHORT")
    if not _NAMESPACE.match(namespace):
        said = "Namespace must be between 2 and 255 characters."
        raise bad("namespace", said, "TOO_SHORT")
    if type_ is None:
        said = "Type can't be blank"
        raise bad("type", said, "BLANK")
    bare = type_.removeprefix("list.")
    if bare not in TYPES and not REFERENCES.match(bare):
        raise bad("type", "Type is not a valid metafield type.", "INCLUSION")
    if definition and definition.type_name != type_:
        said = f"Type must be consistent with the definition's type: '{fallback}'."
        raise bad("type", said, "INVALID_TYPE")
    if value == "":
        raise bad("value", "Value can't be blank.", "BLANK")
    if problem := value_problem(type_, value):
        raise bad("value", problem, "INVALID_VALUE")
    return namespace, key, type_, value


def find(owner: Any, namespace: str, key: str) -> Metafield | None:
    for each in getattr(owner, "metafields", []):
        if (each.namespace, each.key) == (namespace, key):
            return each
    return None


def put(
    ctx: Context, owner: Any, namespace: str, key: str, type_: str, value: str
) -> Metafield:
    known = find(owner, namespace, key)
    if known is not None:
        if (known.type, known.value) != (type_, value):
            known.type, known.value = type_, value
            ctx.store.touch(known)
        return known
    made = ctx.store.create(
        Metafield, owner=owner, namespace=namespace, key=key, type=type_, value=value
    )
    owner.metafields.append(made)
    return made


def put_all(
    ctx: Context, owner: Any, rows: list[dict[str, Any]] | None, path: list[str]
) -> list[Metafield]:
    """Add or change; what is not named stays."""
    values = [
        checked(ctx, owner, row, [*path, str(at)]) for at, row in enumerate(rows or [])
    ]
    return [put(ctx, owner, *each) for each in values]


def replace_all(
    ctx: Context, owner: Any, rows: list[dict[str, Any]], path: list[str]
) -> None:
    """`productSet`'s way: what is not named is deleted."""
    kept = put_all(ctx, owner, rows, path)
    for gone in [each for each in owner.metafields if each not in kept]:
        owner.metafields.remove(gone)
        ctx.store.drop(gone)


def _owner(ctx: Context, owner_id: str, path: list[str], index: int) -> Any:
    parts = gid.split(owner_id)
    if parts and parts[0] == "Shop":
        return ctx.store
    owner = ctx.store.node(owner_id)
    if owner is None or owner.kind not in OWNERS:
        raise Refused(
            UserError("Owner does not exist.", [*path, "ownerId"], "INVALID", index)
        )
    return owner


@plays("metafieldsSet", "")
def metafields_set(ctx: Context, metafields: list[dict[str, Any]]) -> dict[str, Any]:
    """All or nothing, 25 at most; `compareDigest` guards against overwriting."""
    if len(metafields) > 25:
        said = "Exceeded the maximum metafields input limit of 25."
        raise refuse(said, "metafields", "LESS_THAN_OR_EQUAL_TO")
    plan = []
    for index, row in enumerate(metafields):
        path = ["metafields", str(index)]
        owner = _owner(ctx, row["owner_id"], path, index)
        values = checked(ctx, owner, row, path, index)
        _compare(owner, row, values, path, index)
        plan.append((owner, values))
    made = [put(ctx, owner, *values) for owner, values in plan]
    for owner in {id(owner): owner for owner, _ in plan}.values():
        _changed(ctx, owner)
    return {"metafields": made}


def _compare(
    owner: Any, row: dict[str, Any], values: tuple, path: list[str], index: int
) -> None:
    if "compare_digest" not in row:
        return
    known = find(owner, values[0], values[1])
    if row["compare_digest"] != (compare_digest(known) if known else None):
        raise Refused(
            UserError(
                "The resource has been updated since it was loaded. Try again with an "
                "updated `compareDigest` value.",
                path,
                "STALE_OBJECT",
                index,
            )
        )


def _changed(ctx: Context, owner: Any) -> None:
    if owner is ctx.store:
        return
    ctx.store.touch(owner)
    product = owner.product if owner.kind == "ProductVariant" else owner
    topics = {
        "Product": "products/update",
        "Customer": "customers/update",
        "Order": "orders/updated",
        "Collection": "collections/update",
    }
    if product.kind in topics:
        ctx.emit(topics[product.kind], product)


@plays("metafieldsDelete", "")
def metafields_delete(ctx: Context, metafields: list[dict[str, Any]]) -> dict[str, Any]:
    deleted: list[dict[str, Any] | None] = []
    for index, row in enumerate(metafields):
        owner = _owner(ctx, row["owner_id"], ["metafields", str(index)], index)
        known = find(owner, row["namespace"], row["key"])
        if known is None:
            deleted.append(None)
            continue
        owner.metafields.remove(known)
        ctx.store.drop(known)
        _changed(ctx, owner)
        deleted.append(
            {"owner_id": owner.gid, "namespace": known.namespace, "key": known.key}
        )
    return {"deleted_metafields": deleted}


@plays("metafieldDefinitionCreate", "")
def definition_create(ctx: Context, definition: dict[str, Any]) -> dict[str, Any]:
    namespace, key = definition.get("namespace") or "$app", definition["key"]
    owner_type, type_ = definition["owner_type"], definition["type"]
    bare = type_.removeprefix("list.")
    if bare not in TYPES and not REFERENCES.match(bare):
        raise refuse(
            f"Type '{type_}' is not a valid metafield type.",
            "definition.type",
            "INCLUSION",
        )
    for each in ctx.store["MetafieldDefinition"]:
        if (each.owner_type, each.namespace, each.key) == (owner_type, namespace, key):
            raise refuse(
                f"Key is in use for {owner_type.capitalize()} metafields on the "
                f"'{namespace}' namespace.",
                "definition.key",
                "TAKEN",
            )
    made = ctx.store.create(
        MetafieldDefinition,
        owner_type=owner_type,
        namespace=namespace,
        key=key,
        name=definition["name"],
        type_name=type_,
        description=definition.get("description"),
        validations=definition.get("validations") or [],
        pinned_position=1 if definition.get("pin") else None,
    )
    return {"created_definition": made}


@plays("metafieldDefinitionUpdate", "")
def definition_update(ctx: Context, definition: dict[str, Any]) -> dict[str, Any]:
    namespace = definition.get("namespace") or "$app"
    wanted = (definition["owner_type"], namespace, definition["key"])
    for each in ctx.store["MetafieldDefinition"]:
        if (each.owner_type, each.namespace, each.key) == wanted:
            each.name = definition.get("name") or each.name
            each.description = definition.get("description", each.description)
            ctx.store.touch(each)
            return {"updated_definition": each}
    raise refuse("Definition not found.", "definition", "NOT_FOUND")


@plays("metafieldDefinitionDelete", "")
def definition_delete(
    ctx: Context,
    id: str | None = None,
    identifier: dict[str, Any] | None = None,
    delete_all_associated_metafields: bool = False,
) -> dict[str, Any]:
    row = ctx.store.node(id) if id else None
    if identifier and row is None:
        wanted = (
            identifier["owner_type"],
            identifier["namespace"],
            identifier["key"],
        )
        for each in ctx.store["MetafieldDefinition"]:
            if (each.owner_type, each.namespace, each.key) == wanted:
                row = each
    if row is None:
        raise refuse("Definition not found.", "id", "NOT_FOUND")
    ctx.store.drop(row)
    return {"deleted_definition_id": row.gid}
