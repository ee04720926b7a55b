"""Variables held against their declared types, with the problems in Shopify's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    VariableDefinitionNode,
    get_named_type,
    print_ast,
)
from graphql.pyutils import Undefined as NotGiven
from graphql.utilities import type_from_ast

from .shopify_scalars import RULES, gid_in

Problem = tuple[list[str | int], str]
_NATIVE = {"Int": int, "Float": (int, float), "String": str, "Boolean": bool}


def variable_errors(
    schema: GraphQLSchema, operation: OperationDefinitionNode, given: dict[str, Any]
) -> list[dict[str, Any]]:
    errors = []
    for definition in operation.variable_definitions or ():
        declared = type_from_ast(schema, definition.type)
        name = definition.variable.name.value
        if name not in given and definition.default_value is not None:
            continue
        value = given.get(name, NotGiven)
        problems = list(_problems(value, declared, []))
        if problems:
            errors.append(_error(definition, value, problems))
    return errors


def _problems(
    value: Any, type_: GraphQLInputType, path: list[str | int]
) -> Iterator[Problem]:
    if isinstance(type_, GraphQLNonNull):
        if value is None or value is NotGiven:
            yield path, "Expected value to not be null"
            return
        type_ = type_.of_type
    if value is None or value is NotGiven:
        return
    if isinstance(type_, GraphQLList):
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            yield from _problems(item, type_.of_type, [*path, index])
    elif isinstance(type_, GraphQLInputObjectType):
        yield from _object_problems(value, type_, path)
    else:
        if explanation := _leaf_problem(value, type_):
            yield path, explanation


def _object_problems(
    value: Any, type_: GraphQLInputObjectType, path: list[str | int]
) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield path, f'Expected "{value}" to be a key-value object.'
        return
    if type_.is_one_of and (len(value) != 1 or None in value.values()):
        given = f"but {len(value)} were provided."
        yield path, f"'{type_.name}' requires exactly one argument, {given}"
        return
    for name in value:
        if name not in type_.fields:
            yield [*path, name], f"Field is not defined on {type_.name}"
    for name, field in type_.fields.items():
        if name in value or field.default_value is Undefined:
            yield from _problems(value.get(name, NotGiven), field.type, [*path, name])


def _leaf_problem(value: Any, type_: GraphQLInputType) -> str:
    if isinstance(type_, GraphQLEnumType):
        if value not in type_.values:
            return f'Expected "{value}" to be one of: {", ".join(type_.values)}'
        return ""
    name = get_named_type(type_).name
    if name in _NATIVE:
        wrong = not isinstance(value, _NATIVE[name])
        if wrong or (isinstance(value, bool) and name != "Boolean"):
            shown = f'"{value}"' if isinstance(value, str) else value
            return f"Could not coerce value {shown} to {name}"
        return ""
    take = gid_in if name == "ID" else RULES.get(name, (None,))[0]
    try:
        if take is not None and isinstance(type_, GraphQLScalarType):
            take(value)
    except ValueError as error:
        return str(error)
    return ""


def _error(
    definition: VariableDefinitionNode, value: Any, problems: list[Problem]
) -> dict[str, Any]:
    name, declared = definition.variable.name.value, print_ast(definition.type)
    told = ", ".join(
        f"{'.'.join(map(str, path))} ({explanation})" if path else explanation
        for path, explanation in problems
    )
    nested = any(path for path, _ in problems)
    message = f"Variable ${name} of type {declared} was provided invalid value"
    location = definition.loc.start_token  # type: ignore[union-attr]
    return {
        "message": f"{message} for {told}" if nested else message,
        "locations": [{"line": location.line, "column": location.column}],
        "extensions": {
            "code": "INVALID_VARIABLE",
            "value": None if value is NotGiven else value,
            "problems": [
                {"path": path, "explanation": explanation}
                for path, explanation in problems
            ],
        },
    }
