"""The Admin GraphQL contract: official schemas, and what only the server checks.

`check_request` says what Shopify would refuse, in Shopify's words; it serves the
sandbox and every test that holds a client's requests against the vendor.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    build_client_schema,
    get_operation_ast,
    parse,
    validate,
)

from . import location
from .base import Contract, ContractMissing
from .shopify_inputs import variable_errors
from .shopify_rules import rule_errors
from .shopify_scalars import make_strict
from .shopify_words import said_by_shopify, syntax_error

DEFAULT_VERSION = "2026-07"
_HUMP = re.compile(r"(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])")


@dataclass(frozen=True, slots=True)
class Document:
    """One text of a client, parsed and validated once."""

    node: DocumentNode | None
    errors: tuple[dict[str, Any], ...] = ()

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        return get_operation_ast(self.node, name) if self.node else None


class ShopifyContract(Contract):
    platform = "shopify"

    def __init__(self) -> None:
        super().__init__()
        self._files = _schema_files()
        if not self._files:
            raise ContractMissing("Shopify's Admin GraphQL schema")
        self._document = lru_cache(2_000)(self._read)

    @property
    def versions(self) -> list[str]:
        return sorted(self._files)

    def schema(self, version: str) -> GraphQLSchema:
        return _schema(self._files[version])

    def document(self, version: str, text: str) -> Document:
        return self._document(version, text)

    def check_request(
        self,
        version: str,
        text: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
    ) -> list[dict[str, Any]]:
        """What Shopify would answer in `errors` without executing anything."""
        document = self.document(version, text)
        operation = document.operation(operation_name)
        if document.errors or operation is None:
            return list(document.errors) or [no_operation(operation_name)]
        for field in self._known(operation):
            self.seen_request(field)
        schema, given = self.schema(version), variables or {}
        return variable_errors(schema, operation, given) or rule_errors(
            schema, version, operation, given
        )

    def check_answer(
        self, operation: OperationDefinitionNode, errors: list[GraphQLError]
    ) -> list[str]:
        """The executor has typed the answer; an error nobody meant is a breach."""
        for field in self._known(operation):
            self.seen_answer(field)
        return [
            f"{error.message} at {'.'.join(map(str, error.path or ()))}"
            for error in errors
            if not (error.extensions or {}).get("code")
        ]

    def _known(self, operation: OperationDefinitionNode) -> list[str]:
        """What the sandbox does not play is answered, but covers nothing."""
        fields = root_fields(operation)
        return [
            f for f in fields if not self.known_operations or f in self.known_operations
        ]

    def _read(self, version: str, text: str) -> Document:
        try:
            node = parse(text)
        except GraphQLError as error:
            return Document(None, (syntax_error(error),))
        errors = validate(self.schema(version), node, max_errors=20)
        return Document(node, tuple(said_by_shopify(error) for error in errors))


def root_fields(operation: OperationDefinitionNode) -> Iterator[str]:
    for node in operation.selection_set.selections:
        if isinstance(node, FieldNode) and not node.name.value.startswith("__"):
            yield node.name.value


def no_operation(name: str | None) -> dict[str, Any]:
    said = f'No operation named "{name}"' if name else "An operation name is required"
    return {"message": said, "extensions": {"code": "OPERATION_NOT_FOUND"}}


def _schema_files() -> dict[str, Path]:
    home = location.package("shopify-dev-mcp") / "package" / "dist" / "data"
    return {
        path.name.removeprefix("admin_").removesuffix(".json.gz"): path
        for path in home.glob("admin_20*.json.gz")
    }


@cache
def _schema(path: Path) -> GraphQLSchema:
    with gzip.open(path) as stream:
        introspection = json.load(stream)
    # assume_valid: graphql-core refuses some of Shopify's own definitions.
    said = introspection.get("data", introspection)
    return made_ready(build_client_schema(said, assume_valid=True))


def made_ready(schema: GraphQLSchema) -> GraphQLSchema:
    """Scalars that know their rules, arguments that have Python's names."""
    make_strict(schema)
    _name_pythonically(schema)
    return schema


def _name_pythonically(schema: GraphQLSchema) -> None:
    """Arguments and input fields reach Python in snake_case."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType):
            for name, field in type_.fields.items():
                field.out_name = snake(name)
        elif isinstance(type_, GraphQLObjectType):
            for field in type_.fields.values():
                for name, argument in field.args.items():
                    argument.out_name = snake(name)


@cache
def snake(name: str) -> str:
    return _HUMP.sub(lambda hit: "_" + hit[0], name).lower()
