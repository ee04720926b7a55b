"""Run one document against the state."""

from __future__ import annotations

from functools import cache
from typing import Any

from graphql import DocumentNode, ExecutionResult, GraphQLSchema, execute_sync

from .context import Context
from .plan import Plans, type_of


@cache
def plans(schema: GraphQLSchema) -> Plans:
    return Plans(schema)


def run(
    schema: GraphQLSchema,
    document: DocumentNode,
    ctx: Context,
    operation_name: str | None = None,
) -> ExecutionResult:
    result: Any = execute_sync(
        schema,
        document,
        root_value={"__typename": schema.query_type.name},
        context_value=ctx,
        variable_values=ctx.variables,
        operation_name=operation_name,
        field_resolver=plans(schema),
        type_resolver=type_of,
    )
    return result
