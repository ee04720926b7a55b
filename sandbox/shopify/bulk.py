"""Bulk operations: a life by the clock, JSONL out, JSONL in.

Queries are played page by page with a breath between, so that an export of 100,000
products does not hold up everybody else.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    IntValueNode,
    NameNode,
    OperationDefinitionNode,
    StringValueNode,
    get_named_type,
    is_object_type,
    parse,
)

from .core.context import Context
from .core.errors import refuse
from .state.service import BulkOperation
from .state.store import Store

MAX_RUNNING = 5
MAX_CONNECTIONS = 5
MAX_DEPTH = 2
CREATED_FOR_S, LEAST_RUN_S = 0.5, 1.0
PAGE = 100
RUNNING = ("CREATED", "RUNNING", "CANCELING")
Line = tuple[int, bytes]  # how deep it was nested, and its text


def _check_room(ctx: Context) -> None:
    rows = ctx.store["BulkOperation"]
    if sum(1 for row in rows if row.status in RUNNING) >= MAX_RUNNING:
        said = f"The maximum of {MAX_RUNNING} bulk operations is already running."
        raise refuse(said, None, "LIMIT_REACHED")


# -- queries ----------------------------------------------------------------
def start_query(ctx: Context, text: str, grouped: bool) -> BulkOperation:
    contract = ctx.store.contract
    document = contract.document(ctx.version, text)
    operation = document.operation(None)
    if document.errors or operation is None:
        said = document.errors[0]["message"] if document.errors else "Invalid query"
        raise refuse(f"Invalid bulk query: {said}", ["query"], "INVALID")
    if operation.operation.value != "query":
        said = "Invalid bulk query: only queries are allowed"
        raise refuse(said, ["query"], "INVALID")
    schema = contract.schema(ctx.version)
    _check_shape(schema, operation)
    _check_room(ctx)
    row = ctx.store.create(BulkOperation, type="QUERY", query=text)
    _launch(ctx, row, lambda: _export(ctx, row, schema, operation, grouped))
    return row


def _check_shape(schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
    # the connection at the root is no nested one
    depths = list(_connections(schema, operation.selection_set, schema.query_type, -1))
    if not depths:
        said = "Bulk queries must contain at least one connection."
        raise refuse(said, ["query"], "INVALID")
    if len(depths) > MAX_CONNECTIONS:
        said = f"Bulk queries cannot contain more than {MAX_CONNECTIONS} connections."
        raise refuse(said, ["query"], "INVALID")
    if max(depths) > MAX_DEPTH:
        said = "Bulk queries cannot contain connections with a nesting depth greater "
        raise refuse(f"{said}than {MAX_DEPTH}.", ["query"], "INVALID")


def _connections(
    schema: GraphQLSchema, selections: Any, parent: Any, depth: int
) -> Iterator[int]:
    for node in selections.selections:
        if isinstance(node, FragmentSpreadNode):
            continue
        if not isinstance(node, FieldNode):
            condition = node.type_condition
            type_ = schema.get_type(condition.name.value) if condition else parent
            yield from _connections(schema, node.selection_set, type_, depth)
            continue
        definition = getattr(parent, "fields", {}).get(node.name.value)
        if definition is None or node.selection_set is None:
            continue
        returned = get_named_type(definition.type)
        inner = depth + returned.name.endswith("Connection")
        if inner > depth:
            _check_members(schema, node, returned)
            yield inner
        yield from _connections(schema, node.selection_set, returned, inner)


def _check_members(schema: GraphQLSchema, node: FieldNode, connection: Any) -> None:
    noun = get_named_type(connection.fields["nodes"].type)
    if is_object_type(noun) and schema.type_map["Node"] not in noun.interfaces:
        said = "Connections of a bulk query must be of objects that implement Node: "
        raise refuse(f"{said}{node.name.value}.", ["query"], "INVALID")


async def _export(
    ctx: Context,
    row: BulkOperation,
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    grouped: bool,
) -> bytes:
    out = _File(grouped)
    for root in operation.selection_set.selections:
        if not isinstance(root, FieldNode):
            continue
        returned = get_named_type(schema.query_type.fields[root.name.value].type)
        if not returned.name.endswith("Connection"):
            out.write(_rows(_play(ctx, schema, root)[_key(root)], None, 0))
            continue
        cursor = None
        while row.status != "CANCELING":
            data = _play(ctx, schema, _paged(root, cursor))[_key(root)]
            row.object_count += out.write(_connection_rows(data, None, 0))
            row.root_object_count += len(data.get("edges") or data.get("nodes") or ())
            if not data["bulkPage"]["hasNextPage"]:
                break
            cursor = data["bulkPage"]["endCursor"]
            await asyncio.sleep(0)
    row.object_count = out.count
    return out.content()


class _File:
    """What is produced: half a gigabyte for a great catalogue, so it lies in one piece,
    unless members come wherever it suits Shopify."""

    def __init__(self, grouped: bool) -> None:
        self.count = 0
        self._text = bytearray()
        self._scattered: list[Line] | None = None if grouped else []

    def write(self, lines: Iterator[Line]) -> int:
        before = self.count
        for deep, text in lines:
            self.count += 1
            if self._scattered is None:
                self._text += text
                self._text += b"\n"
            else:
                self._scattered.append((deep, text))
        return self.count - before

    def content(self) -> bytes:
        for _deep, text in sorted(self._scattered or (), key=lambda line: line[0]):
            self._text += text + b"\n"
        return bytes(self._text)


def _key(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value


def _paged(root: FieldNode, cursor: str | None) -> FieldNode:
    """The same field, one page of it, with its page information."""
    kept = [
        a
        for a in root.arguments or ()
        if a.name.value not in ("first", "after", "last")
    ]
    kept.append(_argument("first", IntValueNode(value=str(PAGE))))
    if cursor:
        kept.append(_argument("after", StringValueNode(value=cursor)))
    page = parse("{ bulkPage: pageInfo { hasNextPage endCursor } }").definitions[0]
    selections = (
        *root.selection_set.selections,
        *page.selection_set.selections,
    )
    return FieldNode(
        alias=root.alias,
        name=root.name,
        arguments=tuple(kept),
        directives=root.directives,
        selection_set=type(root.selection_set)(selections=selections),
    )


def _argument(name: str, value: Any) -> ArgumentNode:
    return ArgumentNode(name=NameNode(value=name), value=value)


def _play(ctx: Context, schema: GraphQLSchema, root: FieldNode) -> dict[str, Any]:
    from .core.execute import run

    set_type = parse("{ a }").definitions[0].selection_set.__class__
    template = parse("query { a }").definitions[0]
    operation = type(template)(
        operation=template.operation,
        name=None,
        variable_definitions=(),
        directives=(),
        selection_set=set_type(selections=(root,)),
    )
    inner = Context(ctx.store, ctx.installation, ctx.version, in_bulk=True)
    result = run(schema, DocumentNode(definitions=(operation,)), inner)
    if result.errors:
        raise _Failed(str(result.errors[0]))
    return result.data


class _Failed(Exception):
    pass


def _connection_rows(connection: Any, parent: str | None, deep: int) -> Iterator[Line]:
    edges = connection.get("edges")
    nodes = [e["node"] for e in edges] if edges is not None else connection["nodes"]
    for node in nodes:
        yield from _rows(node, parent, deep)


def _rows(node: dict[str, Any] | None, parent: str | None, deep: int) -> Iterator[Line]:
    """The object without its connections, then their objects with `__parentId`."""
    if node is None:
        return
    own, nested = _split(node)
    if parent is not None:
        own["__parentId"] = parent
    yield deep, json.dumps(own, separators=(",", ":")).encode()
    for connection in nested:
        yield from _connection_rows(connection, node.get("id") or parent, deep + 1)


def _split(value: Any) -> tuple[Any, list[dict[str, Any]]]:
    nested: list[dict[str, Any]] = []
    own: dict[str, Any] = {}
    for key, inner in value.items():
        if isinstance(inner, dict) and ("edges" in inner or "nodes" in inner):
            nested.append(inner)
        elif isinstance(inner, dict):
            own[key], deeper = _split(inner)
            nested += deeper
        else:
            own[key] = inner
    return own, nested


# -- mutations --------------------------------------------------------------
def start_mutation(
    ctx: Context, text: str, upload: str, client_identifier: str | None
) -> BulkOperation:
    contract = ctx.store.contract
    document = contract.document(ctx.version, text)
    operation = document.operation(None)
    if document.errors or operation is None or operation.operation.value != "mutation":
        said = document.errors[0]["message"] if document.errors else "not a mutation"
        raise refuse(f"Invalid bulk mutation: {said}", ["mutation"], "INVALID_MUTATION")
    if upload not in ctx.store.files:
        said = (
            "The JSONL file could not be found. Try uploading the file again, and "
            "check that you've entered the URL correctly for the stagedUploadPath "
            "argument."
        )
        raise refuse(said, ["stagedUploadPath"], "NO_SUCH_FILE")
    _check_room(ctx)
    row = ctx.store.create(
        BulkOperation,
        type="MUTATION",
        query=text,
        upload=upload,
        client_identifier=client_identifier,
    )
    _launch(ctx, row, lambda: _import(ctx, row, document))
    return row


async def _import(ctx: Context, row: BulkOperation, document: Any) -> bytes:
    """One answer line for each line of variables, in their order."""
    answers: list[bytes] = []
    for number, line in enumerate(ctx.store.files[row.upload].splitlines()):
        if row.status == "CANCELING":
            break
        if not line.strip():
            continue
        answer = _answer(ctx, row, document, line)
        answer["__lineNumber"] = number
        answers.append(json.dumps(answer, separators=(",", ":")).encode())
        row.object_count = row.root_object_count = len(answers)
        if number % 20 == 19:
            await asyncio.sleep(0)
    return b"\n".join(answers) + (b"\n" if answers else b"")


def _answer(
    ctx: Context, row: BulkOperation, document: Any, line: bytes
) -> dict[str, Any]:
    from .core.errors import answer_error
    from .core.execute import run

    try:
        variables = json.loads(line)
    except ValueError:
        return {"errors": [{"message": "The line is not valid JSON"}]}
    contract, text = ctx.store.contract, row.query
    if errors := contract.check_request(ctx.version, text, variables):
        return {"data": None, "errors": errors}
    inner = Context(ctx.store, ctx.installation, ctx.version, variables, in_bulk=True)
    result = run(contract.schema(ctx.version), document.node, inner)
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [answer_error(error) for error in result.errors]
    return answer


# -- their life -------------------------------------------------------------
def _launch(ctx: Context, row: BulkOperation, work: Any) -> None:
    store, clock = ctx.store, ctx.store.kernel.clock

    async def run() -> None:
        if row.status == "CREATED":
            row.status = "RUNNING"
        store.touch(row)
        try:
            produced = await work()
        except (_Failed, GraphQLError, KeyError):
            row.status, row.error_code = "FAILED", "INTERNAL_SERVER_ERROR"
            finish(store, row)
            return

        async def deliver() -> None:
            _publish(store, row, produced)

        clock.call_later(LEAST_RUN_S, deliver)

    clock.call_later(CREATED_FOR_S, run)


def _publish(store: Store, row: BulkOperation, produced: bytes) -> None:
    canceled = row.status == "CANCELING"
    row.status = "CANCELED" if canceled else "COMPLETED"
    row.file_size = len(produced)
    if produced:
        path = f"bulk/{row.id}.jsonl"
        store.files[path] = produced
        url = f"{store.files_url}/{path}"
        row.partial_data_url = url if canceled else None
        row.url = None if canceled else url
    finish(store, row)


def finish(store: Store, row: BulkOperation) -> None:
    row.completed_at = store.now()
    store.touch(row)
    store.emit("bulk_operations/finish", row)
