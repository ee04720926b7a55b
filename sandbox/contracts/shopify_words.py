"""graphql-core's validation errors, said the way Shopify's server says them."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from graphql import GraphQLError


class Wording(NamedTuple):
    """graphql-core's message, Shopify's, its code, and the groups it repeats."""

    pattern: str
    message: str
    code: str
    extras: dict[str, str]


_REQUIRED = r"of type '.*' is required"
_POSITION = r"used in position expecting type '(?P<wanted>[^']+)'"
_SELECTIONS = (
    "Field must have selections (field '{field}' returns {type} but has no selections. "
    "Did you mean '{field} {{ ... }}'?)"
)
_NO_SELECTIONS = (
    "Selections can't be made on scalars (field '{field}' returns {type} but has "
    "selections)"
)
_MISSING = "Field '{field}' is missing required arguments: {arg}"
_MISMATCH = "Type mismatch on variable ${var} ({given} / {wanted})"

WORDING = (
    Wording(
        r"^Cannot query field '(?P<field>\w+)' on type '(?P<type>\w+)'",
        "Field '{field}' doesn't exist on type '{type}'",
        "undefinedField",
        {"typeName": "type", "fieldName": "field"},
    ),
    Wording(
        r"^Unknown argument '(?P<arg>\w+)' on field '\w+\.(?P<field>\w+)'",
        "Field '{field}' doesn't accept argument '{arg}'",
        "argumentNotAccepted",
        {"name": "field", "argumentName": "arg"},
    ),
    Wording(
        rf"^Argument '(?P<type>\w+)\.(?P<field>\w+)\((?P<arg>\w+):\)' {_REQUIRED}",
        _MISSING,
        "missingRequiredArguments",
        {"className": "type", "name": "field", "arguments": "arg"},
    ),
    Wording(
        rf"^Field '(?P<field>\w+)' argument '(?P<arg>\w+)' {_REQUIRED}",
        _MISSING,
        "missingRequiredArguments",
        {"name": "field", "arguments": "arg"},
    ),
    Wording(
        rf"^Argument '@(?P<field>\w+)\((?P<arg>\w+):\)' {_REQUIRED}",
        "Directive '{field}' is missing required arguments: {arg}",
        "missingRequiredArguments",
        {"name": "field", "arguments": "arg"},
    ),
    Wording(
        r"^Field '(?P<field>\w+)' of type '(?P<type>[^']+)' must have a selection",
        _SELECTIONS,
        "selectionMismatch",
        {"nodeName": "field", "typeName": "type"},
    ),
    Wording(
        r"^Field '(?P<field>\w+)' must not have a selection .* '(?P<type>[^']+)'",
        _NO_SELECTIONS,
        "selectionMismatch",
        {"nodeName": "field", "typeName": "type"},
    ),
    Wording(
        rf"^Variable '\$(?P<var>\w+)' of type '(?P<given>[^']+)' {_POSITION}",
        _MISMATCH,
        "variableMismatch",
        {"variableName": "var", "typeName": "given"},
    ),
    Wording(
        r"^Variable '\$(?P<var>\w+)' is not defined",
        "Variable ${var} is used but not declared",
        "variableNotDefined",
        {"variableName": "var"},
    ),
    Wording(
        r"^Variable '\$(?P<var>\w+)' is never used",
        "Variable ${var} is declared but not used",
        "variableNotUsed",
        {"variableName": "var"},
    ),
    Wording(
        r"^Unknown type '(?P<type>\w+)'",
        "{type} isn't a defined input type",
        "variableRequiresValidType",
        {"typeName": "type"},
    ),
    Wording(
        r"^Unknown directive '@(?P<directive>\w+)'",
        "Directive @{directive} is not defined",
        "undefinedDirective",
        {"directiveName": "directive"},
    ),
    Wording(
        r"^Unknown fragment '(?P<fragment>\w+)'",
        "Fragment {fragment} was used, but not defined",
        "useAndDefineFragment",
        {"fragmentName": "fragment"},
    ),
)


def said_by_shopify(error: GraphQLError) -> dict[str, Any]:
    message, code, extras = error.message, "argumentLiteralsIncompatible", {}
    for wording in WORDING:
        if hit := re.match(wording.pattern, error.message):
            message, code = wording.message.format(**hit.groupdict()), wording.code
            extras = {key: hit[group] for key, group in wording.extras.items()}
            break
    return {
        "message": message,
        "locations": [
            {"line": place.line, "column": place.column}
            for place in error.locations or ()
        ],
        "extensions": {"code": code, **extras},
    }


def syntax_error(error: GraphQLError) -> dict[str, Any]:
    said = error.message.removeprefix("Syntax Error: ")
    where = error.locations[0] if error.locations else None
    place = f" at [{where.line}, {where.column}]" if where else ""
    return {
        "message": f"syntax error, {said[:1].lower()}{said[1:]}{place}",
        "locations": [{"line": where.line, "column": where.column}] if where else [],
        "extensions": {"code": "PARSE_ERROR"},
    }
