"""Types of what Shopify answers and takes, from the official schema.

Each fragment and each answer of our client's operations becomes a ``TypedDict``, as do
the inputs that their variables name. Nothing of it exists at run time: the types are
for the reader and the editor.
"""

from __future__ import annotations

import keyword
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    is_required_input_field,
    parse,
)
from graphql.utilities import type_from_ast

from sandbox.contracts.shopify import DEFAULT_VERSION, ShopifyContract
from tools.formatted import formatted
from tools.shopify_client import library

HEAD = f'''\
"""What Shopify answers to our operations, and what they take (API {DEFAULT_VERSION}).

Made by ``python -m tools.generate``, not to be edited by hand. A class with the
name of a fragment is what the fragment selects. The others bear the name of Shopify's
type or, where several operations select it differently, that of the way to it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal, TypedDict
'''
#: Longer ones (countries, currencies) say nothing that a reader would read.
MOST_VALUES = 30
#: Fractions arrive as ``Decimal``: see the transport.
SCALARS = {"Boolean": "bool", "Int": "int", "Float": "int | Decimal", "JSON": "Any"}


def shapes(version: str = DEFAULT_VERSION) -> str:
    schema = ShopifyContract().schema(version)
    classes = Shapes(schema).all()
    return formatted("\n\n".join([HEAD, *classes]))


class Shapes:
    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._met: set[str] = set()  # fragments and inputs
        self._classes: dict[str, str] = {}  # what a class builds on stands before it
        self._fragments: dict[str, FragmentDefinitionNode] = {}

    def all(self) -> list[str]:
        operations = {}
        for name in library().known_operations():
            first, *fragments = parse(library().text_of(name)).definitions
            operations[name] = first
            self._fragments |= {node.name.value: node for node in fragments}
        for name in self._fragments:
            self._fragment(name)
        for name, node in operations.items():
            self._operation(name, node)
        return list(self._classes.values())

    # -- what comes back --
    def _fragment(self, name: str) -> None:
        if name not in self._met:
            self._met.add(name)
            node = self._fragments[name]
            parent = self.schema.type_map[node.type_condition.name.value]
            self._selected(name, node.selection_set, parent)

    def _operation(self, name: str, node: OperationDefinitionNode) -> None:
        title = "".join(word.capitalize() for word in name.split("_"))
        root = self.schema.get_root_type(node.operation)
        self._selected(f"{title}Answer", node.selection_set, root, title)
        for variable in node.variable_definitions or ():
            self._input(get_named_type(type_from_ast(self.schema, variable.type)))

    def _selected(
        self, name: str, selections: SelectionSetNode, parent: Any, prefix: str = ""
    ) -> str:
        """The class of what is selected of one type; returns its name."""
        fields, sometimes, bases = {}, {}, []
        for node in selections.selections:
            if isinstance(node, FieldNode):
                fields |= self._field(node, parent, prefix or name)
            elif isinstance(node, FragmentSpreadNode):
                self._fragment(node.name.value)
                bases.append(node.name.value)
            else:
                sometimes |= self._sometimes(node, prefix or name)
        name = self._name(name, parent.name, fields, sometimes, bases)
        self._classes[name] = _class(name, fields, sometimes, bases)
        return name

    def _name(self, way: str, type_name: str, *selected: Any) -> str:
        """That of the type, if the same is selected of it wherever it is met."""
        if way in self._fragments or way.endswith("Answer"):
            return way
        known = self._classes.get(type_name)
        free = known is None and type_name not in self._fragments
        return type_name if free or known == _class(type_name, *selected) else way

    def _field(self, node: FieldNode, parent: Any, prefix: str) -> dict[str, str]:
        name = node.name.value
        alias = node.alias.value if node.alias else name
        if name == "__typename":
            return {alias: "str"}
        type_ = parent.fields[name].type
        way = prefix + alias[:1].upper() + alias[1:]
        return {alias: self._answer(type_, node.selection_set, way)}

    def _sometimes(self, node: InlineFragmentNode, prefix: str) -> dict[str, str]:
        """Fields that are there only if the object is of that type."""
        parent = self.schema.type_map[node.type_condition.name.value]
        found: dict[str, str] = {}
        for each in node.selection_set.selections:
            if isinstance(each, FieldNode):
                found |= self._field(each, parent, prefix)
        return found

    def _answer(self, type_: Any, selections: Any, way: str) -> str:
        if isinstance(type_, GraphQLNonNull):
            return self._certain(type_.of_type, selections, way)
        return f"{self._certain(type_, selections, way)} | None"

    def _certain(self, type_: Any, selections: Any, way: str) -> str:
        if isinstance(type_, GraphQLList):
            return f"list[{self._answer(type_.of_type, selections, way)}]"
        if is_leaf_type(type_):
            return SCALARS.get(type_.name, "str")
        if known := _single_fragment(selections):
            return known
        return self._selected(way, selections, type_)

    # -- what is sent --
    def _input(self, type_: Any) -> None:
        if not isinstance(type_, GraphQLInputObjectType) or type_.name in self._met:
            return
        self._met.add(type_.name)
        required, optional = {}, {}
        for name, field in type_.fields.items():
            if not field.deprecation_reason:
                place = required if is_required_input_field(field) else optional
                place[name] = _sent(field.type)
                self._input(get_named_type(field.type))
        self._classes[type_.name] = _class(type_.name, required, optional, [])


def _single_fragment(selections: SelectionSetNode) -> str:
    """The name in `{ ...Bag }` or `{ ... on Product { ...ProductDetail } }`."""
    nodes = selections.selections
    if len(nodes) == 1 and isinstance(nodes[0], InlineFragmentNode):
        nodes = nodes[0].selection_set.selections
    single = len(nodes) == 1 and isinstance(nodes[0], FragmentSpreadNode)
    return nodes[0].name.value if single else ""


def _sent(type_: Any) -> str:
    if not isinstance(type_, GraphQLNonNull):
        return f"{_sent(GraphQLNonNull(type_))} | None"
    type_ = type_.of_type
    if isinstance(type_, GraphQLList):
        return f"list[{_sent(type_.of_type)}]"
    if isinstance(type_, GraphQLEnumType) and len(type_.values) <= MOST_VALUES:
        return f"Literal[{', '.join(map(repr, type_.values))}]"
    if isinstance(type_, GraphQLInputObjectType):
        return type_.name
    return SCALARS.get(type_.name, "str")


def _class(
    name: str, fields: dict[str, str], sometimes: dict[str, str], bases: list[str]
) -> str:
    """One class; what may be missing is added by a second one below the first."""
    if sometimes:
        always = f"{name}Always"
        first = _class(always, fields, {}, bases) + "\n\n" if fields or bases else ""
        above = [always] if first else ["TypedDict"]
        return first + _text(name, sometimes, [*above, "total=False"])
    return _text(name, fields, bases or ["TypedDict"])


def _text(name: str, fields: dict[str, str], above: list[str]) -> str:
    words = {key: kind for key, kind in fields.items() if keyword.iskeyword(key)}
    first = ""
    if words:  # `return` cannot be written in the body of a class
        pairs = ", ".join(f"{key!r}: {kind!r}" for key, kind in words.items())
        first = f'{name}Words = TypedDict("{name}Words", {{{pairs}}})\n\n'
        above = [f"{name}Words", *(each for each in above if each != "TypedDict")]
    body = [f"    {key}: {kind}" for key, kind in fields.items() if key not in words]
    head = f"{first}class {name}({', '.join(above)}):"
    return "\n".join([head, *(body or ["    pass"])])
