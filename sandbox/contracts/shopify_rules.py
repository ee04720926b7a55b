"""Rules that no schema carries, only Shopify's descriptions and its answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import FieldNode, GraphQLSchema, OperationDefinitionNode
from graphql.utilities import value_from_ast_untyped

#: From this version on, retries of these mutations must carry a key.
IDEMPOTENT_SINCE = "2026-04"
MAX_INPUT_SIZE = 250
#: Lists that may be longer: the variants of one product, in one call.
LONG_LISTS = {("productSet", "input", "variants"): 2048}
#: Inputs whose `changeFromQuantity` must be there, if only as null.
COMPARE_AND_SET = {
    "inventorySetQuantities": ("quantities", "InventoryQuantityInput"),
    "inventoryAdjustQuantities": ("changes", "InventoryChangeInput"),
}


def needs_key(schema: GraphQLSchema, mutation: str) -> bool:
    root = schema.mutation_type
    field = root.fields.get(mutation) if root else None
    return bool(field) and "idempotency key is required" in (field.description or "")


def rule_errors(
    schema: GraphQLSchema,
    version: str,
    operation: OperationDefinitionNode,
    variables: dict[str, Any],
) -> list[dict[str, Any]]:
    errors: list[dict[str, Any]] = []
    for node in operation.selection_set.selections:
        if not isinstance(node, FieldNode):
            continue
        arguments = arguments_of(node, variables)
        if operation.operation.value == "mutation" and version >= IDEMPOTENT_SINCE:
            errors += _compare_and_set(node, arguments)
            errors += _idempotent(schema, node, variables)
        for path, size, limit in _too_long(arguments, [node.name.value]):
            errors.append(
                _error(
                    node,
                    f"The input array size of {size} is greater than the maximum "
                    f"allowed of {limit}.",
                    "MAX_INPUT_SIZE_EXCEEDED",
                    path,
                )
            )
    return errors


def arguments_of(node: FieldNode, variables: dict[str, Any]) -> dict[str, Any]:
    return {
        argument.name.value: value_from_ast_untyped(argument.value, variables)
        for argument in node.arguments or ()
    }


def idempotency_key(node: FieldNode, variables: dict[str, Any]) -> str | None:
    for directive in node.directives or ():
        if directive.name.value == "idempotent":
            for argument in directive.arguments or ():
                if argument.name.value == "key":
                    return value_from_ast_untyped(argument.value, variables)
    return None


def _idempotent(
    schema: GraphQLSchema, node: FieldNode, variables: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    if not needs_key(schema, node.name.value):
        return
    key = idempotency_key(node, variables)
    if key is None:
        said = "is required for this mutation but was not provided."
        yield _error(node, f"The @idempotent directive {said}", "BAD_REQUEST")
    elif not str(key).strip():
        yield _error(node, "The idempotency key can't be blank.", "BAD_REQUEST")


def _compare_and_set(
    node: FieldNode, arguments: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    if node.name.value not in COMPARE_AND_SET:
        return
    rows, type_name = COMPARE_AND_SET[node.name.value]
    for row in (arguments.get("input") or {}).get(rows) or ():
        if isinstance(row, dict) and "changeFromQuantity" not in row:
            said = "must include the following argument: changeFromQuantity."
            code = "INVALID_FIELD_ARGUMENTS"
            yield _error(node, f"{type_name} {said}", code)
            return


def _too_long(value: Any, path: list[str]) -> Iterator[tuple[list[str], int, int]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _too_long(inner, [*path, key])
    elif isinstance(value, list):
        limit = LONG_LISTS.get(tuple(path), MAX_INPUT_SIZE)
        if len(value) > limit:
            yield path, len(value), limit
        for inner in value:
            yield from _too_long(inner, path)


def _error(
    node: FieldNode, message: str, code: str, path: list[str] | None = None
) -> dict[str, Any]:
    token = node.loc.start_token  # type: ignore[union-attr]
    return {
        "message": message,
        "locations": [{"line": token.line, "column": token.column}],
        "path": path or [node.name.value],
        "extensions": {"code": code},
    }
