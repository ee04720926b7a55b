"""Shopify without its contract: what is played is answered, and nothing is checked.

Stands in for `sandbox.contracts.shopify.ShopifyContract` where the vendor's package was
not fetched. Fields are resolved by `played.graphql`, the part of the official schema
that the sandbox plays (`python -m tools.generate` cuts it out); what a client asks
for beyond it is left out of the answer.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    parse,
)

from sandbox.contracts.shopify import Document, made_ready, no_operation, root_fields
from sandbox.contracts.shopify_words import syntax_error

SCHEMA = Path(__file__).with_name("played.graphql")


class Unchecked:
    versions = ("2026-01", "2026-04", "2026-07", "2026-10")

    def schema(self, version: str) -> GraphQLSchema:
        return _schema()

    def document(self, version: str, text: str) -> Document:
        return _document(text)

    def check_request(
        self,
        version: str,
        text: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
    ) -> list[dict[str, Any]]:
        """Only what leaves nothing to be played."""
        document = _document(text)
        operation = document.operation(operation_name)
        if document.errors or operation is None:
            return list(document.errors) or [no_operation(operation_name)]
        root = _schema().get_root_type(operation.operation)
        played = root.fields if root else {}
        return [_not_played(n) for n in root_fields(operation) if n not in played]

    def check_answer(
        self, operation: OperationDefinitionNode, errors: list[GraphQLError]
    ) -> list[str]:
        return []


def _not_played(field: str) -> dict[str, Any]:
    said = f"The sandbox does not play {field}."
    return {"message": said, "extensions": {"code": "SANDBOX_NOT_SIMULATED"}}


@lru_cache(2_000)
def _document(text: str) -> Document:
    try:
        return Document(parse(text))
    except GraphQLError as error:
        return Document(None, (syntax_error(error),))


@cache
def _schema() -> GraphQLSchema:
    text = SCHEMA.read_text(encoding="utf-8")
    return made_ready(build_schema(text, assume_valid=True))
