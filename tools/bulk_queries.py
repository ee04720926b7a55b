"""Questions of our client, rewritten as Shopify's bulk operations want them.

No pages, no fragments, `edges { node }` all the way, and only lists whose members are
nouns with an id. Each member of a nested list tells by an alias of `__typename` which
list it is of: in the file that comes back it is a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    get_named_type,
    parse,
    print_ast,
)

from sandbox.contracts.shopify import DEFAULT_VERSION, ShopifyContract
from tools.formatted import formatted
from tools.shopify_client import library

#: As many lists as Shopify exports together, the one at the root included.
MOST_LISTS = 5
#: The list, and the operation that reads its members whole; None: their ids are enough.
EXPORTS = {"products": "products_by_id", "orders": None}
#: What has to stay behind. Nobody asks a first reading for a product's collections.
LEFT_OUT = {"collections"}
HEAD = '''\
"""What Shopify is asked for in bulk.

Made by ``python -m tools.generate`` out of ``operations/``, not to be edited by hand.
"""

from __future__ import annotations

from .bulk import BulkQuery

'''


def bulk_queries() -> str:
    schema = ShopifyContract().schema(DEFAULT_VERSION)
    made = [_Export(schema, *each).constant() for each in EXPORTS.items()]
    return formatted(HEAD + "\n".join(made))


class _Export:
    def __init__(self, schema: GraphQLSchema, root: str, operation: str | None) -> None:
        self.schema, self.root, self.operation = schema, root, operation
        self.fragments: dict[str, Any] = {}
        self.lists: dict[str, list[str]] = {}

    def constant(self) -> str:
        returned = get_named_type(self.schema.query_type.fields[self.root].type)
        noun = get_named_type(returned.fields["nodes"].type)
        fields = "\n".join(self._fields(self._wanted(), noun, "", 6))
        text = (
            f"query $name {{\n  {self.root}(query: $search) {{\n    edges {{ node {{\n"
            f"{fields}\n      $more\n    }} }}\n  }}\n}}\n"
        )
        lists = {name: tuple(found) for name, found in self.lists.items()}
        if 1 + sum(map(len, lists.values())) > MOST_LISTS:
            raise ValueError(f"too many lists for one export, leave one out: {lists}")
        return f'{self.root.upper()} = BulkQuery(\n"""\\\n{text}""",\n{lists!r})\n'

    def _wanted(self) -> Any:
        if self.operation is None:
            return parse("{ id updatedAt }").definitions[0].selection_set
        first, *rest = parse(library().text_of(self.operation)).definitions
        self.fragments = {each.name.value: each for each in rest}
        (nodes,) = first.selection_set.selections
        return nodes.selection_set

    def _fields(
        self, selections: Any, parent: Any, way: str, deep: int
    ) -> Iterator[str]:
        """The lines of a selection; `way` is the nested list that it is in."""
        for node in self._inlined(selections, parent):
            pad = " " * deep
            if isinstance(node, InlineFragmentNode):
                inner = self.schema.type_map[node.type_condition.name.value]
                yield f"{pad}... on {inner.name} {{"
                yield from self._fields(node.selection_set, inner, way, deep + 2)
                yield f"{pad}}}"
                continue
            returned = get_named_type(parent.fields[node.name.value].type)
            if returned.name.endswith("Connection"):
                yield from self._list(node, returned, way, deep)
            elif node.selection_set is None:
                yield pad + print_ast(node)
            else:
                yield f"{pad}{node.name.value} {{"
                yield from self._fields(node.selection_set, returned, way, deep + 2)
                yield f"{pad}}}"

    def _list(self, node: FieldNode, type_: Any, way: str, deep: int) -> Iterator[str]:
        name, pad = node.name.value, " " * deep
        noun = get_named_type(type_.fields["nodes"].type)
        is_bare = isinstance(noun, GraphQLObjectType) and not _is_node(noun)
        if is_bare or name in LEFT_OUT:
            return
        self.lists.setdefault(way, []).append(name)
        selections = node.selection_set.selections
        (nodes,) = (n for n in selections if n.name.value == "nodes")
        yield f"{pad}{name} {{"
        yield f"{pad}  edges {{ node {{"
        yield f"{pad}    of_{name}: __typename"
        yield from self._fields(nodes.selection_set, noun, name, deep + 4)
        yield f"{pad}  }} }}"
        yield f"{pad}}}"

    def _inlined(self, selections: Any, parent: Any) -> Iterator[Any]:
        for node in selections.selections:
            if isinstance(node, FragmentSpreadNode):
                fragment = self.fragments[node.name.value]
                yield from self._inlined(fragment.selection_set, parent)
            elif (
                isinstance(node, InlineFragmentNode)
                and node.type_condition.name.value == parent.name
            ):
                yield from self._inlined(node.selection_set, parent)
            else:
                yield node


def _is_node(type_: GraphQLObjectType) -> bool:
    return any(interface.name == "Node" for interface in type_.interfaces)
