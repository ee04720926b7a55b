"""Small category trees of motor parts, shaped like eBay's, for four sites."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from sandbox.data.parts import PARTS, Part

from .conditions import CLOTHING
from .conditions import PARTS as PART_CONDITIONS
from .sites import trees_of
from .words import localized

VERSION = {"0": "134", "100": "129", "3": "132", "77": "131", "2": "133", "15": "130"}
MARKETPLACES = {
    "0": ["EBAY_US"],
    "100": ["EBAY_MOTORS_US"],
    "3": ["EBAY_GB"],
    "77": ["EBAY_DE"],
    "2": ["EBAY_CA"],
    "15": ["EBAY_AU"],
}
ORIGINS = ("China", "Germany", "Italy", "Japan", "Taiwan", "United States")
PLACES = ("Front", "Rear", "Left", "Right")


@dataclass(frozen=True, slots=True)
class Aspect:
    name: str
    required: bool = False
    mode: str = "FREE_TEXT"
    cardinality: str = "SINGLE"
    for_variations: bool = False
    values: tuple[str, ...] = ()
    max_length: int = 65


@dataclass(frozen=True, slots=True)
class Leaf:
    category_id: str
    name: str
    aspects: tuple[Aspect, ...]
    conditions: dict[str, str]
    takes_variations: bool = True
    takes_compatibility: bool = False
    is_part: bool = False


@dataclass(slots=True)
class Node:
    category_id: str
    name: str
    level: int
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    leaf: Leaf | None = None

    def add(self, category_id: str, name: str, leaf: Leaf | None = None) -> Node:
        node = Node(category_id, name, self.level + 1, self, leaf=leaf)
        self.children.append(node)
        return node

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> list[Node]:
        """From the parent up to the root."""
        chain, node = [], self.parent
        while node is not None:
            chain.append(node)
            node = node.parent
        return chain


@cache
def tree(tree_id: str) -> Node | None:
    if tree_id == "0":
        return _us_tree()
    if tree_id == "100":
        root = Node("6000", "eBay Motors", 0)
        return _with_parts(root.add("6028", "Parts & Accessories"), "10063", tree_id)
    if tree_id in MARKETPLACES:
        root = Node("0", "Root", 0)
        name = localized(tree_id, "Parts & Accessories")
        return _with_parts(root.add("131090", name), "10063", tree_id)
    return None


@cache
def nodes(tree_id: str) -> dict[str, Node]:
    root = tree(tree_id)
    return {node.category_id: node for node in root.walk()} if root else {}


def leaf(marketplace: str, category_id: str) -> Leaf | None:
    """A category that an offer on that marketplace may use."""
    for tree_id in trees_of(marketplace):
        node = nodes(tree_id).get(category_id)
        if node is not None and node.leaf is not None:
            return node.leaf
    return None


def _with_parts(top: Node, category_id: str, tree_id: str) -> Node:
    moto = top.add(category_id, localized(tree_id, "Motorcycle & Scooter Parts"))
    shelves: dict[str, Node] = {}
    for part in PARTS:
        if part.collection not in shelves:
            number = str(35_500 + len(shelves))
            name = localized(tree_id, part.collection)
            shelves[part.collection] = moto.add(number, name)
        made = _part_leaf(part, tree_id)
        shelves[part.collection].add(made.category_id, made.name, made)
    return top.parent


def _part_leaf(part: Part, tree_id: str) -> Leaf:
    def word(text: str) -> str:
        return localized(tree_id, text)

    is_gear = part.collection == "Riding Gear"
    aspects = [
        Aspect(word("Brand"), required=True, values=part.brands),
        Aspect(word("Manufacturer Part Number"), required=True),
    ]
    options = dict(part.options)
    for name, values in options.items():
        if name != "Placement on Vehicle":
            aspects.append(Aspect(word(name), for_variations=True, values=values))
    aspects.append(
        Aspect(
            word("Placement on Vehicle"),
            mode="SELECTION_ONLY",
            cardinality="MULTI",
            for_variations="Placement on Vehicle" in options,
            values=PLACES,
        )
    )
    aspects += [
        Aspect(word(name), cardinality="MULTI", values=(value,))
        for name, value in part.aspects.items()
    ]
    aspects.append(Aspect(word("Country of Origin"), values=ORIGINS))
    return Leaf(
        part.ebay_category_id,
        word(part.kind),
        tuple(aspects),
        CLOTHING if is_gear else PART_CONDITIONS,
        takes_compatibility=part.fits_bikes,
        is_part=not is_gear,
    )


def _us_tree() -> Node:
    root = Node("0", "Root", 0)
    cycling = root.add("888", "Sporting Goods").add("7294", "Cycling")
    for number, name in (("70911", "Bicycle Helmets"), ("158998", "Cycling Gloves")):
        aspects = (
            Aspect("Brand", required=True),
            Aspect("Size", for_variations=True, values=("S", "M", "L", "XL")),
            Aspect("Color", for_variations=True),
        )
        cycling.add(number, name, Leaf(number, name, aspects, CLOTHING))
    tools = root.add("631", "Tools & Workshop Equipment")
    name = "Torque Wrenches"
    aspects = (Aspect("Brand", required=True), Aspect("Drive Size", required=True))
    made = Leaf("75680", name, aspects, PART_CONDITIONS, takes_variations=False)
    tools.add("75680", name, made)
    return root
